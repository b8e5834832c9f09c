import fc from "fast-check";
import { expect, test } from "vitest";
import { barOpenMs, KlinePages, priceDecimals } from "./kline-pages";
import type { KlineSource } from "./kline-source";

const MINUTE = 60_000;

/** Minute bars at the given minutes, as a worker or a server answers them. */
function sourceOf(minutes: readonly number[]): KlineSource {
  const times = minutes.map((minute) => minute * MINUTE);
  return {
    key: "bars",
    symbol: null,
    intervalMs: MINUTE,
    firstMs: times[0] ?? 0,
    lastMs: times.at(-1) ?? 0,
    bars: async (timeframeMs, fromMs, toMs, limit) => {
      const inside = times.filter((time) => time >= fromMs && time < toMs);
      const opens = [...new Set(inside.map((time) => barOpenMs(time, timeframeMs)))].slice(-limit);
      const price = opens.map((time) => time / MINUTE);
      return {
        openTimeMs: opens,
        open: price,
        high: price,
        low: price,
        close: price,
        volume: null,
      };
    },
  };
}

/** Every time that is reached from a page in the middle. */
async function allFrom(pages: KlinePages, centreMs: number): Promise<number[]> {
  let page = await pages.around(centreMs);
  const times = page.bars.map(({ timestamp }) => timestamp);
  for (let older = page.older; older; older = page.older) {
    page = await pages.before(times[0] ?? 0);
    times.unshift(...page.bars.map(({ timestamp }) => timestamp));
  }
  page = { bars: [], older: true, newer: true };
  while (page.newer) {
    page = await pages.after(times.at(-1) ?? 0);
    times.push(...page.bars.map(({ timestamp }) => timestamp));
  }
  return times;
}

test("every bar is reached once from wherever one begins, holes or not", async () => {
  const steps = fc.array(
    fc.oneof({ weight: 40, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 90_000 })),
    { minLength: 1, maxLength: 2500, size: "max" },
  );
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.double({ min: -0.1, max: 1.1, noNaN: true }),
      fc.constantFrom(1, 5, 60, 10_080),
      async (gaps, share, ratio) => {
        let at = 28_000_000;
        const minutes = gaps.map((gap) => {
          at += gap;
          return at;
        });
        const source = sourceOf(minutes);
        const timeframe = ratio * MINUTE;
        const centre = source.firstMs + share * (source.lastMs - source.firstMs);
        const found = await allFrom(new KlinePages(source, timeframe), centre);
        const expected = minutes.map((minute) => barOpenMs(minute * MINUTE, timeframe));
        expect(found).toEqual([...new Set(expected)]);
      },
    ),
    { numRuns: 60 },
  );
});

test("weeks open on Monday", () => {
  const wednesday = Date.UTC(2024, 0, 3, 12);
  expect(barOpenMs(wednesday, 7 * 86_400_000)).toBe(Date.UTC(2024, 0, 1));
});

test("prices tell how many decimals they have", () => {
  expect(priceDecimals([1, 2.5, 3.25])).toBe(2);
  expect(priceDecimals([40_000])).toBe(0);
  expect(priceDecimals([0.000_012_34])).toBe(8);
});
