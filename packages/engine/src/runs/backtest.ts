/** One run: bars and a configuration in, metrics, trades and equity out. */
import { KERNEL_SHA256 } from "@perpmill/core-wasm";
import { PerpmillError } from "../errors.js";
import { leaseMarket } from "../internal/bar-memory.js";
import type { KernelMarket } from "../internal/kernel-market.js";
import { KernelRun, runBytes } from "../internal/kernel-run.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { resultHashes } from "../metrics/hashes.js";
import { ENGINE_VERSION } from "../version.js";
import { instrumentRules } from "./instrument-rules.js";
import { metricsOfRun } from "./metrics-of-run.js";
import { type PreparedRun, prepareRun, type RunInputs } from "./prepare.js";
import { effectiveRefreshMs } from "./refresh.js";
import type { BacktestResult, DataIdentity, EquityColumns, InstrumentRules } from "./result.js";
import { runWarnings } from "./warnings.js";

export interface RunProgress {
  /** bars run so far, and in all */
  readonly bars: number;
  readonly totalBars: number;
  /** equity recorded last, quote */
  readonly equity: number;
}

export interface RunControl {
  readonly signal?: AbortSignal | undefined;
  /** called at every pause, and at the end */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /**
   * asked at each pause for the bars until the next, when progress is told and the signal looked at;
   * default: half a million
   */
  readonly pauseBars?: (() => number) | undefined;
}

export interface BacktestOptions extends RunInputs, RunControl {
  /** `"lazy"` (default) or the literal, slow `"plain"`; results are the same, bit for bit */
  readonly layer?: "plain" | "lazy" | undefined;
  /** false leaves `tradesHash` and `resultHash` null and saves their time; default: true */
  readonly hashes?: boolean | undefined;
  /** for the result, when `config` is a checked one and no longer says; default: that of its preset */
  readonly instrumentRules?: InstrumentRules | undefined;
  /** a clock in ms for `timing`; without one the times are null */
  readonly now?: (() => number) | undefined;
}

/** Bars in one call of the kernel: code is only replaced by its faster form between calls. */
const CHUNK_BARS = 10_000;
/** Bars between two looks at the world outside. */
const BREATH_BARS = 500_000;

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new PerpmillError("ABORTED", {
    message: "the run was cancelled",
    cause: signal.reason,
  });
}

/** Lets timers, messages and signals through. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Advances a run to its end, in chunks, with progress and cancelling. */
export async function driveRun(
  run: KernelRun,
  totalBars: number,
  control: RunControl,
): Promise<void> {
  const watched = control.signal !== undefined || control.onProgress !== undefined;
  const pauseBars = control.pauseBars ?? (() => BREATH_BARS);
  let nextBreath = pauseBars();
  while (run.advance(CHUNK_BARS)) {
    throwIfAborted(control.signal);
    if (!watched || run.cursor < nextBreath) continue;
    control.onProgress?.({ bars: run.cursor, totalBars, equity: run.equity });
    await breathe();
    throwIfAborted(control.signal);
    nextBreath = run.cursor + pauseBars();
  }
  control.onProgress?.({ bars: run.cursor, totalBars, equity: run.equity });
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

async function runPrepared(
  prepared: PreparedRun,
  market: KernelMarket,
  options: BacktestOptions,
): Promise<BacktestResult> {
  const { bars, config, units, events } = prepared;
  const layer = options.layer ?? "lazy";
  const startedMs = options.now?.() ?? null;
  const run = new KernelRun(market, config, units, events, { layer, trades: true, equity: true });
  await driveRun(run, bars.count, options);
  const output = run.finish();
  const runMs = startedMs === null ? null : (options.now?.() ?? startedMs) - startedMs;
  const { trades, equity } = output;
  if (trades === null || equity === null) throw new Error("a backtest keeps trades and equity");
  const metrics = {
    ...metricsOfRun(output, bars, config, units),
    ...(options.hashes === false ? {} : await resultHashes(trades, equity)),
  };
  return {
    metrics,
    trades,
    equity: equityColumns(bars, equity),
    config,
    engine: { version: ENGINE_VERSION, kernelSha256: KERNEL_SHA256 },
    data: dataIdentity(bars),
    instrumentRules: options.instrumentRules ?? instrumentRules(options.config.instrument),
    timing: {
      loadMs: null,
      runMs,
      nsPerBar: runMs === null ? null : (runMs * 1e6) / metrics.bars,
      layer,
    },
    effectiveRefreshMs: effectiveRefreshMs(Number(config.strategy.orderRefreshMs), bars.intervalMs),
    warnings: runWarnings(prepared, market, metrics),
  };
}

/**
 * Simulates one configuration on bars (docs/semantics.md).
 * @returns metrics by the names of semantics 9, trades and equity as columns, and all that is needed
 * to run it again
 * @throws PerpmillError: every code of the configuration and of the data's fit to it; ABORTED
 */
export async function backtest(options: BacktestOptions): Promise<BacktestResult> {
  throwIfAborted(options.signal);
  const prepared = prepareRun(options);
  const { bars, mark, config, events } = prepared;
  const { market, release } = await leaseMarket(bars, mark, runBytes(bars, config, events));
  try {
    return await runPrepared(prepared, market, options);
  } finally {
    release();
  }
}
