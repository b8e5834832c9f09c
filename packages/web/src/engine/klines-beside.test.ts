import { openTimeMs, syntheticBars, syntheticFunding, syntheticMark } from "@perpmill/engine";
import { expect, test } from "vitest";
import { besideIn } from "./klines-beside";

const DAY = 86_400_000;
const bars = syntheticBars({ seed: 5, bars: 10 * 1440 });
const funding = syntheticFunding({ seed: 5, bars });
const mark = syntheticMark({ seed: 5, bars });
const first = openTimeMs(bars, 0);

test("rates are settled in the bar that holds their time, and their sum runs from the first one", () => {
  const {
    rate,
    rateSum,
    openTimeMs: opens,
  } = besideIn({ bars, mark, funding }, DAY, first + 2 * DAY, first + 6 * DAY);
  expect(opens).toHaveLength(4);
  const until = (timeMs: number) =>
    funding.rate.reduce(
      (sum, one, row) => sum + ((funding.timeMs[row] ?? 0) < timeMs ? one : 0),
      0,
    );
  for (let bar = 0; bar < 4; bar += 1) {
    const open = opens[bar] ?? 0;
    expect(rateSum?.[bar]).toBeCloseTo(until(open + DAY), 12);
    expect(rate?.[bar]).toBeCloseTo(until(open + DAY) - until(open), 12);
  }
});

test("a bar without a settlement has no rate", () => {
  const { rate } = besideIn({ bars, mark, funding }, 60_000, first + 60_000, first + 8 * 3_600_000);
  expect([...Array.from(rate ?? [])].filter((one) => !Number.isNaN(one))).toHaveLength(0);
});

test("the basis is that of the closes, and is not there without mark prices", () => {
  const { basisBps } = besideIn({ bars, mark, funding }, 60_000, first, first + 600_000);
  const last = (bars.close[3] ?? 0) / 10 ** bars.priceDecimals;
  expect(basisBps?.[3]).toBeCloseTo(((mark.close[3] ?? 0) / last - 1) * 10_000, 9);
  const named = { ...bars, source: { ...bars.source, name: "file" } };
  expect(
    besideIn({ bars: named, mark: null, funding }, DAY, first, first + DAY).basisBps,
  ).toBeNull();
});
