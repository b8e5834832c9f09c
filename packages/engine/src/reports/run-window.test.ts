import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { openTimeMs } from "../market-data/bars.js";
import { backtest } from "../runs/backtest.js";
import { type BacktestResult, TRADE_REASONS } from "../runs/result.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { runWindows } from "./run-window.js";
import { drawdownColumn } from "./thin-equity.js";

const MINUTE = 60_000;
const whole = syntheticBars({ seed: 9, bars: 30_000 });
// two hours are missing in the middle
const timeIndex = whole.timeIndex.map((index, row) => (row < 15_000 ? index : index + 120));
const bars = { ...whole, timeIndex, holes: 1 };
const first = openTimeMs(bars, 0);
const last = openTimeMs(bars, bars.count - 1);
let run: BacktestResult;
let windowAt: ReturnType<typeof runWindows>;

beforeAll(async () => {
  run = await backtest({
    bars,
    config: {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.0005,
        askSpread: 0.0005,
        size: { equityRatio: 0.05 },
      },
      risk: { positionStopLoss: 0.01 },
    },
  });
  windowAt = runWindows({ bars, trades: run.trades, equity: run.equity, initialBalance: 10_000 });
});

const span = fc
  .tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 30_000 }))
  .map(([a, b]) => [first + Math.min(a, b) * MINUTE, first + Math.max(a, b) * MINUTE] as const);

test("curves keep the extremes of every row in the window, and have no more points than asked for", () => {
  const falls = drawdownColumn(run.equity.equity, 10_000);
  fc.assert(
    fc.property(span, fc.integer({ min: 8, max: 3000 }), ([fromMs, toMs], points) => {
      const found = windowAt({ fromMs, toMs, points });
      for (const [curve, column] of [
        [found.equity, run.equity.equity],
        [found.drawdown, falls],
      ] as const) {
        const inside = column.filter((_, row) => {
          const time = run.equity.openTimeMs[row] ?? 0;
          return time >= fromMs && time <= toMs;
        });
        const values = [...(curve?.values ?? [])];
        expect(values.length).toBeLessThanOrEqual(points);
        expect(Math.max(...values)).toBeGreaterThanOrEqual(Math.max(...inside));
        expect(Math.min(...values)).toBeLessThanOrEqual(Math.min(...inside));
      }
      expect(found.price.values.length).toBeLessThanOrEqual(points);
      expect(found.inventory.values.length).toBeLessThanOrEqual(points);
    }),
    { numRuns: 60 },
  );
});

test("prices that are thinned keep the lowest low and the highest high, in order of time", () => {
  fc.assert(
    fc.property(span, ([fromMs, toMs]) => {
      const { price } = windowAt({ fromMs, toMs, points: 64 });
      const times = [...price.timeMs];
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const scale = 10 ** bars.priceDecimals;
      let highest = 0;
      let rows = 0;
      for (let row = 0; row < bars.count; row++) {
        const time = openTimeMs(bars, row);
        if (time < fromMs || time > toMs) continue;
        rows += 1;
        highest = Math.max(highest, (bars.high[row] ?? 0) / scale);
      }
      if (rows > 64) expect(Math.max(...price.values)).toBeGreaterThanOrEqual(highest);
    }),
    { numRuns: 40 },
  );
});

test("every fill of the window is drawn, alone or with others of its side", () => {
  fc.assert(
    fc.property(span, fc.integer({ min: 8, max: 4000 }), ([fromMs, toMs], points) => {
      const { fills } = windowAt({ fromMs, toMs, points });
      const inside = run.trades.timeMs.filter((time) => time >= fromMs && time <= toMs);
      expect(fills.count.reduce((sum, count) => sum + count, 0)).toBe(inside.length);
      expect(fills.timeMs.length).toBeLessThanOrEqual(points);
      if (inside.length <= points / 4) expect([...fills.timeMs]).toEqual([...inside]);
    }),
    { numRuns: 60 },
  );
});

test("what is not a quote is named, and a hole is told", () => {
  const { events, holes } = windowAt({ fromMs: first, toMs: last, points: 500 });
  const stop = TRADE_REASONS.indexOf("stop");
  const stops = run.trades.timeMs.filter((_, row) => run.trades.reason[row] === stop);
  expect(stops.length).toBeGreaterThan(0);
  expect(events.reason).toContain("stop");
  expect(events.timeMs[0]).toBe(stops[0]);
  expect(holes).toEqual({
    fromMs: [openTimeMs(bars, 14_999) + MINUTE],
    toMs: [openTimeMs(bars, 15_000)],
  });
  const before = windowAt({ fromMs: first, toMs: first + MINUTE, points: 8 });
  expect(before.holes.fromMs).toEqual([]);
});

test("a window does not carry the memory of the whole run", () => {
  const { equity, price, inventory } = windowAt({ fromMs: last - MINUTE, toMs: last, points: 500 });
  for (const curve of [equity, price, inventory]) {
    expect(curve?.values.buffer.byteLength).toBe(curve?.values.byteLength);
  }
});
