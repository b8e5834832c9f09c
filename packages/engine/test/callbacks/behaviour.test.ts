/** What a strategy in TypeScript sees, and what it must not see. */
import { describe, expect, it } from "vitest";
import { defineStrategy } from "../../src/callbacks/define-strategy.js";
import { normaliseConfig } from "../../src/config/normalise.js";
import { type Bars, openTimeMs } from "../../src/market-data/bars.js";
import { backtest } from "../../src/runs/backtest.js";
import { envelope } from "../../src/runs/envelope.js";
import { explainFill } from "../../src/runs/explain/explain-fill.js";
import type { RunConfig } from "../../src/runs/prepare.js";
import type { BacktestResult } from "../../src/runs/result.js";
import { tradeRecords } from "../../src/runs/trade-records.js";
import { syntheticBars } from "../../src/synthetic/synthetic-bars.js";
import { syntheticMark } from "../../src/synthetic/synthetic-mark.js";
import { EAGER_TREND_MAKER, TREND_MAKER } from "../support/trend-maker.js";

const bars = syntheticBars({ seed: 5, bars: 6_000, startMs: Date.UTC(2024, 0, 1) });
const mark = syntheticMark({ seed: 5, bars });

const REGIMES = { atrPeriod: 5, high: 0.0012, highSpreadMultiplier: 2 };

function configOf(name: typeof TREND_MAKER, more: Partial<RunConfig> = {}): RunConfig {
  return {
    instrument: { tickSize: "0.01", stepSize: "0.001" },
    account: { initialBalance: 10_000, leverage: 5 },
    fills: { maxParticipation: null },
    strategy: { name, size: { equityRatio: 0.05 }, orderRefreshMs: 15_000 },
    ...more,
  };
}

function spoiledFrom(first: number): Bars {
  const column = (values: Int32Array) =>
    values.map((value, i) => (i < first ? value : value + 1_000));
  return {
    ...bars,
    open: column(bars.open),
    high: column(bars.high),
    low: column(bars.low),
    close: column(bars.close),
  };
}

describe("a strategy with a memory", () => {
  it.each([
    ["plain", {}],
    ["with marks", { mark }],
    ["with regimes", { config: configOf(TREND_MAKER, { volatility: REGIMES }) }],
    [
      "with orders that hang on",
      { config: configOf(TREND_MAKER, { quoting: { hangingOrders: true } }) },
    ],
    [
      "renewed every third bar",
      {
        config: configOf(TREND_MAKER, {
          strategy: { name: TREND_MAKER, size: { quantity: 1 }, orderRefreshMs: 180_000 },
        }),
      },
    ],
  ])("does the same in both layers, with and without its reach: %s", async (_, more) => {
    const inputs = { bars, config: configOf(TREND_MAKER), ...more };
    const { strategy } = inputs.config;
    const eager = {
      ...inputs,
      config: { ...inputs.config, strategy: { ...strategy, name: EAGER_TREND_MAKER } },
    };
    const plain = await backtest({ ...inputs, layer: "plain" });
    expect(plain.metrics.fills).toBeGreaterThan(100);
    for (const run of [backtest(inputs), backtest(eager), backtest({ ...eager, layer: "plain" })]) {
      expect((await run).metrics).toEqual(plain.metrics);
    }
  });

  it("learns nothing of later bars", async () => {
    const before = await backtest({ bars, config: configOf(TREND_MAKER) });
    for (const first of [1_000, 3_001, 5_999]) {
      const spoiled = await backtest({ bars: spoiledFrom(first), config: configOf(TREND_MAKER) });
      const until = ({ trades }: BacktestResult) => {
        const end = trades.barIndex.findIndex((bar) => bar >= first);
        return tradeRecords(trades, 0, end < 0 ? trades.length : end);
      };
      expect(until(before).length).toBeGreaterThan(50);
      expect(until(spoiled)).toEqual(until(before));
      expect(spoiled.equity.equity.slice(0, first)).toEqual(before.equity.equity.slice(0, first));
    }
  });

  it("begins every run with a memory of its own", async () => {
    const { rows } = await envelope({ bars, config: configOf(TREND_MAKER) });
    const own = await backtest({ bars, config: configOf(TREND_MAKER) });
    const same = rows.find(
      (row) => row.model === "direction" && row.rule === "through" && row.maxParticipation === null,
    );
    expect(same?.metrics).toEqual({ ...own.metrics, tradesHash: null, resultHash: null });
  });

  it.each([
    ["that remembers", TREND_MAKER, {}],
    ["that remembers and is asked at once", EAGER_TREND_MAKER, {}],
    ["whose orders rest over a bar", TREND_MAKER, { orderRefreshMs: 600_000 }],
  ])("has its fills explained: one %s", async (_, name, more) => {
    const config = configOf(name);
    const inputs = { bars, config: { ...config, strategy: { ...config.strategy, name, ...more } } };
    const { trades } = await backtest(inputs);
    for (const fill of [0, 17, Math.floor(trades.length / 2), trades.length - 1]) {
      const explained = await explainFill({ ...inputs, fill });
      expect(explained.fill).toEqual(tradeRecords(trades, fill, fill + 1)[0]);
      expect(explained.others[0]).toMatchObject({ own: true, outcome: "same" });
    }
  });

  it("is named by the result, which runs again when the strategy is handed in", async () => {
    const first = await backtest({ bars, config: configOf(TREND_MAKER) });
    expect(first.config.strategy).toEqual({
      name: "callback:trend-maker",
      spread: 0.0008,
      levels: 3,
      period: 30,
      lean: 0.0004,
      size: { equityRatio: 0.05 },
      orderRefreshMs: 15_000,
    });
    const again = await backtest({ bars, config: first.config, userStrategy: TREND_MAKER });
    expect(again.metrics.resultHash).toBe(first.metrics.resultHash);
    await expect(backtest({ bars, config: first.config })).rejects.toMatchObject({
      code: "STRATEGY_REFUSED",
      where: { field: "strategy.name" },
    });
  });

  it("has its parameters checked as any other", async () => {
    const config = configOf(TREND_MAKER);
    const wrong = { ...config, strategy: { ...config.strategy, spread: 0.5, levles: 2 } };
    await expect(backtest({ bars, config: wrong })).rejects.toMatchObject({
      code: "CONFIG_UNKNOWN_KEY",
      issues: [{ field: "strategy.levles" }, { field: "strategy.spread" }],
    });
  });

  it("is refused where only configurations are read", () => {
    const config = { ...configOf(TREND_MAKER), strategy: { module: "./x.mjs" } };
    expect(() => normaliseConfig(config)).toThrow(
      expect.objectContaining({ code: "STRATEGY_REFUSED", where: { field: "strategy.module" } }),
    );
  });
});

