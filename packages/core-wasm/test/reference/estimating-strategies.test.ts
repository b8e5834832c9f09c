import { describe, expect, it } from "vitest";
import { stoikovSpread } from "../../reference/quoting/avellaneda-stoikov.js";
import { barsPerDay, daysToMidnight } from "../../reference/quoting/estimates.js";
import { glftSpread } from "../../reference/quoting/glft.js";
import { ATR, distances, GLFT, type Quoted, quoted, ROWS, STOIKOV } from "./estimating-scenario.js";
import { MINUTE_MS, type Row, START_MS } from "./scenario.js";

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
