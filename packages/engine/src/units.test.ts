import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decimalsOf,
  exactNumber,
  instrumentUnits,
  powerOfTen,
  toLots,
  toLotsUp,
  toUnits,
} from "./units.js";

const SIZES = {
  tickSize: 0.01,
  stepSize: 0.001,
  contractSize: 1,
  minQty: 0.001,
  maxOrderQty: null,
  minNotional: 5,
};

describe("exactNumber", () => {
  it.each([
    ["0.1", 0.1],
    ["0.10", 0.1],
    [".5", 0.5],
    ["5.", 5],
    ["+7", 7],
    ["-0.0002", -0.0002],
    ["1e-8", 1e-8],
    ["100000000000000000000000", 1e23],
    ["0.000", 0],
    ["9007199254740993e0", "precision"],
    ["0.1000000000000000055", "precision"],
    ["1e400", "precision"],
    ["1e-400", "precision"],
    ["", "syntax"],
    [".", "syntax"],
    ["1,5", "syntax"],
    ["0x10", "syntax"],
    [" 1", "syntax"],
    ["NaN", "syntax"],
    ["Infinity", "syntax"],
  ])("reads %j as %j", (text, expected) => {
    expect(exactNumber(text)).toBe(expected);
  });

  it("gives back every double from its shortest form", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(exactNumber(String(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("decimalsOf", () => {
  it.each([
    [0.01, 2],
    ["0.10", 1],
    ["100", 0],
    [20, 0],
    [1e-8, 8],
    ["1.5e-3", 4],
    [0.25, 2],
    [0, 0],
  ])("of %j is %i", (value, decimals) => {
    expect(decimalsOf(value)).toBe(decimals);
  });

  it("refuses what is no number", () => {
    expect(() => decimalsOf("1,5")).toThrow("is not a decimal number");
  });
});

describe("lots and units", () => {
  it("hold their guard against binary noise", () => {
    expect(0.3 / 0.1).toBeLessThan(3);
    expect(toLots(0.3, 0.1)).toBe(3);
    expect(0.0003 / 0.0001).not.toBe(3);
    expect(toLotsUp(0.0003, 0.0001)).toBe(3);
    expect(toLots(0.2999, 0.1)).toBe(2);
    expect(toLotsUp(0.3001, 0.1)).toBe(4);
    expect(Object.is(toLotsUp(0, 0.1), 0)).toBe(true);
  });

  it("turn n steps into n lots, whichever decimals a step has", () => {
    const step = fc
      .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 9 }))
      .map(([mantissa, decimals]) => Number(`${mantissa}e-${decimals}`));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), step, (count, stepSize) => {
        expect(toLots(count * stepSize, stepSize)).toBe(count);
        expect(toLotsUp(count * stepSize, stepSize)).toBe(count);
      }),
    );
  });

  it("turn a decimal price into its digits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_147_483_647 }),
        fc.integer({ min: 0, max: 12 }),
        (units, decimals) => {
          expect(toUnits(Number(`${units}e-${decimals}`), decimals)).toBe(units);
        },
      ),
    );
  });

  it("have exact powers of ten", () => {
    expect([0, 1, 12, 22].map(powerOfTen)).toEqual([1, 10, 1e12, 1e22]);
  });
});

describe("instrumentUnits", () => {
  it("takes the decimals of the tick when the bars have fewer", () => {
    expect(instrumentUnits(SIZES, 1)).toMatchObject({ priceDecimals: 2, tickUnits: 1 });
  });

  it("counts the tick in the units of bars that have more", () => {
    const units = instrumentUnits({ ...SIZES, tickSize: 0.1 }, 2);
    expect(units).toMatchObject({ priceDecimals: 2, tickUnits: 10 });
    expect(instrumentUnits({ ...SIZES, tickSize: 0.02 }, 0).tickUnits).toBe(2);
    expect(instrumentUnits({ ...SIZES, tickSize: 10 }, 0).tickUnits).toBe(10);
    expect(instrumentUnits({ ...SIZES, tickSize: 0.25 }, 4).tickUnits).toBe(2500);
  });

  it("works out the value of a lot and unit in the stated order", () => {
    const units = instrumentUnits({ ...SIZES, stepSize: 0.1, contractSize: 0.3 }, 2);
    expect(units.lotValue).toBe((0.3 * 0.1) / 100);
  });

  it("rounds the smallest size up and the largest down", () => {
    const sizes = { ...SIZES, stepSize: 0.1, minQty: 0.25, maxOrderQty: 28.09 };
    expect(instrumentUnits(sizes, 2)).toMatchObject({ minQtyLots: 3, maxOrderLots: 280 });
    expect(instrumentUnits(SIZES, 2).maxOrderLots).toBeNull();
  });

  it("refuses a tick of more than 2^31 - 1 units", () => {
    expect(() => instrumentUnits({ ...SIZES, tickSize: 1000 }, 8)).toThrow(
      "a tick of 1000 is 100000000000 price units",
    );
  });
});
