import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BarPrices, bridgePoints, bridgeTimeMs } from "../../reference/bridge.js";
import { simulate } from "../../reference/index.js";
import { finerMarks } from "../../reference/mark-points.js";
import { TradePoints } from "../../reference/trade-points.js";
import { configOf, flat, inputOf, MINUTE_MS, START_MS } from "./scenario.js";

const units = fc.integer({ min: 1, max: 2_000 });
const bar: fc.Arbitrary<BarPrices> = fc
  .tuple(
    units,
    units,
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([a, b, atOpen, atClose]) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const between = (share: number) => low + Math.round((high - low) * share);
    return { low, high, open: between(atOpen), close: between(atClose) };
  });
/** bars whose open or close is an extreme, or all is one price */
const edgeBar: fc.Arbitrary<BarPrices> = fc
  .tuple(bar, fc.constantFrom("low", "high"), fc.constantFrom("low", "high"), fc.nat(2))
  .map(([prices, open, close, which]) => ({
    ...prices,
    open: which === 1 ? prices.open : prices[open],
    close: which === 2 ? prices.close : prices[close],
  }));
const anyBar = fc.oneof(bar, edgeBar);
const count = fc.integer({ min: 4, max: 240 });
const seed = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

function pathOf(prices: BarPrices, n: number, of: bigint, index: number): number[] {
  const points: number[] = [];
  bridgePoints(points, prices, n, of, index);
  return points.slice(1);
}

