/** From bars, series and a configuration to what a run needs; every check at the edge is here. */
import type { CallbackStrategy } from "../callbacks/callback-strategy.js";
import { isCallbackStrategy } from "../callbacks/callback-strategy.js";
import type { ConfigInput, OrderSizeInput } from "../config/input.js";
import { normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import {
  type Bars,
  type FundingSeries,
  openTimeMs,
  type PriceSeries,
} from "../market-data/bars.js";
import { emptyMark, type MarkColumns, markInto } from "../market-data/mark-columns.js";
import { roundBars } from "../market-data/round-bars.js";
import { type TradePath, tradePath } from "../market-data/trades/trade-path.js";
import type { Trades } from "../market-data/trades/trades.js";
import { rescaleBars, sliceBars } from "../market-data/views.js";
import type { UserStrategy } from "../strategies/user-strategy.js";
import { type InstrumentUnits, instrumentUnits } from "../units.js";
import { type CalendarEvents, calendarEvents } from "./calendar-events.js";

/** A strategy in TypeScript in the place of a name, and its parameters. */
export interface CallbackInput {
  readonly name: CallbackStrategy;
  readonly [parameter: string]:
    | number
    | string
    | boolean
    | OrderSizeInput
    | CallbackStrategy
    | null
    | undefined;
}

/** The path of a module that exports such a strategy, and its parameters. In Node only. */
export interface CallbackModuleInput {
  readonly name?: undefined;
  readonly module: string;
  readonly [parameter: string]: number | string | boolean | OrderSizeInput | null | undefined;
}

/** A configuration, in which a strategy in TypeScript may stand as it is. */
export type RunConfig = Omit<ConfigInput, "strategy"> & {
  readonly strategy: ConfigInput["strategy"] | CallbackInput | CallbackModuleInput;
};

/** What is simulated: the market, and one configuration for it. */
export interface RunInputs {
  readonly bars: Bars;
  /** the trades that `bars` are made of; required with `path.model` `"trades"`, and used only there */
  readonly trades?: Trades | null | undefined;
  readonly mark?: PriceSeries | null | undefined;
  readonly funding?: FundingSeries | null | undefined;
  /** a configuration as in the file of semantics 10; checked and completed here */
  readonly config: RunConfig;
  /** the strategy that `config.strategy.name` names, when it is none that is built in */
  readonly userStrategy?: UserStrategy | null | undefined;
}

/** A run, checked. `bars` are those inside the configured range, in the run's price units. */
export interface PreparedRun {
  readonly config: NormalisedConfig;
  readonly bars: Bars;
  readonly mark: MarkColumns | null;
  /** bars with a mark row of their own; null without a mark series */
  readonly markedBars: number | null;
  readonly markSeries: PriceSeries | null;
  readonly funding: FundingSeries | null;
  readonly units: InstrumentUnits;
  readonly events: CalendarEvents;
  /** the path of the model `trades`; null: another model */
  readonly tradePath: TradePath | null;
  /** null: a built-in strategy */
  readonly userStrategy: UserStrategy | null;
}

/** The strategy of one's own that a run is of, and the configuration with its name in it. */
export function ownStrategy({
  config,
  userStrategy = null,
}: Pick<RunInputs, "config" | "userStrategy">): {
  readonly named: unknown;
  readonly own: UserStrategy | null;
} {
  const given: unknown = config.strategy?.name;
  if (!isCallbackStrategy(given)) return { named: config, own: userStrategy };
  const named = { ...config, strategy: { ...config.strategy, name: given.descriptor.id } };
  return { named, own: given };
}

/** Open time of the last bar plus its last step. */
export function endOfBarsMs(bars: Bars): number {
  return openTimeMs(bars, bars.count - 1) + bars.intervalMs - 1;
}

/** Refuses a participation cap where there is no volume to share. */
export function checkVolume(bars: Bars, maxParticipation: number | null): void {
  if (maxParticipation === null || bars.volume !== null) return;
  throw new PerpmillError("BARS_NO_VOLUME", {
    message: `fills.maxParticipation is ${maxParticipation}, but the bars of ${bars.source.name} have no volume`,
    where: { field: "fills.maxParticipation" },
    hint: 'Set "fills": { "maxParticipation": null } to fill without a cap.',
  });
}

function pathOfTrades(
  { path }: NormalisedConfig,
  trades: Trades | null | undefined,
  bars: Bars,
): TradePath | null {
  if (path.model !== "trades") return null;
  if (trades != null) return tradePath(trades, bars);
  throw new PerpmillError("CONFIG_INVALID", {
    message: 'path.model is "trades", but the run was given bars alone',
    where: { field: "path.model" },
    hint: "Give `trades` to `backtest`, or a file of trades to `perpmill run --data`; or use another model, such as bridge.",
  });
}

/**
 * Checks and completes the configuration against the data.
 * @throws every code of the configuration; BARS_RANGE_EMPTY, BARS_NO_VOLUME, BARS_NOT_POSITIVE,
 * BARS_PRICE_RANGE, TRADES_MISMATCH
 */
export function prepareRun(inputs: RunInputs): PreparedRun {
  const funding = inputs.funding ?? null;
  const { named, own } = ownStrategy(inputs);
  const config = normaliseConfig(named, {
    strategies: own === null ? [] : [own.descriptor],
    intervalMs: inputs.bars.intervalMs,
    hasFundingFile: funding !== null,
  });
  const { priceDecimals } = config.data;
  const whole = priceDecimals === null ? inputs.bars : roundBars(inputs.bars, priceDecimals);
  const units = instrumentUnits(config.instrument, whole.priceDecimals);
  const bars = rescaleBars(
    sliceBars(whole, config.data.start, config.data.end),
    units.priceDecimals,
  );
  checkVolume(bars, config.fills.maxParticipation);
  const markSeries = inputs.mark ?? null;
  const mark = markSeries === null ? null : emptyMark(bars.count);
  const markedBars = mark && markSeries && markInto(mark, bars, markSeries);
  return {
    config,
    bars,
    units,
    funding,
    markSeries,
    mark,
    markedBars,
    events: calendarEvents(config, funding, openTimeMs(bars, 0), endOfBarsMs(bars)),
    tradePath: pathOfTrades(config, inputs.trades, bars),
    // One that the configuration does not name is none of this run's.
    userStrategy: own !== null && config.strategy.name === own.descriptor.id ? own : null,
  };
}
