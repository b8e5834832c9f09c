import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../config/input.js";
import type { Bars } from "../../market-data/bars.js";
import { backtest } from "../backtest.js";
import { explainFill } from "./explain-fill.js";
import type { FillExplanation } from "./fill-explanation.js";

const FIRST_MS = Date.UTC(2024, 0, 1);
const BAR_MS = 60_000;

type Row = readonly [open: number, high: number, low: number, close: number, volume?: number];

/** Minute bars; prices with two decimals. */
function barsOf(rows: readonly Row[]): Bars {
  const units = (column: 0 | 1 | 2 | 3) =>
    Int32Array.from(rows, (row) => Math.round(row[column] * 100));
  return {
    kind: "last",
    symbol: null,
    count: rows.length,
    intervalMs: BAR_MS,
    baseTimeMs: FIRST_MS,
    timeIndex: Int32Array.from(rows, (_, row) => row),
    priceDecimals: 2,
    open: units(0),
    high: units(1),
    low: units(2),
    close: units(3),
    volume: Float64Array.from(rows, (row) => row[4] ?? 1000),
    holes: 0,
    source: { name: "made by hand", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

const INSTRUMENT = { tickSize: "0.01", stepSize: "0.01", makerFee: 0, takerFee: 0 };
/** A bid at 99 and an ask at 101 around 100, of 10 contracts. */
const MAKER: ConfigInput = {
  instrument: INSTRUMENT,
  account: { initialBalance: 10_000 },
  fills: { slippageTicks: 0 },
  strategy: { name: "pure-maker", bidSpread: 0.01, askSpread: 0.01, size: { quantity: 10 } },
};

const QUIET: Row = [100, 100, 100, 100];
const FALLS: Row = [100, 100.5, 98, 100];

function explain(rows: readonly Row[], config: ConfigInput, fill = 0): Promise<FillExplanation> {
  return explainFill({ bars: barsOf(rows), config, fill });
}

function at(bar: number, step: 1 | 2 | 3 | 4): number {
  return FIRST_MS + bar * BAR_MS + [0, 20_000, 40_000, BAR_MS - 1][step - 1];
}

describe("a resting order", () => {
  it("is told with where it rested, since when, and when the path came to it", async () => {
    const explained = await explain([QUIET, FALLS, QUIET], MAKER);
    expect(explained.order).toEqual({
      role: "quote",
      level: 1,
      side: "buy",
      positionSide: "net",
      price: 99,
      trigger: 98.99,
      quantity: 10,
      remaining: 0,
      referencePrice: 100,
      referenceTimeMs: at(1, 1),
      restingSinceMs: at(1, 1),
    });
    expect(explained.path.map(({ price }) => price)).toEqual([100, 100, 98, 100.5, 100]);
    expect([explained.step, explained.fill.timeMs]).toEqual([2, at(1, 2)]);
    // 98.99 is reached after 1.01 of the 2 that the price falls in 20 seconds.
    expect(explained.reachedAtMs).toBe(at(1, 1) + 10_100);
    expect(explained.quoteTimesMs).toEqual([at(1, 1)]);
    expect(explained.why).toMatchObject({
      code: "crossed",
      capped: false,
      values: { from: 100, to: 98, price: 99, trigger: 98.99, ticks: 1 },
    });
    expect(explained.why.text).toBe(
      "The price fell from 100 to 98 and went 1 tick beyond the bid at 99, as the rule “through” asks; it filled at its limit price.",
    );
    expect([explained.before.length, explained.after.length]).toEqual([1, 1]);
    expect(explained.ambiguous).toBe(false);
  });

  it("that is just touched fills under one rule alone", async () => {
    const rows: Row[] = [QUIET, [100, 100.5, 99, 100], [100, 100.5, 97, 100]];
    const touch = await explain(rows, { ...MAKER, fills: { rule: "touch" } });
    expect(touch.why.code).toBe("touched");
    expect(touch.bar.index).toBe(1);
    const outcomes = (rule: string) =>
      new Set(touch.others.filter((other) => other.rule === rule).map(({ outcome }) => outcome));
    expect(outcomes("touch")).toEqual(new Set(["same"]));
    expect(outcomes("through")).toEqual(new Set(["none"]));
    expect((await explain(rows, MAKER)).bar.index).toBe(2);
  });

  it("that a bar opens beyond fills at its limit price", async () => {
    const explained = await explain([QUIET, [97, 97, 97, 97]], MAKER);
    expect(explained.why.code).toBe("gapOpen");
    expect(explained.why.text).toMatch(/^The bar opened at 97, a jump from 100 past the bid at 99/);
    expect([explained.fill.price, explained.step]).toEqual([99, 1]);
    expect(explained.order.restingSinceMs).toBe(at(0, 1));
    expect([explained.reachedAtMs, explained.quoteTimesMs]).toEqual([at(1, 1), [at(1, 1)]]);
  });

  it("that stayed over quotes rests since the first of them", async () => {
    const grid = {
      name: "grid",
      lowerPrice: 90,
      upperPrice: 110,
      lines: 21,
      size: { quantity: 10 },
    } as const;
    const rows: Row[] = [QUIET, [100, 100.5, 99.5, 100], [100, 100.5, 99.5, 100.4], FALLS];
    const { order, quoteTimesMs } = await explain(rows, { ...MAKER, strategy: grid });
    expect([order.price, order.referencePrice]).toEqual([99, 100]);
    expect([order.restingSinceMs, order.referenceTimeMs]).toEqual([at(0, 1), at(0, 1)]);
    expect(quoteTimesMs).toEqual([at(3, 1)]);
  });

  it("was quoted when a fill or closed hours had let it", async () => {
    const rows: Row[] = [QUIET, FALLS, QUIET, QUIET, FALLS];
    const delayed = { ...MAKER, quoting: { filledOrderDelayMs: 150_000 } };
    expect((await explain(rows, delayed, 1)).order.restingSinceMs).toBe(at(3, 4));
    const hours = { ...MAKER, quoting: { tradingHours: "00:04-24:00" } };
    expect((await explain(rows, hours)).order.restingSinceMs).toBe(at(4, 1));
  });

  it("fills in parts under the cap, and the rest when there is volume again", async () => {
    const rows: Row[] = [
      QUIET,
      [100, 100, 98, 98, 60],
      [98, 98, 98, 98, 30],
      [98, 98, 98, 98, 900],
    ];
    const strategy = { ...MAKER.strategy, orderRefreshMs: 600_000 };
    const config = { ...MAKER, strategy };
    const first = await explain(rows, config);
    expect(first.why).toMatchObject({ code: "crossed", capped: true, values: { cap: 0.1 } });
    expect(first.why.text).toMatch(/10 % of the bar's volume let only a part of it fill\.$/);
    expect([first.order.quantity, first.fill.quantity, first.order.remaining]).toEqual([10, 6, 4]);
    const uncapped = first.others.filter(({ maxParticipation }) => maxParticipation === null);
    expect(new Set(uncapped.map(({ outcome, fill }) => [outcome, fill?.quantity].join()))).toEqual(
      new Set(["different,10"]),
    );
    const [second, third] = [await explain(rows, config, 1), await explain(rows, config, 2)];
    expect(second.why).toMatchObject({ code: "leftOver", capped: true });
    expect(third.why).toMatchObject({ code: "leftOver", capped: false });
    expect([second.fill.quantity, third.order.quantity]).toEqual([3, 1]);
    expect(third.order.restingSinceMs).toBe(at(0, 1));
    expect(third.reachedAtMs).toBe(at(3, 1));
  });

  it("that only closes takes profit", async () => {
    const config: ConfigInput = {
      ...MAKER,
      strategy: { ...MAKER.strategy, name: "dual-maker", closeSpread: 0 },
    };
    const rows: Row[] = [QUIET, FALLS, [100, 102, 100, 102]];
    const { trades } = await backtest({ bars: barsOf(rows), config });
    const row = trades.realizedPnl.findIndex((gain) => gain > 0);
    const explained = await explain(rows, config, row);
    expect(explained.order).toMatchObject({
      role: "take-profit",
      positionSide: "long",
      side: "sell",
      price: 101,
    });
    expect(explained.accountBefore).toMatchObject({ long: 10, entryLong: 99 });
    expect(explained.accountAfter).toMatchObject({ long: 0, entryLong: null });
  });

  it("has its level among those of its side", async () => {
    const strategy = { ...MAKER.strategy, levels: 3, levelSpacing: 0.005 };
    const rows: Row[] = [QUIET, [100, 100, 98, 100]];
    const levels: [number | null, number][] = [];
    for (const fill of [0, 1]) {
      const { order } = await explain(rows, { ...MAKER, strategy }, fill);
      levels.push([order.level, order.price]);
    }
    expect(levels).toEqual([
      [1, 99],
      [2, 98.5],
    ]);
  });
});

describe("the order of high and low", () => {
  it("decides whether an ask fills before a stop cancels it", async () => {
    const rows: Row[] = [QUIET, FALLS, [100, 102, 90, 95]];
    const config: ConfigInput = { ...MAKER, risk: { positionStopLoss: 0.05 } };
    const explained = await explain(rows, config, 1);
    expect(explained.fill).toMatchObject({ side: "sell", reason: "quote", price: 101 });
    expect(explained.ambiguous).toBe(true);
    const lowFirst = explained.others.find(
      (other) => other.model === "lowFirst" && other.rule === "through" && !other.own,
    );
    expect(lowFirst).toMatchObject({ outcome: "none", fill: null });
    expect(lowFirst?.equityAfter).not.toBe(explained.others[0].equityAfter);
  });
});

describe("an order at market", () => {
  const LONG: readonly Row[] = [QUIET, FALLS];

  it("of a stop is told with entry and loss", async () => {
    const config: ConfigInput = { ...MAKER, risk: { positionStopLoss: 0.05 } };
    const explained = await explain([...LONG, [100, 100, 90, 90]], config, 2);
    expect(explained.why.code).toBe("positionStop");
    expect(explained.why.values).toEqual({ entry: 99, share: 0.05, price: 94.05 });
    expect(explained.order).toMatchObject({
      role: "stop",
      level: null,
      trigger: null,
      price: 94.05,
    });
    expect(explained.accountAfter.long).toBe(0);
  });

  it.each([
    ["maxDrawdown", { maxDrawdown: 0.01 }],
    ["maxDailyLoss", { maxDailyLoss: 0.01 }],
    ["minEquity", { minEquity: 9_950 }],
  ] as const)("of %s is told with what was measured", async (code, risk) => {
    const config: ConfigInput = { ...MAKER, risk };
    const rows = [...LONG, [100, 100, 85, 85] as const];
    const { trades } = await backtest({ bars: barsOf(rows), config });
    const explained = await explain(rows, config, trades.length - 1);
    expect(explained.why.code).toBe(code);
    expect([explained.stopped, explained.order.role]).toEqual([code, "limit"]);
    expect(explained.why.values.equity).toBe(explained.accountBefore.equity);
    expect(explained.fill.timeMs).toBe(at(2, 4));
    expect(explained.reachedAtMs).toBe(at(2, 4));
  });

  it.each([
    ["extremeFlatten", { extreme: 0.03, extremeFlatten: true }],
    ["emergencyClose", { emergency: 0.03, emergencyClose: true }],
  ] as const)("of the regime says %s", async (code, volatility) => {
    const config: ConfigInput = { ...MAKER, volatility: { atrPeriod: 1, ...volatility } };
    const rows: Row[] = [...LONG, [100, 100, 96, 96], [96, 96, 96, 96]];
    const { trades } = await backtest({ bars: barsOf(rows), config });
    const explained = await explain(rows, config, trades.length - 1);
    expect(explained.why.code).toBe(code);
    expect(explained.order).toMatchObject({ role: "regime", price: 96 });
    expect(explained.fill.timeMs).toBe(at(3, 1));
  });

  it("of a liquidation is told with equity and maintenance, which met there", async () => {
    const tier = {
      notionalCap: null,
      maxLeverage: 125,
      maintenanceRate: 0.01,
      maintenanceAmount: 0,
    };
    const config: ConfigInput = {
      ...MAKER,
      instrument: { ...INSTRUMENT, tiers: [tier] },
      account: { initialBalance: 100, leverage: 50 },
    };
    const explained = await explain([...LONG, [100, 100, 80, 80]], config, 1);
    expect(explained.why.code).toBe("liquidation");
    const { equity, maintenance } = explained.why.values;
    expect(equity).toBeCloseTo(maintenance, 6);
    expect(explained.reachedAtMs).toBeGreaterThan(at(2, 2));
    expect(explained.reachedAtMs).toBeLessThan(at(2, 3));
    expect(explained.others.every(({ outcome }) => outcome === "same")).toBe(true);
  });
});

describe("a fill that there is not", () => {
  it("is an error that says how many there are", async () => {
    for (const fill of [1, 7_000]) {
      await expect(explain([QUIET, FALLS], MAKER, fill)).rejects.toMatchObject({
        code: "FILL_UNKNOWN",
        message: expect.stringContaining("the run has 1 fill"),
      });
    }
    for (const fill of [-1, 0.5, Number.NaN]) {
      await expect(explain([QUIET, FALLS], MAKER, fill)).rejects.toMatchObject({
        code: "FILL_UNKNOWN",
      });
    }
  });

  it("is not looked for once it is no longer wanted", async () => {
    const signal = AbortSignal.abort();
    const wish = { bars: barsOf([QUIET, FALLS]), config: MAKER, fill: 0, signal };
    await expect(explainFill(wish)).rejects.toMatchObject({ code: "ABORTED" });
  });
});
