/** `avellaneda-stoikov`, `glft` and `atr-maker` against the papers, and what they do at their limits. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReferenceConfig } from "../../reference/index.js";
import { instrumentOf } from "../../reference/instrument.js";
import { stoikovSpread } from "../../reference/quoting/avellaneda-stoikov.js";
import { barsPerDay, daysToMidnight, WindowSum } from "../../reference/quoting/estimates.js";
import { glftSpread } from "../../reference/quoting/glft.js";
import { strategyOf } from "../../reference/quoting/index.js";
import { fitIntensity } from "../../reference/quoting/intensity-fit.js";
import type { CompleteBar, QuoteView } from "../../reference/quoting/strategy.js";
import { configOf, inputOf, MINUTE_MS, NEVER_MS, type Row, START_MS } from "./scenario.js";

const STOIKOV = {
  name: "avellaneda-stoikov",
  riskAversion: 10,
  horizon: "rolling",
  horizonDays: 1,
  volatility: "closeToClose",
  volatilityWindow: 2,
  kappa: 150,
  kappaWindow: 3,
  minSpread: 0,
  sizeShape: 0,
  size: { quantity: 100 },
  maxInventoryRatio: 1,
  orderRefreshMs: NEVER_MS,
} as const;

const GLFT = {
  name: "glft",
  riskAversion: 100,
  fillRiskAversion: null,
  intensity: 2000,
  intensityDecay: 1000,
  fitWindow: 4,
  fitInterval: 3,
  volatility: "closeToClose",
  volatilityWindow: 2,
  minSpread: 0,
  levels: 1,
  levelSpacing: null,
  size: { quantity: 100 },
  maxInventory: 10,
  orderRefreshMs: NEVER_MS,
} as const;

const ATR = {
  name: "atr-maker",
  atrPeriod: 2,
  bidSpread: 1,
  askSpread: 2,
  levels: 2,
  levelSpacing: 0.5,
  minSpread: 0,
  size: { quantity: 100 },
  maxInventoryRatio: 1,
  inventorySkew: 1,
  orderRefreshMs: NEVER_MS,
} as const;

/** 1 % up and down again: the variance of a bar is near 1e-4, ranges 2 % */
const ROWS: readonly Row[] = [
  [1_000_000, 1_010_000, 990_000, 1_000_000],
  [1_000_000, 1_015_000, 995_000, 1_010_000],
  [1_010_000, 1_020_000, 990_000, 1_000_000],
  [1_000_000, 1_010_000, 990_000, 1_000_000],
];

type Changes = ReferenceConfig["strategy"];

function configured(strategy: Changes): ReferenceConfig {
  return configOf({ account: { positionMode: "oneWay" }, strategy });
}

function barOf([open, high, low, close]: Row, factor = 1): CompleteBar {
  const [o, h, l, c] = [open, high, low, close].map((price) => price * factor);
  return { openTimeMs: 0, open: o, high: h, low: l, close: c, volume: 0 };
}

interface Quoted {
  readonly bids: readonly (readonly [price: number, lots: number])[];
  readonly asks: readonly (readonly [price: number, lots: number])[];
}

/** What a strategy asks for around 1,000,000 after some bars, with equity for 100,000 lots. */
function quoted(
  strategy: Changes,
  view: Partial<QuoteView> = {},
  rows: readonly Row[] = ROWS,
  factor = 1,
): Quoted {
  const config = configured(strategy);
  const made = strategyOf(config, instrumentOf(inputOf(config, [])), Number.POSITIVE_INFINITY);
  for (const row of rows) made.afterBar?.(barOf(row, factor));
  const bids: [number, number][] = [];
  const asks: [number, number][] = [];
  const at = 1_000_000 * factor;
  const equity = at * 100_000;
  const flat = { long: 0, short: 0, net: 0, balance: equity, entryLong: 0, entryShort: 0 };
  const rest = { ...flat, equity, spreadMultiplier: 1 };
  const now = { timeMs: START_MS, intervalMs: MINUTE_MS, at };
  made.quote({ ...now, ...rest, ...view }, (isBuy, side, price, lots) => {
    expect(side).toBe("net");
    (isBuy ? bids : asks).push([price, lots]);
  });
  return { bids, asks };
}

