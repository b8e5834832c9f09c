import type { RunKlines } from "@perpmill/server/api";
import { expect, test } from "vitest";
import { barLength, fallsFrom, holesOf, priceOf } from "./window-parts";

const MINUTE = 60_000;

function klines(intervalMs: number, openTimeMs: number[]): RunKlines {
  const prices = (by: number) => openTimeMs.map((_, row) => 100 + row + by);
  return {
    runId: "1",
    interval: "",
    intervalMs,
    openTimeMs,
    open: prices(0),
    high: prices(5),
    low: prices(-5),
    close: prices(1),
    volume: null,
    markers: [],
    markersCut: false,
  };
}

test("bars are as short as there is room for them", () => {
  expect(barLength(1000 * MINUTE, MINUTE, 1600)).toBe(MINUTE);
  expect(barLength(5 * 365 * 1440 * MINUTE, MINUTE, 1600)).toBe(7 * 1440 * MINUTE);
  expect(barLength(2000 * MINUTE, 2 * MINUTE, 1600)).toBe(2 * MINUTE);
  expect(barLength(1e15, 7 * MINUTE, 10)).toBe(7 * 1440 * MINUTE);
});

test("falls are counted from the peak before the stretch", () => {
  expect([...fallsFrom([90, 120, 60], 100)]).toEqual([1 - 90 / 100, 0, 0.5]);
});

test("prices of longer bars keep their lows and highs, in order of time", () => {
  expect([...priceOf(klines(MINUTE, [0, MINUTE]), MINUTE).values]).toEqual([101, 102]);
  const long = priceOf(klines(5 * MINUTE, [0, 5 * MINUTE]), MINUTE);
  expect([...long.values]).toEqual([95, 105, 101, 96, 106, 102]);
  expect([...long.timeMs]).toEqual([...long.timeMs].toSorted((a, b) => a - b));
});

test("where bars are missing is a hole", () => {
  expect(holesOf(klines(MINUTE, [0, MINUTE, 5 * MINUTE]))).toEqual({
    fromMs: [2 * MINUTE],
    toMs: [5 * MINUTE],
  });
});
