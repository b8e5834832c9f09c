/** How one configuration does in each part of the time: as a run of its own, and as a part of the whole. */
import { normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { sliceBars } from "../market-data/views.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { ownStrategy, type RunInputs } from "../runs/prepare.js";
import { metricNames, type SweepMetric } from "../sweeps/metric-columns.js";
import { SweepPool } from "../sweeps/pool.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { ThreadPlatform } from "../sweeps/threads.js";
import { accountOf } from "./account.js";
import { type DailyMetrics, dailyMetrics } from "./daily-metrics.js";
import type { FoldAccount, FoldMarket, FoldScore, JoinedAccount } from "./fold-options.js";
import { type OutOfSampleLuck, outOfSampleLuck } from "./out-of-sample-luck.js";
import type { TimeSplit } from "./split-names.js";
import { type NamedWindow, splitWindows } from "./split-windows.js";

/** What is asked of time splits. */
export interface TimeSplitsRequest {
  readonly config: RunInputs["config"];
  readonly by: TimeSplit;
  /** of each window's own run; `"all"`; default: as a sweep's columns */
  readonly metrics?: readonly string[] | "all" | undefined;
  readonly signal?: AbortSignal | undefined;
  /** called as own runs of windows are done */
  readonly onProgress?:
    | ((progress: { readonly done: number; readonly total: number }) => void)
    | undefined;
}

/** What is asked, and on which market. */
export interface TimeSplitsOptions extends TimeSplitsRequest, FoldMarket {}

/** A window of time. */
export interface SplitWindow extends NamedWindow {
  /** a run of its own from a flat position and the initial balance */
  readonly own: Omit<FoldScore, "objective">;
  /** the window as a part of the whole run */
  readonly part: FoldAccount;
  /** what the whole run made in it, quote */
  readonly profit: number;
}

/** Which windows carry the result of the whole. */
export interface SplitBalance {
  /** windows in which the whole run made money */
  readonly winning: number;
  /** windows by what the whole run made in them, the most first */
  readonly byProfit: readonly number[];
  /** the fewest windows that made half of all that was won in winning ones; 0: none won */
  readonly half: number;
  /** return of the whole without its best window, share of one */
  readonly withoutBest: number;
}

export interface TimeSplitsResult {
  readonly config: NormalisedConfig;
  readonly by: TimeSplit;
  readonly windows: readonly SplitWindow[];
  /** the whole run, as an account by days */
  readonly account: JoinedAccount;
  readonly metrics: DailyMetrics & { readonly fills: number };
  readonly balance: SplitBalance;
  /** null with fewer than 30 days, or where returns do not differ */
  readonly luck: OutOfSampleLuck | null;
  readonly workers: number;
  readonly sharedMemory: boolean;
}

function balanceOf(windows: readonly SplitWindow[]): SplitBalance {
  const byProfit = windows
    .map((_, at) => at)
    .sort((a, b) => windows[b].profit - windows[a].profit || a - b);
  const won = windows.reduce((sum, { profit }) => sum + Math.max(0, profit), 0);
  let half = 0;
  for (let sum = 0; sum < won / 2; half++) sum += windows[byProfit[half]].profit;
  const others = byProfit.slice(1);
  return {
    winning: windows.filter(({ profit }) => profit > 0).length,
    byProfit,
    half,
    withoutBest: others.reduce((growth, at) => growth * (1 + windows[at].part.totalReturn), 1) - 1,
  };
}

function ownOf(
  { outcome, cells }: RowResult,
  metrics: readonly SweepMetric[],
): Omit<FoldScore, "objective"> {
  return {
    outcome,
    metrics: Object.fromEntries(metrics.map((name, at) => [name, cells[at] ?? null])),
  };
}

interface NamedRequest extends Omit<TimeSplitsRequest, "config"> {
  readonly config: unknown;
}

/** The own runs of all windows, on as many threads as there are. */
async function ownRuns(
  pool: SweepPool,
  config: NormalisedConfig,
  windows: readonly NamedWindow[],
  metrics: readonly SweepMetric[],
  { signal, onProgress }: NamedRequest,
): Promise<readonly RowResult[]> {
  const rules = { metrics, giveUpDrawdown: null, dailyReturns: false };
  let done = 0;
  const runOne = async ({ startMs, endMs }: NamedWindow): Promise<RowResult> => {
    const data = { ...config.data, start: startMs, end: endMs };
    const [row] = await pool.run([{ ...config, data }], rules);
    onProgress?.({ done: ++done, total: windows.length });
    return row;
  };
  return pool.during(signal, () => Promise.all(windows.map(runOne)));
}

async function runOn(pool: SweepPool, request: NamedRequest): Promise<TimeSplitsResult> {
  const { bars, funding, userStrategy } = pool.inputs;
  const config = normaliseConfig(request.config, {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding != null,
    strategies: userStrategy == null ? [] : [userStrategy.descriptor],
  });
  const metrics = metricNames(request.metrics);
  const named = splitWindows(sliceBars(bars, config.data.start, config.data.end), request.by);
  const rows = await ownRuns(pool, config, named, metrics, request);
  const { initialBalance } = config.account;
  const { signal } = request;
  const tested = named.map((window) => ({ window, config }));
  const { folds, joined } = await accountOf(pool.inputs, tested, "carry", initialBalance, {
    signal,
  });
  const windows = named.map((window, at): SplitWindow => {
    const part = folds[at];
    const profit = part.finalEquity - part.startEquity;
    return { ...window, own: ownOf(rows[at], metrics), part, profit };
  });
  return {
    config,
    by: request.by,
    windows,
    account: joined,
    metrics: {
      ...dailyMetrics(joined.returns, initialBalance),
      fills: folds.reduce((sum, { fills }) => sum + fills, 0),
    },
    balance: balanceOf(windows),
    luck: outOfSampleLuck(joined.returns),
    workers: pool.workers,
    sharedMemory: pool.sharesMemory,
  };
}

/**
 * Runs one configuration on each part of the time alone, and cuts its run on the whole into the same
 * parts: which of them carry the result.
 * @throws WALK_FORWARD_INVALID; as `backtest`; SWEEP_FAILED, ABORTED
 */
export async function timeSplitsOn(
  options: TimeSplitsOptions,
  platform: ThreadPlatform,
): Promise<TimeSplitsResult> {
  const { pool, workers, bars, mark, funding, userStrategy: given, ...asked } = options;
  throwIfAborted({ signal: asked.signal });
  const { named, own: userStrategy } = ownStrategy({ config: asked.config, userStrategy: given });
  if (pool !== undefined) return runOn(pool, { ...asked, config: named });
  const own = new SweepPool({ bars, mark, funding, userStrategy, workers }, platform);
  try {
    return await runOn(own, { ...asked, config: named });
  } finally {
    own.close();
  }
}
