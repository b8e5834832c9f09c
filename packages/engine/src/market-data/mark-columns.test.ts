import { describe, expect, it } from "vitest";
import { loadBars, loadPriceSeries } from "./load-node.js";
import { emptyMark, markInto, markOfPart } from "./mark-columns.js";
import { rescaleBars, sliceBars } from "./views.js";

const encode = (text: string) => new TextEncoder().encode(text);
const minutes = (at: readonly number[], row: (minute: number) => string) =>
  encode(at.map((minute) => `${minute * 60_000},${row(minute)}\n`).join(""));
const bars = await loadBars(minutes([0, 1, 2, 5, 6, 9], () => "1.5,2,1,1.6,7"));
const series = await loadPriceSeries(
  minutes([1, 3, 5, 9, 12], (minute) => `1.23456,${minute + 1.5},1.1,1.2`),
  "mark",
);

describe("mark prices beside bars", () => {
  it("are in units and not rounded, and last prices where there is no mark row", () => {
    const mark = emptyMark(bars.count);
    expect(markInto(mark, bars, series)).toBe(3);
    expect(mark.open).toEqual(
      Float64Array.of(15, 1.23456 * 10, 15, 1.23456 * 10, 15, 1.23456 * 10),
    );
    expect(mark.high).toEqual(Float64Array.of(20, 25, 20, 65, 20, 105));
    expect(mark.low).toEqual(Float64Array.of(10, 11, 10, 11, 10, 11));
    expect(mark.close).toEqual(Float64Array.of(16, 12, 16, 12, 16, 12));
  });

  it("of a part lie in those of the whole, if it is in the same units", () => {
    const mark = emptyMark(bars.count);
    markInto(mark, bars, series);
    const part = sliceBars(bars, 120_000, 540_000);
    const ofPart = emptyMark(part.count);
    markInto(ofPart, part, series);
    const found = markOfPart({ bars, mark }, part);
    expect(found).toEqual(ofPart);
    expect(found?.open.buffer).toBe(mark.open.buffer);
    expect(markOfPart({ bars, mark }, rescaleBars(part, 3))).toBeNull();
  });
});