/** How far the first bid and ask are from 1,000,000. */
function distances(of: Quoted): readonly [bid: number, ask: number] {
  return [1_000_000 - of.bids[0][0], of.asks[0][0] - 1_000_000];
}

describe("the formulas of Avellaneda and Stoikov", () => {
  it("give the spread of the paper's example: s = 100, σ = 2, γ = 0.1, κ = 1.5", () => {
    // Money with P = 1: σ and 1/κ are divided by 100, γ is multiplied by it.
    const start = stoikovSpread(10, 0.02 ** 2, 1, 150);
    expect(200 * start.half).toBeCloseTo(0.4 + 20 * Math.log(1 + 0.1 / 1.5), 12);
    expect(200 * start.half).toBeCloseTo(1.6908, 4);
    // Its tables give the spread at half the time, the mean of the run.
    expect(200 * stoikovSpread(10, 0.02 ** 2, 0.5, 150).half).toBeCloseTo(1.49, 2);
    // r = s − q·γ·σ²·(T − t)
    expect(100 * start.lean).toBeCloseTo(0.4, 12);
  });

  it("come to 1/κ and no lean as γ goes to 0", () => {
    expect(stoikovSpread(0, 0.01, 1, 500)).toEqual({ half: 0.002, lean: 0 });
    for (const riskAversion of [1e-3, 1e-6, 1e-9, 1e-15]) {
      const { half, lean } = stoikovSpread(riskAversion, 0.01, 1, 500);
      expect(Math.abs(half - 0.002)).toBeLessThan(riskAversion);
      expect(lean).toBeLessThanOrEqual(riskAversion / 99);
    }
  });
});

describe("the formulas of Guéant, Lehalle and Fernandez-Tapia", () => {
  const [variance, a, k] = [0.0009, 2000, 1000];

  it("are (4.6) and (4.7) with an order of 1", () => {
    for (const [gamma, xi] of [
      [100, 100],
      [3, 700],
      [0.5, 1e-3],
    ]) {
      const { half, skew } = glftSpread(gamma, xi, a, k, variance);
      const root = Math.sqrt(((gamma * variance) / (2 * a * k)) * (1 + xi / k) ** (k / xi + 1));
      expect(skew / root).toBeCloseTo(1, 9);
      expect(half / (Math.log(1 + xi / k) / xi + root / 2)).toBeCloseTo(1, 9);
    }
  });

  it("take e for the power as ξ goes to 0, and quote 1/k without skew as γ does", () => {
    const { half, skew } = glftSpread(100, 0, a, k, variance);
    const root = Math.sqrt(((100 * variance) / (2 * a * k)) * Math.E);
    expect(skew).toBeCloseTo(root, 15);
    expect(half).toBeCloseTo(1 / k + root / 2, 15);
    expect(glftSpread(100, 1e-9, a, k, variance).half).toBeCloseTo(half, 12);
    expect(glftSpread(0, 0, a, k, variance)).toEqual({ half: 1 / k, skew: 0 });
  });

  it("do not hang on the unit of time or of money", () => {
    const here = glftSpread(100, 50, a, k, variance);
    const perHour = glftSpread(100, 50, a / 24, k, variance / 24);
    const inCents = glftSpread(1, 0.5, a, k / 100, variance * 10_000);
    expect(perHour.half / here.half).toBeCloseTo(1, 12);
    expect(perHour.skew / here.skew).toBeCloseTo(1, 12);
    expect(inCents.half / here.half).toBeCloseTo(100, 9);
    expect(inCents.skew / here.skew).toBeCloseTo(100, 9);
  });
});

