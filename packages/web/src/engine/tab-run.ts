/** A run in the worker: quick for a curve that follows a slider, or whole with its hashes. */
import {
  backtest,
  type EquityColumns,
  type Preview,
  preview,
  type RunControl,
  type RunInputs,
  resultJson,
} from "@perpmill/engine";
import { askFlag, type CancelFlag } from "./cancel-flags";
import { holdWindow } from "./held-window";
import type { TabProgress, TabRequest, TabRun } from "./protocol";
import { holdTrades } from "./trades-calls";

/** How a call is told that it is no longer wanted, and tells how far it is. */
export interface CallControl {
  readonly signal: AbortSignal;
  /** tells it through shared memory; null: only the signal tells */
  readonly flag: CancelFlag | null;
  readonly tell: (progress: TabProgress) => void;
}

type RunRequest = Extract<TabRequest, { kind: "run" }>;

/** Bars between two words of a run of a user's code. */
const USER_PAUSE_BARS = 50_000;

/** A whole run takes long enough for other calls to want their turn, so that it pauses for them. */
function controlOf(
  { signal, flag, tell }: CallControl,
  { quick, strategy }: Pick<RunRequest, "quick" | "strategy">,
): RunControl {
  return {
    onProgress: ({ bars: done, totalBars }) => tell({ done, total: totalBars }),
    signal: quick && flag !== null ? undefined : signal,
    cancelled: askFlag(flag),
    // Whoever waits for code of a user wants to hear that it comes back.
    ...(strategy === null ? {} : { pauseBars: () => USER_PAUSE_BARS }),
  };
}

/** Runs, and keeps the fills to be looked at. Throws PerpmillError. */
export async function runInTab(
  { quick, points, strategy, apart = false }: RunRequest,
  inputs: RunInputs,
  call: CallControl,
): Promise<TabRun> {
  const began = performance.now();
  const options = {
    ...inputs,
    ...controlOf(call, { quick, strategy }),
    now: () => performance.now(),
  };
  const { result, trades, equity } = quick
    ? { ...(await preview({ ...options, points })), equity: null }
    : await whole(options, points);
  if (apart) return { result, totalMs: performance.now() - began };
  holdTrades({ trades, inputs });
  const { initialBalance } = result.config.account;
  holdWindow({ bars: inputs.bars, trades, equity, initialBalance });
  return { result, totalMs: performance.now() - began };
}

async function whole(
  options: Parameters<typeof backtest>[0],
  points: number,
): Promise<Preview & { readonly equity: EquityColumns }> {
  const run = await backtest(options);
  return { result: resultJson(run, { points }), trades: run.trades, equity: run.equity };
}
