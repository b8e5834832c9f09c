import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FundingSeries, PriceSeries } from "../market-data/bars.js";
import { loadBars } from "../market-data/load-node.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { barsOf, flat, MINUTE_MS, SOURCE, ticking } from "./quality.fixture.js";
import { qualityReport } from "./quality-report.js";

const DAY_MS = 86_400_000;

describe("coverage", () => {
  test("counts what a plain walk over all minutes counts", () => {
    const minutes = fc.array(fc.boolean(), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(minutes, (present) => {
        const closes = [5, ...present.map((there) => (there ? 5 : undefined)), 5];
        const { coverage } = qualityReport(barsOf(closes));
        const missing = present.filter((there) => !there).length;
        let longest = 0;
        let run = 0;
        for (const there of present) {
          run = there ? 0 : run + 1;
          longest = Math.max(longest, run);
        }
        expect(coverage.missing).toBe(missing);
        expect(coverage.expected).toBe(closes.length);
        expect(coverage.longest?.bars ?? 0).toBe(longest);
        expect(coverage.holes.reduce((sum, { bars }) => sum + bars, 0)).toBe(missing);
        for (const { fromMs } of coverage.holes) expect(closes[fromMs / MINUTE_MS]).toBeUndefined();
      }),
    );
  });

  test("gives each UTC day its share, holes over midnight included", () => {
    const closes: (number | undefined)[] = flat(3 * 1440 - 720);
    for (let i = 600; i < 900; i += 1) closes[i] = undefined;
    const { days } = qualityReport(barsOf(closes, DAY_MS / 2));
    expect(days.firstDayMs).toBe(0);
    // the first day starts at noon and misses its last 120 minutes, the second its first 180
    expect([...days.possible]).toEqual([0.5, 1, 1]);
    expect(days.share[0]).toBeCloseTo(600 / 1440, 12);
    expect(days.share[1]).toBeCloseTo(1 - 180 / 1440, 12);
    expect(days.share[2]).toBeCloseTo(1, 12);
  });
});

describe("still bars", () => {
  test("are counted in runs, which a hole ends", () => {
    const bars = barsOf([1, 1, undefined, 1, 2, 2, 2, 3]);
    bars.high.set([0, 0, 0, 9], 3);
    for (let row = 0; row < bars.count; row += 1)
      bars.high[row] = Math.max(bars.high[row], bars.close[row]);
    bars.volume?.set([0, 0, 0, 5, 0, 0, 0]);
    const { zeroVolume, flat: still } = qualityReport(bars);
    expect(zeroVolume).toMatchObject({
      bars: 6,
      runs: 2,
      longest: { fromMs: 5 * MINUTE_MS, bars: 3 },
    });
    expect(still.bars).toBe(bars.count - 1);
  });

  test("without a volume column there is nothing to say about volume", () => {
    expect(qualityReport({ ...barsOf([1, 2]), volume: null }).zeroVolume).toBeNull();
  });
});

describe("price step", () => {
  test("is the greatest that all prices are multiples of", () => {
    expect(qualityReport(barsOf([1000, 1050, 950])).ticks.observedTick).toBe(0.5);
    expect(qualityReport(barsOf([1000, 1050, 951])).ticks.observedTick).toBe(0.01);
  });

  test("counts bars off the tick, with the first and the last", () => {
    const closes = [1000, 1003, 1010, 1020, 1021, 1030];
    const { ticks } = qualityReport(barsOf(closes), { tickSize: 0.1 });
    expect(ticks).toMatchObject({ offTick: 2, firstOffMs: MINUTE_MS, lastOffMs: 4 * MINUTE_MS });
    // a tick finer than the decimals of the prices
    expect(qualityReport(barsOf(closes), { tickSize: 0.001 }).ticks.offTick).toBe(0);
  });
});

describe("outliers", () => {
  test("a spike is found, with its way back", () => {
    const closes = ticking(400);
    closes[200] = 11_000;
    const { outliers } = qualityReport(barsOf(closes));
    expect(outliers.largest.map(({ openMs, reversed }) => [openMs / MINUTE_MS, reversed])).toEqual([
      [200, true],
      [201, false],
    ]);
    expect(outliers.largest[0].move).toBeCloseTo(0.1, 3);
    expect(outliers.largest[0].times).toBeGreaterThan(500);
  });

  test("a level that stays is a move and not a spike", () => {
    const closes = ticking(400).map((close, i) => (i < 200 ? close : close + 1000));
    const { largest } = qualityReport(barsOf(closes)).outliers;
    expect(largest).toMatchObject([{ openMs: 200 * MINUTE_MS, kind: "move", reversed: false }]);
  });

  test("a wick is found where the closes stay", () => {
    const bars = barsOf(ticking(400));
    bars.low[300] = 9000;
    const { largest } = qualityReport(bars).outliers;
    expect(largest).toMatchObject([{ openMs: 300 * MINUTE_MS, kind: "wick" }]);
    expect(largest[0].move).toBeCloseTo(-0.1, 3);
  });

  test("small moves, moves over a hole and moves in wild times are none", () => {
    expect(
      qualityReport(barsOf(ticking(400).map((c, i) => (i === 200 ? c + 90 : c)))).outliers.count,
    ).toBe(0);
    const holed: (number | undefined)[] = ticking(400).map((c, i) => (i < 200 ? c : c + 1000));
    holed[199] = undefined;
    expect(qualityReport(barsOf(holed)).outliers.count).toBe(0);
    const wild = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 10_000 : 10_200));
    expect(qualityReport(barsOf(wild)).outliers.count).toBe(0);
  });
});

