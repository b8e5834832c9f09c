/** For a run without a fill: the rule that stopped it, found by relaxing one rule after another. */
import type { NormalisedConfig } from "../config/types.js";
import type { KernelMarket } from "../internal/kernel-market.js";
import { KernelRun } from "../internal/kernel-run.js";
import type { RunState } from "../internal/run-state.js";
import { openTimeMs } from "../market-data/bars.js";
import { strategyParameters } from "../strategies/registry.js";
import { calendarEvents } from "./calendar-events.js";
import { endOfBarsMs, type PreparedRun } from "./prepare.js";
import type { RunWarning } from "./result.js";

const ALL_BARS = 2_147_483_647;

function rerun(prepared: PreparedRun, market: KernelMarket, config: NormalisedConfig): RunState {
  const { bars, funding } = prepared;
  // What the configuration closes is in the calendar.
  const events =
    config.quoting === prepared.config.quoting
      ? prepared.events
      : calendarEvents(config, funding, openTimeMs(bars, 0), endOfBarsMs(bars));
  const run = new KernelRun(market, config, prepared.units, events, {
    layer: "lazy",
    trades: false,
    equity: false,
    userStrategy: prepared.userStrategy,
    tradePath: prepared.tradePath,
  });
  run.advance(ALL_BARS);
  return run.finish().state;
}

const REJECTIONS = [
  [
    "rejectedTooSmall",
    "tooSmall",
    "orders were under instrument.minQty or instrument.minNotional",
    "Raise strategy.size or the balance.",
  ],
  [
    "rejectedLeverage",
    "leverage",
    "orders were over the notional cap of account.leverage",
    "Lower account.leverage or strategy.size.",
  ],
  [
    "rejectedMargin",
    "margin",
    "orders needed more margin than was available",
    "Lower strategy.size or raise account.leverage.",
  ],
] as const;

/** A configuration without one rule, and what to say when orders fill then. */
interface Relaxed {
  readonly config: NormalisedConfig;
  readonly message: string;
  readonly details: NonNullable<RunWarning["details"]>;
}

/** Without the section `quoting`, which closes times and keeps orders away from the price. */
function* modifierRules(config: NormalisedConfig): Generator<Relaxed> {
  const { quoting, ...plain } = config;
  if (quoting === undefined) return;
  yield {
    config: plain,
    message:
      "the section quoting kept orders away, by its hours, its minimum profit or its delay. Loosen it.",
    details: { reason: "quoting" },
  };
}

/** With windows that the run is too short for as short as they may be. */
function* windowRules({ config, bars, userStrategy }: PreparedRun): Generator<Relaxed> {
  const more = userStrategy === null ? [] : [userStrategy.descriptor];
  const long = strategyParameters(config.strategy, more).flatMap(({ parameter, value, counts }) => {
    const isWindow = parameter.type === "number" && parameter.unit === "bars" && counts;
    return isWindow && Number(value) > bars.count ? [parameter] : [];
  });
  if (long.length === 0) return;
  const shortest = Object.fromEntries(long.map(({ name, min }) => [name, min]));
  const names = long.map(({ name }) => `strategy.${name} ${config.strategy[name]}`).join(", ");
  yield {
    config: { ...config, strategy: { ...config.strategy, ...shortest } },
    message: `${names}: more than the ${bars.count} bars of the run, and nothing is quoted before there are so many. Shorten it, or take more bars.`,
    details: { reason: "window", names, bars: bars.count },
  };
}

/** Without the rules, one at a time, that keep a strategy from quoting. */
function* quotingRules(prepared: PreparedRun): Generator<Relaxed> {
  const { config } = prepared;
  const { risk, volatility, strategy } = config;
  const { minEquity } = risk;
  if (minEquity !== null) {
    yield {
      config: { ...config, risk: { ...risk, minEquity: null } },
      message: `risk.minEquity ${minEquity} ended the run before. Lower it, or raise the balance.`,
      details: { reason: "minEquity", minEquity },
    };
  }
  if (volatility.high !== null || volatility.extreme !== null || volatility.emergency !== null) {
    const calm = { ...volatility, high: null, extreme: null, emergency: null };
    yield {
      config: { ...config, volatility: calm },
      message: "a volatility regime held throughout. Raise the thresholds of volatility.",
      details: { reason: "regime" },
    };
  }
  const { maxPositionRatio } = strategy;
  if (typeof maxPositionRatio === "number" && maxPositionRatio < 1) {
    yield {
      config: { ...config, strategy: { ...strategy, maxPositionRatio: 1 } },
      message: `strategy.maxPositionRatio ${maxPositionRatio} leaves no room for a position. Raise it.`,
      details: { reason: "maxPositionRatio", maxPositionRatio },
    };
  }
  yield* modifierRules(config);
  yield* windowRules(prepared);
}

/** Why nothing filled, as the warning `NO_FILLS`; `details.reason` says it in one word. */
export function noFillWarning(prepared: PreparedRun, market: KernelMarket): RunWarning {
  const { config } = prepared;
  const { fills } = config;
  const warn = (message: string, details: NonNullable<RunWarning["details"]>): RunWarning => ({
    code: "NO_FILLS",
    message: `No order was filled: ${message}`,
    details,
  });
  const counted = rerun(prepared, market, { ...config, output: { rejections: true } });
  const [counter, reason, text, remedy] = REJECTIONS.toSorted(
    (a, b) => counted[b[0]] - counted[a[0]],
  )[0];
  const orders = counted[counter];
  if (orders > 0) return warn(`${orders} ${text}. ${remedy}`, { reason, orders });
  for (const relaxed of quotingRules(prepared)) {
    if (rerun(prepared, market, relaxed.config).fills > 0) {
      return warn(relaxed.message, relaxed.details);
    }
  }
  const uncapped = { ...config, fills: { ...fills, maxParticipation: null } };
  if (fills.maxParticipation !== null && rerun(prepared, market, uncapped).fills > 0) {
    return warn(
      `fills.maxParticipation ${fills.maxParticipation} of the bars' volume is less than one lot. Raise it, or set it to null.`,
      { reason: "participation", maxParticipation: fills.maxParticipation },
    );
  }
  const touch: NormalisedConfig = { ...uncapped, fills: { ...uncapped.fills, rule: "touch" } };
  if (fills.rule === "through" && rerun(prepared, market, touch).fills > 0) {
    return warn(
      `the price touched quotes but never went ${fills.throughTicks} ticks through them (fills.rule "through").`,
      { reason: "through", throughTicks: fills.throughTicks },
    );
  }
  return warn("the price never came to a quote. Narrow the spreads or quote less often.", {
    reason: "unreached",
  });
}
