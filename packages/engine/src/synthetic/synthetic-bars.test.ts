import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bars } from "../market-data/bars.js";
import { syntheticBars } from "./synthetic-bars.js";
import type { SyntheticBarsOptions } from "./synthetic-options.js";

function columnsHash(bars: Bars): string {
  const hash = createHash("md5");
  const columns = [bars.timeIndex, bars.open, bars.high, bars.low, bars.close];
  for (const column of [...columns, bars.volume as Float64Array]) hash.update(column);
  return hash.digest("hex");
}

const anyOptions: fc.Arbitrary<SyntheticBarsOptions> = fc.record(
  {
    seed: fc.oneof(fc.maxSafeNat(), fc.bigInt(0n, 2n ** 64n - 1n)),
    bars: fc.integer({ min: 1, max: 3000 }),
    startMs: fc.nat(20_000).map((days) => days * 86_400_000),
    intervalMs: fc.constantFrom(1000, 15_000, 60_000, 300_000, 3_600_000, 86_400_000),
    startPrice: fc.double({ min: 1, max: 500_000, noNaN: true }),
    priceDecimals: fc.constant(2),
    holes: fc.boolean(),
    jumps: fc.oneof(
      fc.constant(false as const),
      fc.record({
        perDay: fc.double({ min: 0, max: 1440, noNaN: true }),
        sizeRatio: fc.double({ min: 0, max: 0.05, noNaN: true }),
      }),
    ),
  },
  { requiredKeys: ["seed", "bars"] },
);

// semantics 2; returns what is broken in the first bad row
function brokenRow(bars: Bars): string | null {
  const { timeIndex, open, high, low, close, volume } = bars;
  for (let i = 0; i < bars.count; i++) {
    if (!(low[i] > 0 && low[i] <= Math.min(open[i], close[i]))) return `low of row ${i}`;
    if (!(high[i] >= Math.max(open[i], close[i]))) return `high of row ${i}`;
    if (!((volume as Float64Array)[i] >= 0)) return `volume of row ${i}`;
    if (i > 0 && timeIndex[i] <= timeIndex[i - 1]) return `time of row ${i}`;
  }
  return null;
}

describe("determinism", () => {
  test("the columns of a seed are the same bits on every machine", () => {
    expect(columnsHash(syntheticBars({ seed: 1, bars: 100_000 }))).toBe(
      "cd891ab1fa31ae2cd43dbbea030c7c16",
    );
    expect(columnsHash(syntheticBars({ seed: 42, bars: 20_000, jumps: false, holes: false }))).toBe(
      "e9e5cd88d9c1349a827240f5da648f8c",
    );
  });

  test("fewer bars are the beginning of more bars", () => {
    const long = syntheticBars({ seed: 3, bars: 5000 });
    const short = syntheticBars({ seed: 3, bars: 1234 });
    expect(short.close).toEqual(long.close.slice(0, 1234));
    expect(short.volume).toEqual(long.volume?.slice(0, 1234));
  });

  test("a seed as number and as bigint is the same seed, another is another market", () => {
    const hash = (seed: number | bigint) => columnsHash(syntheticBars({ seed, bars: 1000 }));
    expect(hash(7n)).toBe(hash(7));
    expect(hash(8)).not.toBe(hash(7));
  });
});

