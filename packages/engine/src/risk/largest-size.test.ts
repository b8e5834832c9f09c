import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DayStates } from "./day-states.js";
import { largestSize, liquidationFactors } from "./largest-size.js";

/** Days of so many changes of equity, each at its worst at so much less than its end. */
function daysOf(changes: readonly number[], dip: number, initial = 1000): DayStates {
  const before: number[] = [];
  const after: number[] = [];
  let now = initial;
  for (const change of changes) {
    before.push(now);
    now += change;
    after.push(now);
  }
  const nothing = new Float64Array(changes.length);
  return {
    days: changes.length,
    dayMs: Float64Array.from(changes, (_, day) => day * 86_400_000),
    before: Float64Array.from(before),
    after: Float64Array.from(after),
    shortfall: Float64Array.from(after, (end) => dip - end),
    ...{ marginUse: nothing, leverage: nothing, notional: nothing, distance: nothing },
    lastBar: new Int32Array(changes.length),
  };
}

const OPTIONS = {
  sizing: "equity",
  initial: 1000,
  horizonDays: 20,
  draws: 400,
  seed: 7,
  blockDays: 5,
  probability: 0.01,
} as const;

describe("the largest size", () => {
  test("every account breaks at the same multiple when every day is the same", () => {
    // A day loses nothing and is down by 100 of 1000 at its worst: ten times that is all.
    const factors = liquidationFactors(daysOf([0, 0, 0, 0], 100), OPTIONS);
    expect([...new Set(factors)]).toEqual([10]);
    expect(largestSize(daysOf([0, 0, 0, 0], 100), OPTIONS)).toMatchObject({
      factor: 10,
      liquidationNow: 0,
    });
  });

  test("quantities that lose day after day break where the sum of the losses takes them", () => {
    const options = { ...OPTIONS, sizing: "quantity", horizonDays: 4, blockDays: 1 } as const;
    // Four days of -50 and 10 of dip: 1000 = f · (200 + 10).
    const factors = liquidationFactors(daysOf([-50, -50, -50, -50], 10), options);
    expect(factors[0]).toBeCloseTo(1000 / 210, 9);
    expect(factors[399]).toBeCloseTo(1000 / 210, 9);
  });

  test("a run that wins without a dip bears any multiple", () => {
    expect(largestSize(daysOf([10, 10, 10], -5000), OPTIONS).factor).toBeNull();
  });

  test("the share of accounts that break below the multiple is less than allowed", () => {
    const changes = fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 5, maxLength: 40 });
    const sizing = fc.constantFrom("equity" as const, "quantity" as const);
    const probability = fc.constantFrom(0.01, 0.05, 0.2);
    fc.assert(
      fc.property(changes, fc.integer(), sizing, probability, (days, seed, kind, allowed) => {
        const options = {
          ...OPTIONS,
          sizing: kind,
          seed: Math.abs(seed),
          draws: 100,
          probability: allowed,
        };
        const states = daysOf(days, 20, 20_000);
        const { factor, liquidationNow } = largestSize(states, options);
        const factors = liquidationFactors(states, options);
        const broken = (at: number) => factors.filter((one) => one <= at).length / factors.length;
        expect(liquidationNow).toBe(broken(1));
        if (factor === null) return;
        expect(broken(factor * (1 - 1e-12))).toBeLessThan(allowed);
        expect(broken(factor)).toBeGreaterThanOrEqual(allowed);
      }),
    );
  });
});
