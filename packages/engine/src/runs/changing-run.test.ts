import { describe, expect, it } from "vitest";
import { defineStrategy } from "../callbacks/define-strategy.js";
import type { ConfigInput } from "../config/input.js";
import { normaliseConfig } from "../config/normalise.js";
import { starterStrategy } from "../config/starter-values.js";
import type { NormalisedConfig } from "../config/types.js";
import { openTimeMs } from "../market-data/bars.js";
import { sliceBars } from "../market-data/views.js";
import { describeStrategy } from "../strategies/registry.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { syntheticFunding } from "../synthetic/synthetic-funding.js";
import { backtest } from "./backtest.js";
import { changingRun, type Stretch } from "./changing-run.js";

const DAY_MS = 86_400_000;
const BARS = syntheticBars({ seed: 7, bars: 20 * 1440 });
const START_MS = openTimeMs(BARS, 0);

function configOf(strategy: Partial<ConfigInput["strategy"]>, rest: Partial<ConfigInput> = {}) {
  const config = {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    ...rest,
    strategy: {
      ...starterStrategy(describeStrategy(strategy.name ?? "dual-maker")),
      ...(strategy.name ? {} : { bidSpread: 0.001, askSpread: 0.001 }),
      ...strategy,
    },
  };
  return normaliseConfig(config, { intervalMs: BARS.intervalMs, hasFundingFile: false });
}

/** Stretches of so many days each. */
function stretches(days: number, configs: readonly NormalisedConfig[]): Stretch[] {
  return configs.map((config, at) => ({
    startMs: START_MS + at * days * DAY_MS,
    endMs: START_MS + (at + 1) * days * DAY_MS,
    config,
  }));
}

const STRATEGIES = [
  {},
  { name: "pure-maker", levels: 3 },
  { name: "atr-maker", atrPeriod: 30 },
  { name: "grid" },
  { name: "hedge-grid" },
  { name: "glft" },
  { name: "avellaneda-stoikov" },
  { name: "dca-grid" },
] as const;