describe("what a strategy sees", () => {
  it("are complete bars, and nothing where there are none", async () => {
    const seen: unknown[] = [];
    const looking = defineStrategy({
      positionMode: "oneWay",
      quote(view) {
        const { bar } = view;
        if (bar.count !== 2 || seen.length > 0) return;
        seen.push([
          bar.open(1),
          bar.high(0),
          bar.low(0),
          bar.close(0),
          bar.close(2),
          bar.close(-1),
        ]);
        seen.push([bar.openTime(0), view.time, view.price, bar.volume(5), bar.close(0.5)]);
      },
    });
    await backtest({ bars, config: { ...configOf(looking), strategy: { name: looking } } });
    const quote = (units: number) => units / 10 ** bars.priceDecimals;
    expect(seen).toEqual([
      [
        quote(bars.open[0]),
        quote(bars.high[1]),
        quote(bars.low[1]),
        quote(bars.close[1]),
        NaN,
        NaN,
      ],
      [openTimeMs(bars, 1), openTimeMs(bars, 2), quote(bars.open[2]), NaN, NaN],
    ]);
  });

  it("is the account in quote and contracts", async () => {
    const seen: number[][] = [];
    const looking = defineStrategy({
      positionMode: "oneWay",
      parameters: { half: { unit: "ratio", default: 0.5, min: 0, max: 1 } },
      start: ({ instrument, leverage, intervalMs }) => [instrument.tickSize, leverage, intervalMs],
      quote(view, orders) {
        if (view.net === 0) orders.bid(view.price * 0.9999, 0.3);
      },
      onBar(view) {
        if (view.net > 0 && seen.length === 0) {
          seen.push(
            [view.net, view.long, view.short, view.entryLong, view.entryShort, view.balance],
            [view.equity, view.price, view.mark, view.regime, view.spreadMultiplier],
            [view.shareOfEquity(view.parameters.half), view.quantity({ quantity: 0.0029 })],
            view.state,
          );
        }
      },
    });
    const result = await backtest({
      bars,
      config: { ...configOf(looking), strategy: { name: looking } },
    });
    const [fill] = tradeRecords(result.trades);
    const { price, balanceAfter } = fill;
    const barIndex = result.trades.barIndex[0];
    const close = bars.close[barIndex] / 10 ** bars.priceDecimals;
    const equity = result.equity.equity[barIndex];
    expect(seen).toEqual([
      [0.3, 0.3, 0, price, NaN, balanceAfter],
      [equity, close, close, 0, 1],
      [Math.floor((0.5 * equity) / close / 0.001 + 1e-6) / 1000, 0.002],
      [0.01, 5, 60_000],
    ]);
  });
});
