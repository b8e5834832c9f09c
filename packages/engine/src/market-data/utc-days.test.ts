import { expect, test } from "vitest";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { openTimeMs } from "./bars.js";
import { utcDays } from "./utc-days.js";
import { sliceBars } from "./views.js";

const DAY_MS = 86_400_000;

test("the days of bars are those in which a bar opens", () => {
  const bars = syntheticBars({ seed: 3, bars: 6_000 });
  const expected = new Set<number>();
  for (let row = 0; row < bars.count; row++)
    expected.add(Math.floor(openTimeMs(bars, row) / DAY_MS));
  expect(Array.from(utcDays(bars))).toEqual([...expected]);
});

test("a day of one bar counts, and no bars have no days", () => {
  const bars = syntheticBars({ seed: 3, bars: 3_000 });
  const midnight = Math.ceil(openTimeMs(bars, 0) / DAY_MS + 1) * DAY_MS;
  const view = sliceBars(bars, midnight - bars.intervalMs, midnight + bars.intervalMs);
  expect(view.count).toBe(2);
  expect(utcDays(view)).toHaveLength(2);
  expect(utcDays({ ...view, count: 0 })).toHaveLength(0);
});
