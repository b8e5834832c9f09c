import fc from "fast-check";
import { expect, test } from "vitest";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import { type Bars, openTimeMs } from "../bars.js";
import { resampleBars } from "./resample-bars.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Minute bars at `minutes` (since `baseTimeMs`), with prices and volumes that differ from row to row. */
function barsAt(minutes: readonly number[], baseTimeMs: number): Bars {
  const count = minutes.length;
  const open = Int32Array.from(minutes, (_, row) => 1000 + ((row * 7919) % 500));
  const close = Int32Array.from(minutes, (_, row) => 1000 + ((row * 104_729) % 500));
  return {
    kind: "last",
    symbol: null,
    count,
    intervalMs: MINUTE_MS,
    baseTimeMs,
    timeIndex: Int32Array.from(minutes),
    priceDecimals: 2,
    open,
    close,
    high: open.map((price, row) => Math.max(price, close[row]) + (row % 13)),
    low: open.map((price, row) => Math.min(price, close[row]) - (row % 11)),
    volume: Float64Array.from(minutes, (_, row) => ((row * 37) % 1001) / 1000),
    holes: 0,
    source: { name: "bars", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

/** The same, written differently: a map of rows by the text of their interval's opening time. */
function byMap(bars: Bars, intervalMs: number, originMs: number) {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < bars.count; row += 1) {
    const into = (((openTimeMs(bars, row) - originMs) % intervalMs) + intervalMs) % intervalMs;
    const opens = openTimeMs(bars, row) - into;
    groups.set(opens, [...(groups.get(opens) ?? []), row]);
  }
  return [...groups].map(([timeMs, rows]) => ({
    timeMs,
    open: bars.open[rows[0]],
    high: Math.max(...rows.map((row) => bars.high[row])),
    low: Math.min(...rows.map((row) => bars.low[row])),
    close: bars.close[rows[rows.length - 1]],
    volume: rows.reduce((sum, row) => sum + Math.round((bars.volume?.[row] ?? 0) * 1000), 0) / 1000,
  }));
}

function rowsOf(bars: Bars) {
  return Array.from({ length: bars.count }, (_, row) => ({
    timeMs: openTimeMs(bars, row),
    open: bars.open[row],
    high: bars.high[row],
    low: bars.low[row],
    close: bars.close[row],
    volume: bars.volume?.[row],
  }));
}

const minutes = fc
  .array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 400 })
  .map((steps) => {
    let at = -steps[0];
    // most minutes follow each other, some lie behind a hole
    return steps.map((step) => {
      at += step > 30 ? step * 7 : 1;
      return at;
    });
  })
  .map((at) => at.map((minute) => minute - at[0]));
const base = fc.integer({ min: 25_000_000, max: 27_000_000 }).map((minute) => minute * MINUTE_MS);

test("every bar opens, closes, reaches and trades what its rows do", () => {
  fc.assert(
    fc.property(minutes, base, fc.constantFrom(2, 5, 7, 15, 60, 1440), (at, baseTimeMs, ratio) => {
      const bars = barsAt(at, baseTimeMs);
      const resampled = resampleBars(bars, ratio * MINUTE_MS, { incompleteLast: true });
      expect(rowsOf(resampled)).toEqual(byMap(bars, ratio * MINUTE_MS, 0));
    }),
    { numRuns: 200 },
  );
});

test("prices as far apart as they can be are compared rightly", () => {
  const price = fc.oneof(fc.constantFrom(1, 2, 2 ** 31 - 1, 2 ** 31 - 2), fc.nat(2 ** 31 - 2));
  const pairs = fc.array(fc.tuple(price, price), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(pairs, fc.integer({ min: 2, max: 7 }), (rows, ratio) => {
      const shape = barsAt(
        rows.map((_, minute) => minute),
        0,
      );
      const high = Int32Array.from(rows, ([one, other]) => Math.max(1, one, other));
      const low = Int32Array.from(rows, ([one, other]) => Math.max(1, Math.min(one, other)));
      const bars = { ...shape, open: low, close: high, high, low };
      const resampled = resampleBars(bars, ratio * MINUTE_MS, { incompleteLast: true });
      expect(rowsOf(resampled)).toEqual(byMap(bars, ratio * MINUTE_MS, 0));
    }),
    { numRuns: 300 },
  );
});

