import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bars, openTimeMs } from "./bars.js";
import { fillBars } from "./fill-bars.js";

const DAY_MS = 86_400_000;

/** Bars of `intervalMs` that open at multiples `indices` of it; each price tells its row. */
function barsAt(indices: readonly number[], intervalMs: number, baseTimeMs = 0): Bars {
  const rows = indices.length;
  const column = (offset: number) => Int32Array.from({ length: rows }, (_, i) => 10 * i + offset);
  return {
    kind: "last",
    symbol: null,
    count: rows,
    intervalMs,
    baseTimeMs,
    timeIndex: Int32Array.from(indices),
    priceDecimals: 2,
    open: column(2),
    high: column(9),
    low: column(1),
    close: column(5),
    volume: Float64Array.from(indices, (_, i) => i + 0.5),
    holes: indices.filter((index, i) => i > 0 && index - indices[i - 1] > 1).length,
    source: { name: "test", md5: null, synthetic: false },
    skippedRows: 0,
  };
}

const anyIndices = fc
  .array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 })
  .map((steps) => {
    let at = 0;
    return [0, ...steps.map((step) => (at += step > 30 ? step : 1))];
  });

test("without a rule the bars are the same object", () => {
  const bars = barsAt([0, 1, 5], 60_000);
  expect(fillBars(bars, "none")).toBe(bars);
});

test("flat bars repeat the close before the hole and have no volume", () => {
  const filled = fillBars(barsAt([0, 1, 4], 60_000, 120_000), "flat");
  expect(filled).toMatchObject({ count: 5, holes: 0, fill: "flat", filledRows: 2 });
  expect([...filled.timeIndex]).toEqual([0, 1, 2, 3, 4]);
  expect([...filled.open]).toEqual([2, 12, 15, 15, 22]);
  expect([...filled.high]).toEqual([9, 19, 15, 15, 29]);
  expect([...filled.low]).toEqual([1, 11, 15, 15, 21]);
  expect([...filled.close]).toEqual([5, 15, 15, 15, 25]);
  expect([...(filled.volume ?? [])]).toEqual([0.5, 1.5, 0, 0, 2.5]);
});

test("flat bars of any data have every time once, and the rows that were there unchanged", () => {
  fc.assert(
    fc.property(anyIndices, (indices) => {
      const bars = barsAt(indices, 3_600_000);
      const filled = fillBars(bars, "flat");
      expect(filled.holes).toBe(0);
      expect(filled.count).toBe(indices[indices.length - 1] + 1);
      expect([...filled.timeIndex]).toEqual(Array.from({ length: filled.count }, (_, i) => i));
      indices.forEach((index, row) => {
        expect(filled.open[index]).toBe(bars.open[row]);
        expect(filled.volume?.[index]).toBe(bars.volume?.[row]);
      });
    }),
  );
});

test("days with a hole are left out whole, and only those", () => {
  fc.assert(
    fc.property(anyIndices, fc.integer({ min: 0, max: 23 }), (indices, hour) => {
      const bars = barsAt(indices, 3_600_000, hour * 3_600_000);
      const have = new Set(indices);
      const broken = new Set<number>();
      for (let index = 0; index <= indices[indices.length - 1]; index += 1) {
        if (!have.has(index)) broken.add(Math.floor((hour + index) / 24));
      }
      const kept = indices.filter((index) => !broken.has(Math.floor((hour + index) / 24)));
      if (kept.length === 0) {
        expect(() => fillBars(bars, "dropDay")).toThrow(
          expect.objectContaining({ code: "BARS_EMPTY" }),
        );
        return;
      }
      const left = fillBars(bars, "dropDay");
      expect(left.count).toBe(kept.length);
      expect(left.filledRows).toBe(kept.length - indices.length);
      kept.forEach((index, row) => {
        expect(openTimeMs(left, row)).toBe((hour + index) * 3_600_000);
        expect(left.close[row]).toBe(bars.close[indices.indexOf(index)]);
      });
      for (let row = 1; row < left.count; row += 1) {
        const jump = left.timeIndex[row] - left.timeIndex[row - 1] > 1;
        if (jump) expect(openTimeMs(left, row) % DAY_MS).toBe(0);
      }
    }),
  );
});

test("holes as long as a wrong time makes them are refused", () => {
  expect(() => fillBars(barsAt([0, 1, 2 ** 30], 1000), "flat")).toThrow("too many to fill");
});