describe("rows", () => {
  test("every market keeps the rules of semantics 2", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const bars = syntheticBars(options);
        expect(brokenRow(bars)).toBeNull();
        expect(bars.timeIndex[0]).toBe(0);
        if (bars.count > 1) expect(bars.timeIndex[1]).toBe(1);
        let holes = 0;
        for (let i = 1; i < bars.count; i++) {
          if (bars.timeIndex[i] > bars.timeIndex[i - 1] + 1) holes++;
        }
        expect(bars.holes).toBe(holes);
        if (options.holes === false) expect(holes).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("wild options stay within 32 bits for years", () => {
    const options = {
      intervalMs: 86_400_000,
      startPrice: 500_000,
      jumps: { perDay: 100, sizeRatio: 0.05 },
    };
    for (const seed of [1, 2, 3]) {
      const bars = syntheticBars({ seed, bars: 20_000, ...options });
      expect(brokenRow(bars)).toBeNull();
      expect(bars.high.reduce((a, b) => Math.max(a, b))).toBeLessThan(2_000_000_000);
    }
  });

  test("bars are labelled as synthetic and start at the start price", () => {
    const bars = syntheticBars({
      seed: 9,
      bars: 3,
      startPrice: 100,
      priceDecimals: 4,
      symbol: "SYN",
    });
    expect(bars).toMatchObject({ kind: "last", count: 3, symbol: "SYN", priceDecimals: 4 });
    expect(bars.source).toEqual({ name: "synthetic seed 9", md5: null, synthetic: true });
    expect(Math.abs(bars.open[0] / 1_000_000 - 1)).toBeLessThan(0.01);
  });
});

describe("statistics of a year", () => {
  const bars = syntheticBars({ seed: 1, bars: 525_600 });
  const moves = Float64Array.from(bars.close.subarray(1), (close, i) => close / bars.close[i] - 1);
  const sizes = moves.map(Math.abs);

  test("minutes move by about 0.08 % with fat tails", () => {
    const squares = mean(moves.map((r) => r * r));
    expect(Math.sqrt(squares)).toBeGreaterThan(0.0007);
    expect(Math.sqrt(squares)).toBeLessThan(0.0009);
    expect(mean(moves.map((r) => r ** 4)) / squares ** 2).toBeGreaterThan(8);
  });

  test("volatility clusters and moves themselves do not", () => {
    expect(correlation(sizes.subarray(1), sizes.subarray(0, -1))).toBeGreaterThan(0.15);
    expect(correlation(sizes.subarray(60), sizes.subarray(0, -60))).toBeGreaterThan(0.1);
    expect(Math.abs(correlation(moves.subarray(1), moves.subarray(0, -1)))).toBeLessThan(0.02);
  });

  test("volume goes with the range and with the hour", () => {
    const volume = bars.volume as Float64Array;
    const ranges = Float64Array.from(bars.high, (high, i) => (high - bars.low[i]) / bars.open[i]);
    expect(correlation(volume, ranges)).toBeGreaterThan(0.5);
    const at = (hour: number) =>
      mean(volume.filter((_, i) => Math.floor(bars.timeIndex[i] / 60) % 24 === hour));
    expect(at(14)).toBeGreaterThan(1.3 * at(5));
  });

  test("there are halts, jumps between bars and bars without a trade, all rare", () => {
    expect(bars.holes).toBeGreaterThan(0);
    expect(bars.holes).toBeLessThan(20);
    const gaps = bars.open
      .subarray(1)
      .filter((open, i) => Math.abs(open / bars.close[i] - 1) > 0.002);
    expect(gaps.length).toBeGreaterThan(20);
    expect(gaps.length).toBeLessThan(400);
    const quiet = (bars.volume as Float64Array).filter((volume) => volume === 0).length;
    expect(quiet).toBeGreaterThan(0);
    expect(quiet).toBeLessThan(50);
  });
});

test("five years stay in a plausible range of prices", () => {
  for (const seed of [1, 2, 3]) {
    const bars = syntheticBars({ seed, bars: 2_628_000 });
    expect(bars.low.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(15_000);
    expect(bars.high.reduce((a, b) => Math.max(a, b))).toBeLessThan(2_500_000);
  }
});

test("options out of range are named in the error", () => {
  const bad: [string, Partial<SyntheticBarsOptions>][] = [
    ["seed", { seed: -1 }],
    ["bars", { bars: 0 }],
    ["bars", { bars: 1.5 }],
    ["startMs", { startMs: 30_000 }],
    ["intervalMs", { intervalMs: 7000 }],
    ["priceDecimals", { priceDecimals: 9 }],
    ["startPrice", { startPrice: 0.5 }],
    ["startPrice", { startPrice: Number.NaN }],
    ["jumps.perDay", { jumps: { perDay: -1 } }],
    ["jumps.sizeRatio", { jumps: { sizeRatio: 0.5 } }],
  ];
  for (const [field, options] of bad) {
    expect(() => syntheticBars({ seed: 1, bars: 10, ...options })).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", where: { field } }),
    );
  }
});

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(x: Float64Array, y: Float64Array): number {
  const meanX = mean(x);
  const meanY = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - meanX) * (y[i] - meanY);
    xx += (x[i] - meanX) ** 2;
    yy += (y[i] - meanY) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
