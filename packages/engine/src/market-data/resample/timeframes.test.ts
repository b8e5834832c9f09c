import { expect, test } from "vitest";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import { resampleBars } from "./resample-bars.js";
import { timeframes } from "./timeframes.js";

test("bars can be resampled to every timeframe that is offered for them", () => {
  for (const intervalMs of [60_000, 180_000, 3_600_000]) {
    const bars = syntheticBars({ seed: 1, bars: 20_000, intervalMs, holes: false });
    const offered = timeframes(intervalMs);
    expect(offered[0]?.intervalMs).toBe(intervalMs);
    for (const { interval, intervalMs: ms } of offered) {
      expect(resampleBars(bars, interval, { incompleteLast: true }).intervalMs).toBe(ms);
    }
  }
});

test("without an interval all are offered, shortest first", () => {
  const all = timeframes().map(({ intervalMs }) => intervalMs);
  expect(all).toEqual([...all].sort((a, b) => a - b));
  expect(timeframes()).toContainEqual({ interval: "1w", intervalMs: 604_800_000 });
});
