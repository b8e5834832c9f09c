/**
 * Many configurations on the same data, one after another: what they have in common (the part of the
 * bars that is run, mark prices, calendar events, the kernel's memory and tables) is made once.
 */
import type { NormalisedConfig } from "../config/types.js";
import { leaseMarket, type MarketLease } from "../internal/bar-memory.js";
import { kernelKindOf } from "../internal/kernel-kind.js";
import { KernelRun } from "../internal/kernel-run.js";
import { runBytes } from "../internal/run-memory.js";
import { type SkipRefusal, skipRefusal } from "../internal/skip-tables.js";
import { type Bars, openTimeMs, type PriceSeries } from "../market-data/bars.js";
import {
  emptyMark,
  type MarkColumns,
  type MarkedBars,
  markInto,
  markOfPart,
} from "../market-data/mark-columns.js";
import { utcDays } from "../market-data/utc-days.js";
import { dailyReturns, keptReturns } from "../metrics/daily-returns.js";
import { resultHashes } from "../metrics/hashes.js";
import { instrumentUnits } from "../units.js";
import { calendarEvents } from "./calendar-events.js";
import { driveRun, type RunControl, throwIfAborted } from "./drive-run.js";
import { metricsOfRun } from "./metrics-of-run.js";
import {
  checkVolume,
  endOfBarsMs,
  type PreparedRun,
  prepareRun,
  type RunInputs,
} from "./prepare.js";
import type { Metrics } from "./result.js";

/** Why every bar of a run is walked: its configuration, or what is wanted of it. */
export type WalkReason = SkipRefusal | "trades";

/** Why every bar of a run is walked; null: the kernel may jump bars in which nothing can happen. */
export function walkReason(
  config: NormalisedConfig,
  marked: boolean,
  { markouts, hashes }: MetricsWanted,
): WalkReason | null {
  return markouts || hashes ? "trades" : skipRefusal(config, marked);
}

/** What is the same for all of the runs. */
export type ManyRunsInputs = Omit<RunInputs, "config">;

/** What of a run is wanted besides the metrics that need nothing but its end. */
export interface MetricsWanted {
  /** `markoutBps`, for which every trade is kept */
  readonly markouts: boolean;
  /** `tradesHash` and `resultHash`, for which trades and the equity of every bar are kept */
  readonly hashes: boolean;
}

/** What is wanted of a run. */
export interface RowWanted extends MetricsWanted {
  /** the return of each day, which costs nothing but its bytes */
  readonly dailyReturns: boolean;
}

/** What a run of many gives. */
export interface RunRow {
  readonly metrics: Metrics;
  /**
   * f32[UTC days with bars of the configuration's data], share of one, rounded once; 0 after the day in
   * which the run ended; null: not wanted
   */
  readonly dailyReturns: Float32Array | null;
}

/** A market that is held, and the configurations that it is for. */
interface Held {
  readonly key: string;
  readonly prepared: Omit<PreparedRun, "mark">;
  readonly priceDecimals: number;
  readonly marked: boolean;
  /** UTC days with bars; null: not counted yet */
  days: number | null;
  /** until they lie in the memory of the lease */
  mark: PreparedRun["mark"];
  lease: (MarketLease & { readonly bytes: number; readonly paths: boolean }) | null;
}

export class ManyRuns {
  readonly #inputs: ManyRunsInputs;
  readonly #marked: MarkedBars | null;
  #series: PriceSeries | null = null;
  #held: Held | null = null;
  #events: { readonly key: string; readonly events: PreparedRun["events"] } | null = null;
  #tablesKey = "";

  /** @param marked bars and mark prices that lie in one memory, in the place of `inputs.mark` */
  constructor(inputs: ManyRunsInputs, marked: MarkedBars | null = null) {
    this.#inputs = inputs;
    this.#marked = marked;
  }

  /** The series that `marked` was made of, for runs in other price units than it is in. */
  giveMark(series: PriceSeries): void {
    this.#series = series;
  }

