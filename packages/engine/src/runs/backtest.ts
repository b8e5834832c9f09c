/** One run: bars and a configuration in, metrics, trades and equity out. */
import { PerpmillError } from "../errors.js";
import type { KernelMarket } from "../internal/kernel-market.js";
import { KernelRun } from "../internal/kernel-run.js";
import { leaseRun } from "../internal/lease-run.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import type { BarInterval } from "../market-data/resample/bar-interval.js";
import { resultHashes } from "../metrics/hashes.js";
import { versionOf } from "../strategies/user-strategy.js";
import { ENGINE_VERSION } from "../version.js";
import { driveRun, type RunControl, throwIfAborted } from "./drive-run.js";
import { instrumentRules } from "./instrument-rules.js";
import { kernelSha256Of } from "./kernel-version.js";
import { metricsOfRun } from "./metrics-of-run.js";
import { type PreparedRun, prepareRun, type RunInputs } from "./prepare.js";
import { effectiveRefreshMs } from "./refresh.js";
import type { BacktestResult, DataIdentity, EquityColumns, InstrumentRules } from "./result.js";
import { runWarnings } from "./warnings.js";

export interface BacktestOptions extends Omit<RunInputs, "bars">, RunControl {
  /** may be left out where `trades` are given: they are then made of those */
  readonly bars?: Bars | undefined;
  /** of the bars that are made of `trades`, such as `"1m"` (default) */
  readonly interval?: BarInterval | undefined;
  /** `"lazy"` (default) or the literal, slow `"plain"`; results are the same, bit for bit */
  readonly layer?: "plain" | "lazy" | undefined;
  /** false leaves `tradesHash` and `resultHash` null and saves their time; default: true */
  readonly hashes?: boolean | undefined;
  /** for the result, when `config` is a checked one and no longer says; default: that of its preset */
  readonly instrumentRules?: InstrumentRules | undefined;
  /** a clock in ms for `timing`; without one the times are null */
  readonly now?: (() => number) | undefined;
}

/** What data a run used. */
export function dataIdentity(bars: Bars): DataIdentity {
  return {
    source: bars.source.name,
    md5: bars.source.md5,
    synthetic: bars.source.synthetic,
    bars: bars.count,
    holes: bars.holes,
    fill: bars.fill ?? "none",
    first: openTimeMs(bars, 0),
    last: openTimeMs(bars, bars.count - 1),
    intervalMs: bars.intervalMs,
  };
}

function equityColumns(bars: Bars, equity: Float64Array): EquityColumns {
  const { baseTimeMs, intervalMs, timeIndex } = bars;
  const times = new Float64Array(equity.length);
  for (let i = 0; i < times.length; i++) times[i] = baseTimeMs + timeIndex[i] * intervalMs;
  return { length: equity.length, openTimeMs: times, equity };
}

/** A run that has ended, while what it recorded still lies in the kernel's memory. */
export interface EndedRun extends Omit<BacktestResult, "equity"> {
  /** those that were run on */
  readonly bars: Bars;
  /** f64[bars], recorded equity; gone when the reader returns, so that it must copy what it keeps */
  readonly equity: Float64Array;
}

async function runPrepared(
  prepared: PreparedRun,
  market: KernelMarket,
  options: BacktestOptions,
): Promise<EndedRun> {
  const { bars, config, units, events } = prepared;
  const layer = options.layer ?? "lazy";
  const startedMs = options.now?.() ?? null;
  const run = new KernelRun(market, config, units, events, {
    layer,
    trades: true,
    equity: true,
    userStrategy: prepared.userStrategy,
    tradePath: prepared.tradePath,
  });
  await driveRun(run, bars.count, options);
  const output = run.finish("inPlace");
  const runMs = startedMs === null ? null : (options.now?.() ?? startedMs) - startedMs;
  const { trades, equity } = output;
  if (trades === null || equity === null) throw new Error("a backtest keeps trades and equity");
  throwIfAborted(options);
  const unhashed = metricsOfRun(output, bars, config, units);
  const hashes = options.hashes === false ? {} : await resultHashes(trades, equity);
  throwIfAborted(options);
  const metrics = { ...unhashed, ...hashes };
  const version = versionOf(prepared.userStrategy);
  return {
    metrics,
    trades,
    bars,
    ...(version === null ? {} : { strategy: version }),
    // The reason for no fills is looked for by runs in the same memory.
    equity: metrics.fills === 0 ? equity.slice() : equity,
    config,
    engine: { version: ENGINE_VERSION, kernelSha256: kernelSha256Of(config) },
    data: dataIdentity(bars),
    instrumentRules: options.instrumentRules ?? instrumentRules(options.config.instrument),
    timing: {
      loadMs: null,
      runMs,
      nsPerBar: runMs === null ? null : (runMs * 1e6) / metrics.bars,
      layer,
    },
    effectiveRefreshMs: effectiveRefreshMs(
      Number(config.strategy.orderRefreshMs),
      bars.intervalMs,
      config.path,
    ),
    warnings: runWarnings(prepared, market, metrics),
  };
}

async function barsOf({ bars, trades, interval = "1m" }: BacktestOptions): Promise<Bars> {
  if (bars !== undefined) return bars;
  if (trades != null) {
    const { barsFromTrades } = await import("../market-data/trades/trades.js");
    return barsFromTrades(trades, interval);
  }
  throw new PerpmillError("BARS_EMPTY", {
    message: "a run was given neither bars nor trades",
    hint: "Pass `bars` (see `loadBars`), or `trades` (see `loadTrades`).",
  });
}

/**
 * Runs a configuration and reads what it gave where it lies.
 * @param read called once, after the end; must not wait
 * @throws as `backtest`
 */
export async function readBacktest<T>(
  options: BacktestOptions,
  read: (ended: EndedRun) => T,
): Promise<T> {
  throwIfAborted(options);
  const prepared = prepareRun({ ...options, bars: await barsOf(options) });
  const { market, release } = await leaseRun(prepared);
  try {
    return read(await runPrepared(prepared, market, options));
  } finally {
    release();
  }
}

/**
 * Simulates one configuration on bars, or along trades (docs/semantics.md).
 * @returns metrics by the names of semantics 9, trades and equity as columns, and all that is needed
 * to run it again
 * @throws PerpmillError: every code of the configuration and of the data's fit to it; ABORTED
 */
export function backtest(options: BacktestOptions): Promise<BacktestResult> {
  return readBacktest(options, ({ bars, equity, ...result }) => ({
    ...result,
    equity: equityColumns(bars, equity.slice()),
  }));
}
