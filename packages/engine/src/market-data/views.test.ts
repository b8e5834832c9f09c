import { describe, expect, it } from "vitest";
import { openTimeMs } from "./bars.js";
import { loadBars } from "./load-node.js";
import { rescaleBars, sliceBars } from "./views.js";

const encode = (text: string) => new TextEncoder().encode(text);
/** Minutes 0, 1, 2, 5, 6, 9. */
const BARS = [0, 1, 2, 5, 6, 9].map((n) => `${n * 60_000},1.5,2,1,1.5,${n}\n`).join("");
const bars = await loadBars(encode(BARS));

describe("sliceBars", () => {
  it("is half open and shares memory", () => {
    const view = sliceBars(bars, 60_000, 360_000);
    expect(Array.from({ length: view.count }, (_, row) => openTimeMs(view, row))).toEqual([
      60_000, 120_000, 300_000,
    ]);
    expect(view.holes).toBe(1);
    expect(view.volume).toEqual(Float64Array.of(1, 2, 5));
    expect(view.close.buffer).toBe(bars.close.buffer);
    expect(view).toMatchObject({ intervalMs: 60_000, priceDecimals: 1, source: bars.source });
  });

  it("takes what lies between bars, and open ends", () => {
    expect(sliceBars(bars, 150_000, 300_001).count).toBe(1);
    expect(sliceBars(bars, null, 60_001).count).toBe(2);
    expect(sliceBars(bars, 540_000, null).count).toBe(1);
    expect(sliceBars(bars, null, null)).toBe(bars);
  });

  it("can be taken again from a view", () => {
    const view = sliceBars(sliceBars(bars, 60_000, null), 300_000, null);
    expect(openTimeMs(view, 0)).toBe(300_000);
  });

  it.each([
    [180_000, 300_000],
    [600_000, null],
    [null, 0],
    [120_000, 60_000],
  ])("without a bar in [%s, %s) says what there is", (start, end) => {
    expect(() => sliceBars(bars, start, end)).toThrow(
      /1970-01-01T00:00:00.000Z to 1970-01-01T00:09:00.000Z/,
    );
    expect(() => sliceBars(bars, start, end)).toThrow(
      expect.objectContaining({ code: "BARS_RANGE_EMPTY" }),
    );
  });
});

describe("rescaleBars", () => {
  it("writes the same prices with more decimals", () => {
    const finer = rescaleBars(bars, 4);
    expect([finer.open[0], finer.high[0], finer.low[0], finer.priceDecimals]).toEqual([
      15_000, 20_000, 10_000, 4,
    ]);
    expect(finer.volume).toBe(bars.volume);
    expect(bars.open[0]).toBe(15);
  });

  it("is the same object when nothing changes", () => {
    expect(rescaleBars(bars, 1)).toBe(bars);
  });

  it("refuses prices that no longer fit", () => {
    expect(rescaleBars(bars, 9).high[0]).toBe(2_000_000_000);
    expect(() => rescaleBars(bars, 10)).toThrow(
      expect.objectContaining({ code: "BARS_PRICE_RANGE" }),
    );
  });

  it("refuses to lose decimals", () => {
    expect(() => rescaleBars(bars, 0)).toThrow(RangeError);
  });
});