describe("comparisons", () => {
  const bars = barsOf([100_00, 101_00, undefined, 103_00, 104_00]);
  const series = (rows: readonly (readonly [number, number])[]): PriceSeries => {
    const close = Float64Array.from(rows, ([, price]) => price);
    const openTimes = Float64Array.from(rows, ([index]) => index * MINUTE_MS);
    const count = rows.length;
    return {
      kind: "mark",
      count,
      intervalMs: MINUTE_MS,
      openTimeMs: openTimes,
      open: close,
      high: close,
      low: close,
      close,
      source: SOURCE,
    };
  };

  test("tell what both have, what one lacks, and how far apart they are", () => {
    const mark = series([
      [0, 100],
      [1, 100],
      [2, 102],
      [4, 104],
    ]);
    const report = qualityReport(bars, { mark }).mark;
    expect(report).toMatchObject({ matched: 3, onlyHere: 1, onlyThere: 1, equal: 2 });
    expect(report?.basisBps?.max).toBeCloseTo(100, 9);
    expect(report?.basisBps?.maxMs).toBe(MINUTE_MS);
    expect(report?.basisBps?.mean).toBeCloseTo(100 / 3, 9);
  });

  test("rows outside of the common span are nobody's fault", () => {
    const mark = series([
      [1, 101],
      [3, 103],
      [4, 104],
      [5, 105],
      [6, 106],
    ]);
    expect(qualityReport(bars, { mark }).mark).toMatchObject({
      matched: 3,
      onlyHere: 0,
      onlyThere: 0,
    });
  });

  test("the same bars correlate fully, others do not", () => {
    const walk = syntheticBars({ seed: 3, bars: 3000, holes: false });
    const same = qualityReport(walk, { second: walk }).second;
    expect(same).toMatchObject({
      matched: 3000,
      equal: 3000,
      basisBps: { mean: 0, sd: 0, max: 0 },
    });
    expect(same?.correlation).toBeCloseTo(1, 12);
    const other = syntheticBars({ seed: 4, bars: 3000, holes: false });
    expect(Math.abs(qualityReport(walk, { second: other }).second?.correlation ?? 1)).toBeLessThan(
      0.1,
    );
  });

  test("series that do not meet have no basis", () => {
    const far = series([[900, 1]]);
    expect(qualityReport(bars, { mark: far }).mark).toMatchObject({
      matched: 0,
      basisBps: null,
      correlation: null,
    });
  });
});

describe("funding", () => {
  const hours = 3_600_000;
  const bars = barsOf(flat(3 * 1440));
  const rates = (times: readonly number[]): FundingSeries => ({
    count: times.length,
    timeMs: Float64Array.from(times, (hour) => hour * hours),
    rate: Float64Array.from(times, () => 0.0001),
    source: SOURCE,
  });

  test("whole every eight hours is whole, some ms after the hour included", () => {
    const funding = rates([0, 8 + 5e-6, 16, 24, 32, 40, 48, 56, 64, 72, 80]);
    expect(qualityReport(bars, { funding }).funding).toMatchObject({
      count: 9,
      usualHours: 8,
      missing: 0,
      oddCount: 0,
      offHour: 0,
    });
  });

  test("missing settlements, odd intervals and ends are told", () => {
    const funding = rates([16, 24, 28, 32, 40, 56.5]);
    const report = qualityReport(bars, { funding }).funding;
    // 0 and 8 before, 48 between, 64 behind
    expect(report).toMatchObject({ usualHours: 8, missing: 4, oddCount: 3, offHour: 1 });
    expect(report?.odd[0]).toEqual({ fromMs: 24 * hours, hours: 4 });
  });

  test("rates of another time are no funding for these bars", () => {
    const report = qualityReport(bars, { funding: rates([1000, 1008]) }).funding;
    expect(report).toMatchObject({ count: 0, usualHours: null, rate: null });
  });
});

test("rows that reading left out are counted by their reason", async () => {
  const rows = [0, 1, 2, 2, 1, 3, 4.3, 5, 6].map((minute) => `${minute * MINUTE_MS},1,1,1,1,1`);
  const csv = ["open_time,open,high,low,close,volume", ...rows, "420000,1,x,1,1,1"].join("\n");
  const bars = await loadBars(new TextEncoder().encode(`${csv}\n`), { onBadRow: "skip" });
  expect(qualityReport(bars).leftOut).toMatchObject({
    all: bars.skippedRows,
    duplicates: 1,
    outOfOrder: 1,
    misaligned: 1,
    others: 1,
  });
});
