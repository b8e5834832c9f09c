import { expect, test } from "vitest";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { openTimeMs } from "./bars.js";
import { dayStats } from "./day-stats.js";
import { resampleBars } from "./resample/resample-bars.js";
import { sliceBars } from "./views.js";

test("the last day's figures are those of its daily bar", () => {
  const bars = syntheticBars({ seed: 3, bars: 3 * 1440, holes: false });
  const days = resampleBars(bars, "1d");
  const stats = dayStats(bars);
  const scale = 10 ** bars.priceDecimals;
  expect(stats).toMatchObject({
    fromMs: openTimeMs(days, 2),
    toMs: openTimeMs(days, 2) + 86_400_000,
    bars: 1440,
    open: days.open[2] / scale,
    high: days.high[2] / scale,
    low: days.low[2] / scale,
    last: days.close[2] / scale,
    volume: days.volume?.[2],
  });
  expect(stats.changeRatio).toBe((days.close[2] - days.open[2]) / days.open[2]);
  expect(stats.change).toBe((days.close[2] - days.open[2]) / scale);
});

test("bars before the 24 hours and holes in them do not count", () => {
  const bars = syntheticBars({ seed: 1, bars: 2880, holes: false });
  const early = sliceBars(bars, null, openTimeMs(bars, 2000));
  expect(dayStats(early)).toMatchObject({ bars: 1440, fromMs: openTimeMs(bars, 560) });
  expect(dayStats(sliceBars(bars, null, openTimeMs(bars, 3))).bars).toBe(3);
});

test("of bars longer than a day it is the last one, and without volume there is none", () => {
  const weeks = resampleBars(syntheticBars({ seed: 1, bars: 30 * 1440 }), "1w");
  expect(dayStats({ ...weeks, volume: null })).toMatchObject({ bars: 1, volume: null });
});

test("no bar is an error", () => {
  const bars = syntheticBars({ seed: 1, bars: 10 });
  expect(() => dayStats({ ...bars, count: 0 })).toThrow(
    expect.objectContaining({ code: "BARS_EMPTY" }),
  );
});
