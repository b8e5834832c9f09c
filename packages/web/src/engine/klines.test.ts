import { openTimeMs, resampleBars, syntheticBars } from "@perpmill/engine";
import { expect, test } from "vitest";
import { klinesIn } from "./klines";

const HOUR = 3_600_000;
const bars = syntheticBars({ seed: 3, bars: 20_000 });

test("a window has the last bars that open in it, in quote", () => {
  const hours = resampleBars(bars, HOUR, { incompleteLast: true });
  const from = openTimeMs(hours, 10);
  const to = openTimeMs(hours, 40);
  const found = klinesIn(bars, HOUR, from, to, 20);
  expect(found.openTimeMs).toHaveLength(20);
  expect(found.openTimeMs[0]).toBe(openTimeMs(hours, 20));
  expect(found.high[0]).toBe((hours.high[20] ?? 0) / 10 ** hours.priceDecimals);
  expect(found.volume?.[19]).toBe(hours.volume?.[39]);
});

test("outside the data there is nothing", () => {
  const first = openTimeMs(bars, 0);
  expect(klinesIn(bars, HOUR, first - 10 * HOUR, first - 5 * HOUR, 10).openTimeMs).toHaveLength(0);
  expect(klinesIn(bars, HOUR, first + 1e12, first + 2e12, 10).openTimeMs).toHaveLength(0);
});