describe("a run whose configuration changes", () => {
  it.each(STRATEGIES)("to the same one is the whole run, bit for bit: %j", async (strategy) => {
    const config = configOf(strategy, { risk: { maxDailyLoss: 0.02 } });
    const whole = await backtest({ bars: BARS, config, hashes: false });
    const pieces = await changingRun({ bars: BARS }, stretches(4, Array(5).fill(config)));
    const { state } = pieces.ends[4];
    expect(pieces.daily).toEqual(
      Float64Array.from({ length: 20 }, (_, day) => whole.equity.equity[day * 1440 + 1439]),
    );
    expect(state.fills).toBe(whole.metrics.fills);
    expect(state.fees).toBe(whole.metrics.fees);
    expect(state.exposedBars / pieces.bars).toBe(whole.metrics.exposure);
    expect(pieces.ends.map(({ equity }) => equity)).toEqual(
      [3, 7, 11, 15, 19].map((day) => pieces.daily[day]),
    );
  });

  it("is the whole run with a strategy in TypeScript and along bridges, too", async () => {
    const own = defineStrategy({
      id: "counting",
      label: { en: "Counting", zh: "计数" },
      positionMode: "oneWay",
      parameters: { spread: { unit: "ratio", default: 0.001, min: 0, max: 1 } },
      start: () => ({ bars: 0 }),
      onBar: (view) => {
        view.state.bars++;
      },
      quote: (view, orders) => {
        const spread = view.parameters.spread * (1 + (view.state.bars % 7) / 7);
        orders.bid(view.price * (1 - spread), 0.1);
        orders.ask(view.price * (1 + spread), 0.1);
      },
    });
    const context = { intervalMs: BARS.intervalMs, strategies: [own.descriptor] };
    const account = { initialBalance: 10_000, leverage: 5, positionMode: "oneWay" as const };
    const base = { instrument: "ETHUSDT", account, strategy: { name: own.descriptor.id } };
    for (const more of [{}, { path: { model: "bridge" as const, points: 20, seed: 5 } }]) {
      const config = normaliseConfig({ ...base, ...more }, context);
      const inputs = { bars: BARS, userStrategy: own };
      const whole = await changingRun(inputs, stretches(20, [config]));
      const pieces = await changingRun(inputs, stretches(5, Array(4).fill(config)));
      expect(pieces.daily).toEqual(whole.daily);
      expect(pieces.ends[3]).toEqual(whole.ends[0]);
      expect(whole.ends[0].state.fills).toBeGreaterThan(100);
      const other = normaliseConfig({ ...base, ...more, risk: { minEquity: 1 } }, context);
      const changed = await changingRun(inputs, stretches(10, [config, other]));
      expect(changed.daily.subarray(0, 10)).toEqual(whole.daily.subarray(0, 10));
      expect(changed.ends[1].state.fills).toBeGreaterThan(changed.ends[0].state.fills);
    }
  });

  it("carries every counter over: to another of the same orders it is the whole run too", async () => {
    const rest = { funding: { mode: "constant" as const, rate: 0.0003 } };
    const one = configOf({}, rest);
    // Never met, so that all it changes is what the configuration says.
    const other = configOf({}, { ...rest, risk: { minEquity: 1 } });
    // Where a bar opens at the close before, no order of the bar before fills between the two.
    const open = BARS.open.slice();
    for (let i = 1; i < open.length; i++) open[i] = BARS.close[i - 1];
    const high = BARS.high.map((value, i) => Math.max(value, open[i]));
    const low = BARS.low.map((value, i) => Math.min(value, open[i]));
    const bars = { ...BARS, open, high, low };
    const whole = await changingRun({ bars }, stretches(20, [one]));
    const pieces = await changingRun({ bars }, stretches(4, [one, other, one, other, one]));
    expect(pieces.daily).toEqual(whole.daily);
    expect({ ...pieces.ends[4].state, bars: pieces.bars }).toEqual(whole.ends[0].state);
    expect(whole.ends[0].state.funding).not.toBe(0);
  });

  it("carries the account over: positions, balance and counters go on", async () => {
    const wide = configOf({ bidSpread: 0.5, askSpread: 0.5 });
    const near = configOf({});
    const { ends, daily, bars } = await changingRun({ bars: BARS }, stretches(10, [near, wide]));
    const first = await backtest({
      bars: sliceBars(BARS, null, START_MS + 10 * DAY_MS),
      config: near,
    });
    const { trades, metrics } = first;
    expect(ends[0].equity).toBe(metrics.finalEquity);
    expect(ends[0].state.fills).toBe(metrics.fills);
    expect(metrics.fills).toBeGreaterThan(10);
    // Nothing is bid or asked in reach any more: the position is held, and its value follows the price.
    expect(ends[1].state.fills).toBe(ends[0].state.fills);
    const last = trades.length - 1;
    const net = trades.longAfterLots[last] - trades.shortAfterLots[last];
    const move =
      (BARS.close[BARS.count - 1] - BARS.close[10 * 1440 - 1]) / 10 ** BARS.priceDecimals;
    expect(net).not.toBe(0);
    expect(ends[1].equity - ends[0].equity).toBeCloseTo(net * trades.stepSize * move, 6);
    expect(daily).toHaveLength(20);
    expect(bars).toBe(BARS.count);
    expect(ends[1].state.exposedBars).toBeGreaterThanOrEqual(10 * 1440);
  });

  it("books funding that is due at the change, once", async () => {
    const funding = syntheticFunding({ seed: 2, bars: BARS });
    const rest = { funding: { mode: "series" as const } };
    const context = { intervalMs: BARS.intervalMs, hasFundingFile: true };
    const withSeries = (config: NormalisedConfig) =>
      normaliseConfig({ ...config, ...rest }, context);
    const near = withSeries(configOf({}));
    const wide = withSeries(configOf({ bidSpread: 0.5, askSpread: 0.5 }));
    const { ends } = await changingRun({ bars: BARS, funding }, stretches(10, [near, wide]));
    const first = await changingRun({ bars: BARS, funding }, stretches(10, [near]));
    expect(first.ends[0].state.funding).toBe(ends[0].state.funding);
    const held = first.ends[0].state;
    // Of the held position: each settlement from the change on at the price of its time.
    expect(ends[1].state.funding).not.toBe(held.funding);
    const rows = Array.from(funding.timeMs).filter(
      (timeMs) => Math.round(timeMs / 1000) * 1000 >= START_MS + 10 * DAY_MS,
    );
    expect(rows.length).toBeGreaterThanOrEqual(30);
  });

  it("ends with the account", async () => {
    const stopped = configOf({}, { risk: { minEquity: 9_999 } });
    const { ends, daily } = await changingRun(
      { bars: BARS },
      stretches(4, [stopped, configOf({}), configOf({}), configOf({}), configOf({})]),
    );
    expect(ends).toHaveLength(5);
    expect(new Set(ends.map(({ equity }) => equity)).size).toBe(1);
    expect(daily.length).toBeLessThanOrEqual(4);
  });

  it("knows nothing of bars after a change before it", async () => {
    const other = syntheticBars({ seed: 8, bars: BARS.count });
    const split = 10 * 1440;
    const mixed = {
      ...BARS,
      ...Object.fromEntries(
        (["open", "high", "low", "close"] as const).map((column) => {
          const values = BARS[column].slice();
          values.set(other[column].subarray(split), split);
          return [column, values];
        }),
      ),
    };
    const plan = stretches(10, [configOf({}), configOf({ bidSpread: 0.002 })]);
    const [one, two] = [
      await changingRun({ bars: BARS }, plan),
      await changingRun({ bars: mixed }, plan),
    ];
    expect(one.daily.subarray(0, 10)).toEqual(two.daily.subarray(0, 10));
    expect(one.ends[0]).toEqual(two.ends[0]);
    expect(one.ends[1]).not.toEqual(two.ends[1]);
  });
});