describe("the fit of intensities", () => {
  /** One bar an excursion: of every two samples one is 0 and never counts. */
  function barsUp(excursions: readonly number[]): CompleteBar[] {
    return excursions.map((e) => barOf([1_000_000, 1_000_000 * (1 + e), 1_000_000, 1_000_000]));
  }

  it("finds A and k of fills that thin out exponentially", () => {
    // P(reaching δ) = 1 − exp(−A·exp(−kδ)), drawn evenly; all are over 0 because A is large.
    const [a, k, n] = [8, 1000, 20_000];
    const rows = Array.from({ length: n }, (_, i) => {
      const one = (u: number) => Math.max(0, Math.log(a / -Math.log(1 - u)) / k);
      // Up and down by two even sequences of their own order.
      const up = one((i + 0.5) / n);
      const down = one((((i * 7919) % n) + 0.5) / n);
      return barOf([1e9, 1e9 * (1 + up), 1e9 * (1 - down), 1e9]);
    });
    const fit = fitIntensity(rows, null);
    expect(fit?.decay).toBeGreaterThan(0.99 * k);
    expect(fit?.decay).toBeLessThan(1.01 * k);
    expect(fit?.intensity).toBeGreaterThan(0.97 * a);
    expect(fit?.intensity).toBeLessThan(1.03 * a);
    const given = fitIntensity(rows, k);
    expect(given?.decay).toBe(k);
    expect(given?.intensity).toBeGreaterThan(0.97 * a);
    expect(given?.intensity).toBeLessThan(1.03 * a);
  });

  it("is none when nothing moves, or too few distances say something", () => {
    expect(fitIntensity(barsUp([0, 0, 0, 0]), null)).toBeNull();
    // Two of eight samples reach every distance, the others none: fills do not thin out.
    const level = barsUp([0.001, 0.001, 0.1, 0.1]);
    expect(fitIntensity(level, null)).toBeNull();
    expect(fitIntensity(level, 10)?.decay).toBe(10);
    expect(fitIntensity(barsUp([0.01]), null)).toBeNull();
    // All samples are equal: p is 1 up to the mean and 0 beyond.
    const even = [0.01, 0.01].map((e) => barOf([1e6, 1e6 * (1 + e), 1e6 * (1 - e), 1e6]));
    expect(fitIntensity(even, null)).toBeNull();
  });
});

