import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalsOfStep, scaledDecimal, shortestDecimal } from "./decimal-text.js";

describe("shortestDecimal", () => {
  it("writes no exponents", () => {
    expect(shortestDecimal(1e-7)).toBe("0.0000001");
    expect(shortestDecimal(-1.25e-9)).toBe("-0.00000000125");
    expect(shortestDecimal(1.5e21)).toBe("1500000000000000000000");
    expect(shortestDecimal(0.1)).toBe("0.1");
    expect(shortestDecimal(-0)).toBe("0");
  });

  it("reads back as the same double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = shortestDecimal(value);
        expect(text).not.toMatch(/e/);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("scaledDecimal", () => {
  it("cuts trailing zeros and keeps leading ones", () => {
    const price = scaledDecimal(1, 2);
    expect([5001, 5000, 4960, 7, 0].map(price)).toEqual(["50.01", "50", "49.6", "0.07", "0"]);
  });

  it("has no float noise where lots times step has", () => {
    const quantity = scaledDecimal(1, decimalsOfStep(0.001));
    expect(quantity(160_128)).toBe("160.128");
    expect(0.1 * 3).not.toBe(0.3);
    expect(scaledDecimal(1, 1)(3)).toBe("0.3");
  });

  it("is exact above 2^53", () => {
    expect(scaledDecimal(25, 2)(2 ** 52)).toBe("1125899906842624");
    expect(scaledDecimal(125, 3)(2 ** 52 + 1)).toBe("562949953421312.125");
  });

  it("gives the shortest decimal of a price that is not whole", () => {
    expect(scaledDecimal(1, 2)(4819.67275345645)).toBe(String(4819.67275345645 / 100));
  });

  it("agrees with exact integer arithmetic", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 12 }),
        (count, multiplier, decimals) => {
          const text = scaledDecimal(multiplier, decimals)(count);
          const [whole, fraction = ""] = text.split(".");
          expect(fraction.length).toBeLessThanOrEqual(decimals);
          expect(BigInt(whole + fraction.padEnd(decimals, "0"))).toBe(
            BigInt(count) * BigInt(multiplier),
          );
        },
      ),
    );
  });
});