describe("a bridge", () => {
  it("starts at the open, touches exactly high and low, never leaves them and ends at the close", () => {
    fc.assert(
      fc.property(anyBar, count, seed, fc.nat(1e6), (prices, n, of, index) => {
        const path = pathOf(prices, n, of, index);
        expect(path.length).toBe(n);
        expect(path.every(Number.isInteger)).toBe(true);
        expect(path[0]).toBe(prices.open);
        expect(path[n - 1]).toBe(prices.close);
        expect(Math.max(...path)).toBe(prices.high);
        expect(Math.min(...path)).toBe(prices.low);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is the same for a seed and a bar, and another for another seed or bar", () => {
    const prices = { open: 1000, high: 1400, low: 700, close: 1100 };
    expect(pathOf(prices, 60, 7n, 3)).toEqual(pathOf(prices, 60, 7n, 3));
    expect(pathOf(prices, 60, 8n, 3)).not.toEqual(pathOf(prices, 60, 7n, 3));
    expect(pathOf(prices, 60, 7n, 4)).not.toEqual(pathOf(prices, 60, 7n, 3));
  });

  it("stands still in a flat bar", () => {
    expect(pathOf({ open: 5, high: 5, low: 5, close: 5 }, 6, 1n, 0)).toEqual([5, 5, 5, 5, 5, 5]);
  });

  it("takes the low first as often as the reflection principle says", () => {
    const runs = 4_000;
    const shareOf = (prices: BarPrices) => {
      let lowFirst = 0;
      for (let i = 0; i < runs; i++) {
        const path = pathOf(prices, 30, 42n, i);
        if (path.indexOf(prices.low) < path.indexOf(prices.high)) lowFirst++;
      }
      return lowFirst / runs;
    };
    expect(shareOf({ open: 1000, high: 1100, low: 900, close: 1000 })).toBeCloseTo(0.5, 1);
    expect(shareOf({ open: 1000, high: 1100, low: 900, close: 1010 })).toBeCloseTo(0.635, 1);
    expect(shareOf({ open: 1000, high: 1100, low: 900, close: 960 })).toBeCloseTo(0.1, 1);
  });

  it("stands at its points in whole milliseconds, from the open time to the end of the bar", () => {
    const times = (n: number, intervalMs: number) =>
      Array.from({ length: n }, (_, i) => bridgeTimeMs(1000, intervalMs, n, i + 1));
    expect(times(4, 100)).toEqual([1000, 1025, 1050, 1099]);
    expect(times(7, 10)).toEqual([1000, 1001, 1002, 1004, 1005, 1007, 1009]);
    expect(times(60, MINUTE_MS).slice(18, 22)).toEqual([19_000, 20_000, 21_000, 22_000]);
  });
});

describe("the points of trades", () => {
  const trades = {
    timeMs: [START_MS - 5, START_MS + 10.75, START_MS + 10.75, START_MS + MINUTE_MS],
    price: [9, 10, 12, 12],
  };

  it("are those of the bar, at their own times cut to whole milliseconds", () => {
    const source = new TradePoints(trades);
    const points: number[] = [];
    const times: number[] = [];
    const rises = { open: 10, high: 12, low: 10, close: 12 };
    expect(source.take(points, times, rises, START_MS, MINUTE_MS)).toBe(2);
    expect(points.slice(1)).toEqual([10, 12]);
    expect(times.slice(1)).toEqual([START_MS + 10, START_MS + 10]);
  });

  it("are one at the open time in a flat bar without trades", () => {
    const source = new TradePoints({ timeMs: [], price: [] });
    const points: number[] = [];
    const times: number[] = [];
    const still = { open: 8, high: 8, low: 8, close: 8 };
    expect(source.take(points, times, still, START_MS, MINUTE_MS)).toBe(1);
    expect([points[1], times[1]]).toEqual([8, START_MS]);
  });

  it("must make the bar", () => {
    for (const wrong of [
      { open: 10, high: 13, low: 10, close: 12 },
      { open: 10, high: 12, low: 9, close: 12 },
      { open: 11, high: 12, low: 10, close: 12 },
      { open: 10, high: 12, low: 10, close: 11 },
    ]) {
      const source = new TradePoints(trades);
      expect(() => source.take([], [], wrong, START_MS, MINUTE_MS)).toThrow(/its trades make/);
    }
  });
});

describe("marks on a finer path", () => {
  const prices = { open: 10, high: 14, low: 8, close: 12 };
  const mark = { open: 100, high: 140, low: 80, close: 120 };
  const marksOf = (points: readonly number[]) => {
    const marks: number[] = [];
    finerMarks(marks, [0, ...points], points.length, prices, mark);
    return marks.slice(1);
  };

  it("go through the mark's extremes where the last price first has its own", () => {
    expect(marksOf([10, 9, 8, 11, 14, 8, 12])).toEqual([100, 90, 80, 110, 140, 130, 120]);
    expect(marksOf([10, 14, 9, 8, 12])).toEqual([100, 140, 110, 80, 120]);
  });

  it("keep open and close at the ends, and the extremes apart", () => {
    expect(marksOf([8, 14, 10, 12])).toEqual([100, 80, 140, 120]);
    expect(marksOf([10, 9, 9, 8, 14])).toEqual([100, 90, 80, 140, 120]);
    expect(marksOf([8, 9, 9, 14])).toEqual([100, 80, 140, 120]);
  });

  it("leave the extremes out with fewer than four points", () => {
    expect(marksOf([8, 14, 12])).toEqual([100, 110, 120]);
    expect(marksOf([8])).toEqual([120]);
  });
});

describe("a run", () => {
  it("fills what the trades reach, at their times, and what the bar alone would not tell", () => {
    const rows = [[1000, 1000, 985, 1000], flat(1000)] as const;
    const changes = { strategy: { orderRefreshMs: 1_000 } };
    const input = inputOf(configOf({ ...changes, path: { model: "trades" } }), rows);
    const trades = {
      timeMs: [0, 20_000, 21_000, 30_000, MINUTE_MS].map((ms) => START_MS + ms),
      price: [1000, 995, 985, 1000, 1000],
    };
    const { trades: fills, metrics } = simulate({ ...input, trades });
    expect(metrics.semantics).toBe(2);
    // Quoted anew at 995: the bid at 990 would have stayed, the one at 985 is touched, not passed.
    expect(fills.map(({ time, side, price }) => [time - START_MS, side, price])).toEqual([
      [30_000, "sell", 995],
    ]);
    const asBar = simulate(inputOf(configOf(changes), rows));
    expect(asBar.metrics.semantics).toBe(1);
    expect(asBar.trades.length).toBeGreaterThan(1);
  });

  it("ends a bar of trades at the end of its interval when a limit closes", () => {
    const config = configOf({ path: { model: "trades" }, risk: { minEquity: 99_999 } });
    const trades = { timeMs: [START_MS + 5, START_MS + 40], price: [1000, 980] };
    const rows = [[1000, 1000, 980, 980]] as const;
    const { metrics, trades: fills } = simulate({ ...inputOf(config, rows), trades });
    expect(metrics.stopped).toBe("minEquity");
    expect(fills.map(({ time, reason }) => [time - START_MS, reason])).toEqual([
      [40, "quote"],
      [MINUTE_MS - 1, "limit"],
    ]);
  });

  it("needs the trades that its path is made of", () => {
    const config = configOf({ path: { model: "trades" } });
    expect(() => simulate(inputOf(config, [flat(1000)]))).toThrow(/needs trades/);
  });
});