describe("avellaneda-stoikov", () => {
  it("places nothing before every window that counts is full", () => {
    expect(quoted(STOIKOV, {}, ROWS.slice(0, 1))).toEqual({ bids: [], asks: [] });
    expect(quoted(STOIKOV, {}, ROWS.slice(0, 2)).bids).toHaveLength(1);
    const fitted = { ...STOIKOV, kappa: null };
    expect(quoted(fitted, {}, ROWS.slice(0, 2)).bids).toHaveLength(0);
    expect(quoted(fitted, {}, ROWS.slice(0, 3)).bids).toHaveLength(1);
  });

  it("quotes evenly around the price without inventory, and around a lower one with", () => {
    const variance = ((1 / 1.01 - 1) ** 2 / 2) * 1440;
    const { half, lean } = stoikovSpread(10, variance, 1, 150);
    const flat = distances(quoted(STOIKOV));
    expect(flat[0]).toBe(flat[1]);
    expect(flat[0]).toBe(Math.ceil(1e6 * half));
    const long = distances(quoted(STOIKOV, { net: 5_000, long: 5_000, spreadMultiplier: 1 }));
    // q = 5,000 of 100,000 lots
    expect(long[0]).toBe(Math.ceil(1e6 * (half + 0.05 * lean)));
    expect(long[1]).toBe(Math.ceil(1e6 * (half - 0.05 * lean)));
  });

  it("estimates κ by the mean range, and quotes nothing when there is none", () => {
    const still = { ...STOIKOV, kappa: null, riskAversion: 0 };
    // ranges 2 %, 3/101 and 2 %: their mean is two distances to an extreme
    const mean = (0.02 + 0.03 / 1.01 + 0.02) / 3;
    expect(distances(quoted(still))[0]).toBe(Math.ceil((1e6 * mean) / 2));
    const dead: Row = [1e6, 1e6, 1e6, 1e6];
    expect(quoted(still, {}, [dead, dead, dead]).bids).toEqual([]);
  });

  it("takes the range by Parkinson where it is asked to", () => {
    const rows: Row[] = [
      [1e6, 1.02e6, 1e6, 1e6],
      [1e6, 1.02e6, 1e6, 1e6],
    ];
    const variance = (Math.log(1.02) ** 2 / (4 * Math.LN2)) * 1440;
    const { half } = stoikovSpread(10, variance, 1, 150);
    const parkinson = quoted({ ...STOIKOV, volatility: "parkinson" }, {}, rows);
    expect(distances(parkinson)[0]).toBe(Math.ceil(1e6 * half));
    // Closes did not move.
    expect(distances(quoted(STOIKOV, {}, rows))[0]).toBe(
      Math.ceil(1e6 * stoikovSpread(10, 0, 1, 150).half),
    );
  });

  it("nears its horizon over the day, and starts anew at midnight", () => {
    const daily = { ...STOIKOV, horizon: "daily", horizonDays: 99, kappa: 1e9 };
    const at = (ms: number) => distances(quoted(daily, { timeMs: START_MS + ms }))[0];
    const day = 86_400_000;
    expect(at(0)).toBe(distances(quoted({ ...STOIKOV, kappa: 1e9 }))[0]);
    expect(at(day / 2) / at(0)).toBeCloseTo(0.5, 4);
    expect(at(day - 1)).toBeLessThan(3);
    expect(at(day)).toBe(at(0));
    expect(daysToMidnight(START_MS)).toBe(1);
  });

  it("multiplies the half spread after its minimum, not the lean", () => {
    const wide = { ...STOIKOV, minSpread: 0.4 };
    expect(distances(quoted(wide))).toEqual([400_000, 400_000]);
    expect(distances(quoted(wide, { spreadMultiplier: 2 }))).toEqual([800_000, 800_000]);
    const [bid, ask] = distances(quoted(wide, { net: 5_000, long: 5_000 }));
    expect((bid - ask) / 2).toBeCloseTo(5e4 * 10 * ((1 / 1.01 - 1) ** 2 / 2) * 1440, -1);
  });

  it("shrinks only what adds to the inventory, and stops there at a full one", () => {
    const shaped = { ...STOIKOV, sizeShape: 1 };
    const half = quoted(shaped, { net: 50_000, long: 50_000 });
    expect(half.bids[0][1]).toBe(Math.floor(100 * Math.exp(-0.5)));
    expect(half.asks[0][1]).toBe(100);
    const short = quoted({ ...STOIKOV, sizeShape: 100 }, { net: -50_000, short: 50_000 });
    expect(short.bids[0][1]).toBe(100);
    expect(short.asks[0][1]).toBe(1);
    expect(quoted(shaped, { net: 100_000, long: 100_000 }).bids).toEqual([]);
    expect(quoted(shaped, { net: -100_000, short: 100_000 }).asks).toEqual([]);
    expect(quoted(shaped, { equity: -1, net: 1, long: 1 }).bids).toEqual([]);
  });
});

