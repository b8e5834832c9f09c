import { describe, expect, it } from "vitest";
import type { ReferenceBars } from "../../reference/index.js";
import type { FourPointModel } from "../../reference/input.js";
import { mix } from "../../reference/math/mix.js";
import { lowComesFirst, markRows, stepTimeMs } from "../../reference/trajectory.js";

function bar(open: number, high: number, low: number, close: number): ReferenceBars {
  return { openTimeMs: [0], open: [open], high: [high], low: [low], close: [close], volume: null };
}

function lowFirst(model: FourPointModel, ohlc: [number, number, number, number]): boolean {
  return lowComesFirst(model, 0n, bar(...ohlc), 0);
}

describe("order of the extremes", () => {
  it("visits the low first in a bar that does not fall, under direction", () => {
    expect(lowFirst("direction", [10, 12, 8, 11])).toBe(true);
    expect(lowFirst("direction", [10, 12, 8, 10])).toBe(true);
    expect(lowFirst("direction", [10, 12, 8, 9])).toBe(false);
  });

  it("visits the nearer extreme first under nearest, and asks direction when they are equal", () => {
    expect(lowFirst("nearest", [10, 13, 8, 9])).toBe(true);
    expect(lowFirst("nearest", [10, 11, 8, 11])).toBe(false);
    expect(lowFirst("nearest", [10, 12, 8, 10])).toBe(true);
    expect(lowFirst("nearest", [10, 12, 8, 9])).toBe(false);
  });

  it("takes the lowest bit of splitmix64 under random", () => {
    expect(mix(1234567n, 0)).toBe(6457827717110365317n);
    expect(mix(1234567n, 1)).toBe(3203168211198807973n);
    expect(lowComesFirst("random", 1234567n, bar(10, 12, 8, 9), 0)).toBe(false);
    expect(mix((1n << 64n) - 1n, 3)).toBe(mix(-1n, 3));
  });
});

describe("times and marks", () => {
  it("spreads the four steps over the bar in whole milliseconds", () => {
    expect([1, 2, 3, 4].map((k) => stepTimeMs(1000, 100, k))).toEqual([1000, 1033, 1066, 1099]);
  });

  it("finds the mark row of a bar by its open time and leaves missing ones out", () => {
    const columns = { open: [], high: [], low: [], close: [] };
    const bars = { ...columns, openTimeMs: [100, 200, 300, 400], volume: null };
    const mark = { ...columns, openTimeMs: [0, 200, 250, 400, 500] };
    expect([...markRows(bars, mark)]).toEqual([-1, 1, -1, 3]);
  });
});