test("steps between give the same bars, to the last bit of the volume", () => {
  const options = { incompleteLast: true };
  fc.assert(
    fc.property(minutes, base, (at, baseTimeMs) => {
      const bars = barsAt(at, baseTimeMs);
      const direct = resampleBars(bars, "1h", options);
      const stepped = resampleBars(resampleBars(bars, "5m", options), "1h", options);
      expect(rowsOf(stepped)).toEqual(rowsOf(direct));
      expect(stepped.holes).toBe(direct.holes);
    }),
    { numRuns: 200 },
  );
});

test("without the incomplete last bar steps between give the same where there is no hole", () => {
  fc.assert(
    fc.property(fc.integer({ min: 130, max: 400 }), base, (count, baseTimeMs) => {
      const bars = barsAt(
        Array.from({ length: count }, (_, minute) => minute),
        baseTimeMs,
      );
      const direct = rowsOf(resampleBars(bars, "1h"));
      expect(rowsOf(resampleBars(resampleBars(bars, "5m"), "1h"))).toEqual(direct);
    }),
    { numRuns: 200 },
  );
});

test("weeks open on Monday 00:00 UTC and days at 00:00", () => {
  // 2024-01-03 was a Wednesday
  const bars = barsAt(
    Array.from({ length: 12 * 24 }, (_, hour) => hour * 60),
    Date.parse("2024-01-03T00:00:00Z"),
  );
  const weeks = resampleBars(bars, "1w", { incompleteLast: true });
  expect(rowsOf(weeks).map(({ timeMs }) => new Date(timeMs).toISOString())).toEqual([
    "2024-01-01T00:00:00.000Z",
    "2024-01-08T00:00:00.000Z",
  ]);
  expect(resampleBars(bars, "1d", { incompleteLast: true }).count).toBe(12);
  expect(rowsOf(weeks)).toEqual(byMap(bars, 7 * DAY_MS, 4 * DAY_MS));
  const byDays = resampleBars(resampleBars(bars, "1d", { incompleteLast: true }), "1w", {
    incompleteLast: true,
  });
  expect(rowsOf(byDays)).toEqual(rowsOf(weeks));
});

test("a last bar that the data do not reach the end of is left out unless asked for", () => {
  const bars = barsAt(
    Array.from({ length: 14 }, (_, minute) => minute),
    0,
  );
  expect(resampleBars(bars, "5m").count).toBe(2);
  expect(resampleBars(bars, "5m", { incompleteLast: true }).count).toBe(3);
  const whole = barsAt(
    Array.from({ length: 15 }, (_, minute) => minute),
    0,
  );
  expect(resampleBars(whole, "5m").count).toBe(3);
});

test("holes stay holes", () => {
  const resampled = resampleBars(barsAt([0, 1, 2, 3, 4, 20, 21, 22, 23, 24], 0), "5m");
  expect([...resampled.timeIndex]).toEqual([0, 4]);
  expect(resampled.holes).toBe(1);
});

test("a view resamples as its rows alone would", () => {
  const bars = barsAt([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0);
  const view = {
    ...bars,
    count: 5,
    timeIndex: bars.timeIndex.subarray(5),
    open: bars.open.subarray(5),
    high: bars.high.subarray(5),
    low: bars.low.subarray(5),
    close: bars.close.subarray(5),
    volume: bars.volume?.subarray(5) ?? null,
  };
  expect(rowsOf(resampleBars(view, "5m"))).toEqual(byMap(view, 5 * MINUTE_MS, 0));
});

test("volumes that are no decimals are added in row order", () => {
  const bars = { ...barsAt([0, 1, 2], 0), volume: Float64Array.of(Math.PI, Math.E, Math.SQRT2) };
  const { volume } = resampleBars(bars, "5m", { incompleteLast: true });
  expect(volume?.[0]).toBe(Math.PI + Math.E + Math.SQRT2);
});

test("an interval that cannot be made is refused with both intervals", () => {
  const bars = syntheticBars({ bars: 100, seed: 1 });
  for (const interval of [90_000, 30_000, "1M", "5", 0, 1.5, "0m"]) {
    expect(() => resampleBars(bars, interval)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  }
  const threeDays = { ...barsAt([0, 1], 0), intervalMs: 3 * DAY_MS };
  expect(() => resampleBars(threeDays, 21 * DAY_MS)).toThrow(/cannot be made/);
  expect(() => resampleBars(barsAt([0, 1], 0), "1h")).toThrow(
    expect.objectContaining({ code: "BARS_RANGE_EMPTY" }),
  );
  expect(resampleBars(bars, bars.intervalMs)).toBe(bars);
});