describe("glft", () => {
  const variance = ((1 / 1.01 - 1) ** 2 / 2) * 1440;

  it("quotes evenly without inventory and leans by a skew an order", () => {
    const { half, skew } = glftSpread(100, 100, 2000, 1000, variance);
    const flat = distances(quoted(GLFT));
    expect(flat).toEqual([Math.ceil(1e6 * half), Math.ceil(1e6 * half)]);
    const held = distances(quoted(GLFT, { net: 150, long: 150 }));
    expect(held[0]).toBe(Math.ceil(1e6 * (half + 1.5 * skew)));
    expect(held[1]).toBe(Math.ceil(1e6 * (half - 1.5 * skew)));
  });

  it("spaces levels by the half spread unless told, and keeps all of them within the cap", () => {
    const five = { ...GLFT, levels: 5, riskAversion: 0, maxInventory: 4 };
    const flat = quoted(five);
    expect(flat.bids.map(([price]) => price)).toEqual([999_000, 998_000, 997_000, 996_000]);
    expect(flat.asks.map(([price]) => price)).toEqual([1_001_000, 1_002_000, 1_003_000, 1_004_000]);
    const held = quoted(five, { net: 250, long: 250 });
    expect([held.bids.length, held.asks.length]).toEqual([2, 5]);
    const full = quoted(five, { net: -400, short: 400 });
    expect([full.bids.length, full.asks.length]).toEqual([5, 0]);
    const spaced = quoted({ ...five, levelSpacing: 0.0001 }, { spreadMultiplier: 3 });
    expect(spaced.bids.map(([price]) => price)).toEqual([997_000, 996_900, 996_800, 996_700]);
  });

  it("fits after the window and then every so many bars, and goes on with the last fit", () => {
    const fitted = { ...GLFT, riskAversion: 0, intensity: null, intensityDecay: null };
    const quiet: Row = [1e6, 1e6, 1e6, 1e6];
    const rows = (scale: number): Row[] =>
      [0.001, 0.002, 0.004, 0.008].map((e) => [1e6, 1e6 * (1 + e * scale), 1e6, 1e6]);
    const none = quoted(fitted, {}, rows(1).slice(0, 3));
    expect(none.bids).toEqual([]);
    const first = quoted(fitted, {}, rows(1));
    expect(first.bids).toHaveLength(1);
    // Two more bars change nothing; the third brings the fit of the last four.
    expect(quoted(fitted, {}, [...rows(1), ...rows(2).slice(0, 2)])).toEqual(first);
    const later = quoted(fitted, {}, [...rows(1).slice(0, 3), ...rows(2)]);
    expect(distances(later)[0] / distances(first)[0]).toBeCloseTo(2, 2);
    expect(quoted(fitted, {}, [...rows(1), quiet, quiet, quiet, quiet, quiet, quiet])).toEqual(
      first,
    );
    expect(barsPerDay(MINUTE_MS)).toBe(1440);
  });
});

describe("atr-maker", () => {
  it("multiplies its spreads and its spacing by ATR / close", () => {
    // true ranges 30,000 and 20,000, closes at 1,000,000
    const { bids, asks } = quoted(ATR);
    expect(bids.map(([price]) => price)).toEqual([975_000, 962_500]);
    expect(asks.map(([price]) => price)).toEqual([1_050_000, 1_062_500]);
    const leaning = quoted(ATR, { net: 50_000, long: 50_000 });
    expect(leaning.bids[0][0]).toBe(Math.floor(987_500 * 0.975));
    expect(quoted(ATR, { net: 100_000, long: 100_000 }).bids).toEqual([]);
  });

  it("keeps to a least spread, which the regime multiplies, and waits for its window", () => {
    const wide = { ...ATR, minSpread: 0.04, levels: 1 };
    expect(distances(quoted(wide))).toEqual([40_000, 50_000]);
    expect(distances(quoted(wide, { spreadMultiplier: 2 }))).toEqual([80_000, 100_000]);
    expect(quoted(ATR, {}, ROWS.slice(0, 1)).asks).toEqual([]);
  });
});

describe("prices times ten", () => {
  it.each([
    ["avellaneda-stoikov", { ...STOIKOV, kappa: null, volatility: "parkinson" }],
    ["glft", { ...GLFT, intensity: null, intensityDecay: null, levels: 3 }],
    ["atr-maker", ATR],
  ])("change no quote of %s but by the factor", (_, strategy) => {
    for (const net of [0, 37, -250]) {
      const position = { net, long: Math.max(net, 0), short: Math.max(-net, 0) };
      const here = quoted(strategy, position);
      const there = quoted(strategy, position, ROWS, 10);
      expect(here.bids.length).toBeGreaterThan(0);
      const prices = (of: Quoted) => [...of.bids, ...of.asks].map(([price]) => price);
      // Ticks are ten times finer there.
      prices(here).forEach((price, i) => {
        expect(Math.abs(prices(there)[i] / 10 - price)).toBeLessThan(1);
      });
    }
  });
});

describe("the sum of a window", () => {
  it("is the sum of its last values, whatever left it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (length, values) => {
          const window = new WindowSum(length);
          values.forEach((value, i) => {
            window.add(value);
            const last = values.slice(Math.max(0, i + 1 - length), i + 1);
            if (last.length < length) expect(window.mean).toBeNull();
            else {
              const mean = last.reduce((sum, one) => sum + one, 0) / length;
              expect(Math.abs((window.mean ?? Number.NaN) - mean)).toBeLessThan(1e-7);
            }
          });
        },
      ),
    );
  });
});
