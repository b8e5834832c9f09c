import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  equityAt,
  type Holding,
  initialMargin,
  isLiquidatedAt,
  liquidationDistance,
  type MarginRules,
  maintenanceMargin,
} from "./margin.js";

const TIERS = [
  { notionalCap: 10_000, maxLeverage: 50, maintenanceRate: 0.01, maintenanceAmount: 0 },
  { notionalCap: 100_000, maxLeverage: 20, maintenanceRate: 0.025, maintenanceAmount: 150 },
  { notionalCap: null, maxLeverage: 10, maintenanceRate: 0.05, maintenanceAmount: 2650 },
];
const RULES: MarginRules = { tiers: TIERS, basis: "sides", leverage: 5, lotValue: 0.001 };

function holding(given: Partial<Holding>): Holding {
  return { long: 0, short: 0, equity: 1000, at: 100_000, ...given };
}

describe("margin of positions", () => {
  test("a long of one contract at 100 has its notional over the leverage, and 1 % of maintenance", () => {
    const held = holding({ long: 10 });
    expect(initialMargin(RULES, held)).toBe((10 * 100_000 * 0.001) / 5);
    expect(maintenanceMargin(RULES, held)).toBeCloseTo(10, 12);
  });

  test("maintenance of the second tier is less its amount, on each side", () => {
    const held = holding({ long: 200, short: 50 });
    expect(maintenanceMargin(RULES, held)).toBeCloseTo(20_000 * 0.025 - 150 + 5000 * 0.01, 9);
    const net = maintenanceMargin({ ...RULES, basis: "net" }, held);
    expect(net).toBeCloseTo(15_000 * 0.025 - 150, 9);
  });

  test("a long is liquidated where what is left is its maintenance", () => {
    // 1000 + 100·(x − 100) = 0.01·100·x, so that x = 9000 / 99.
    const distance = liquidationDistance(RULES, holding({ long: 100 }));
    expect(distance).toBeCloseTo(1 - 9000 / 99 / 100, 9);
  });

  test("nothing held is never liquidated, and a lost account is at once", () => {
    expect(liquidationDistance(RULES, holding({}))).toBe(Infinity);
    expect(liquidationDistance(RULES, holding({ long: 100, equity: 50 }))).toBe(0);
  });

  test("a long that is worth less than the account has no price that liquidates it", () => {
    expect(liquidationDistance(RULES, holding({ long: 1 }))).toBe(Infinity);
  });

  test("at the distance equity is the maintenance margin, and nothing nearer liquidates", () => {
    const held = fc.record({
      long: fc.integer({ min: 0, max: 5000 }),
      short: fc.integer({ min: 0, max: 5000 }),
      equity: fc.integer({ min: 10, max: 200_000 }),
      at: fc.integer({ min: 100, max: 1_000_000 }),
    });
    const basis = fc.constantFrom("sides" as const, "net" as const);
    fc.assert(
      fc.property(held, basis, (one, by) => {
        const rules = { ...RULES, basis: by };
        const distance = liquidationDistance(rules, one);
        const nearer = Math.min(distance, 2) * (1 - 1e-6);
        for (let step = 0; step < 50 && distance > 0; step++) {
          const share = (nearer * step) / 49;
          if (share < 1) expect(isLiquidatedAt(rules, one, one.at * (1 - share))).toBe(false);
          expect(isLiquidatedAt(rules, one, one.at * (1 + share))).toBe(false);
        }
        if (distance === 0 || distance === Infinity) return;
        const gaps = [1 - distance, 1 + distance].map((share) => {
          const units = one.at * share;
          return equityAt(rules, one, units) - maintenanceMargin(rules, one, units);
        });
        const size = (one.long + one.short) * one.at * rules.lotValue + one.equity;
        expect(Math.min(...gaps.map(Math.abs))).toBeLessThan(1e-6 * size);
      }),
    );
  });
});