  /** Mark prices of bars that are run: those beside them, or made of the series. */
  #markOf(bars: Bars, marked: MarkedBars): MarkColumns {
    const beside = markOfPart(marked, bars);
    if (beside !== null) return beside;
    const series = this.#series;
    if (series === null) throw new Error("bars in other price units, and no mark series");
    const made = emptyMark(bars.count);
    markInto(made, bars, series);
    return made;
  }

  #hold(config: NormalisedConfig): Held {
    const walksTrades = config.path.model === "trades";
    const key = JSON.stringify([config.data, config.instrument.tickSize, walksTrades]);
    if (this.#held?.key === key) return this.#held;
    this.close();
    const whole = this.#marked;
    const series = whole === null ? this.#inputs.mark : null;
    const { mark: made, ...prepared } = prepareRun({ ...this.#inputs, mark: series, config });
    const mark = whole === null ? made : this.#markOf(prepared.bars, whole);
    const priceDecimals = config.data.priceDecimals ?? this.#inputs.bars.priceDecimals;
    const marked = mark !== null;
    this.#held = { key, prepared, priceDecimals, marked, days: null, mark, lease: null };
    return this.#held;
  }

  /** As `prepareRun` of the configuration, which must be complete. */
  #prepare(config: NormalisedConfig): Held["prepared"] {
    const { prepared, priceDecimals } = this.#hold(config);
    const { bars, funding } = prepared;
    checkVolume(bars, config.fills.maxParticipation);
    const key = JSON.stringify([config.data, config.funding, config.rebate, config.quoting]);
    if (this.#events?.key !== key) {
      const events = calendarEvents(config, funding, openTimeMs(bars, 0), endOfBarsMs(bars));
      this.#events = { key, events };
    }
    const units = instrumentUnits(config.instrument, priceDecimals);
    return { ...prepared, config, units, events: this.#events.events };
  }

  async #lease(prepared: Held["prepared"]): Promise<MarketLease> {
    const { config, userStrategy } = prepared;
    let held = this.#hold(config);
    const kind = kernelKindOf(config, userStrategy);
    const { paths } = kind;
    const bytes = runBytes(prepared);
    const { lease } = held;
    if (lease !== null && lease.bytes >= bytes && lease.paths === paths) return lease;
    if (held.marked && held.mark === null) {
      this.close();
      held = this.#hold(config);
    }
    held.lease?.release();
    const { bars } = held.prepared;
    held.lease = { ...(await leaseMarket(bars, held.mark, bytes, kind)), bytes, paths };
    held.mark = null;
    return held.lease;
  }

  /** Tables of the skip layer cost as much as a few runs: they are made for the second of a kind. */
  #layer(config: NormalisedConfig, marked: boolean, wanted: MetricsWanted): "lazy" | "skip" {
    if (walkReason(config, marked, wanted) !== null) return "lazy";
    const { data, instrument, path, strategy } = config;
    const key = JSON.stringify([data, instrument.tickSize, path, strategy.orderRefreshMs]);
    const again = key === this.#tablesKey;
    this.#tablesKey = key;
    return again ? "skip" : "lazy";
  }

  #returnsOf(daily: Float64Array, config: NormalisedConfig): Float32Array {
    const held = this.#hold(config);
    held.days ??= utcDays(held.prepared.bars).length;
    return keptReturns(dailyReturns(daily, config.account.initialBalance), held.days);
  }

  /**
   * The metrics of one configuration, the same as those of `backtest`, and its daily returns.
   * @param config complete, as `normaliseConfig` with the interval of the bars gives it
   * @throws as `backtest`
   */
  async run(
    config: NormalisedConfig,
    wanted: RowWanted,
    control: RunControl = {},
  ): Promise<RunRow> {
    throwIfAborted(control);
    const prepared = this.#prepare(config);
    const { bars, units, events, userStrategy, tradePath } = prepared;
    const { market } = await this.#lease(prepared);
    const run = new KernelRun(market, config, units, events, {
      layer: this.#layer(config, this.#hold(config).marked, wanted),
      trades: wanted.markouts || wanted.hashes,
      equity: wanted.hashes,
      userStrategy,
      tradePath,
    });
    await driveRun(run, bars.count, control);
    const output = run.finish("inPlace");
    const metrics = metricsOfRun(output, bars, config, units);
    const returns = wanted.dailyReturns ? this.#returnsOf(output.daily, config) : null;
    if (!wanted.hashes || output.trades === null) return { metrics, dailyReturns: returns };
    const hashes = await resultHashes(output.trades, output.equity);
    return { metrics: { ...metrics, ...hashes }, dailyReturns: returns };
  }

  /** Gives the memory back that is held. */
  close(): void {
    this.#held?.lease?.release();
    this.#held = null;
    this.#tablesKey = "";
  }
}
