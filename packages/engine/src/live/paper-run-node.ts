/**
 * A backtest that goes on with the market. Live bars are written to a journal and the whole run is made
 * again with them: it takes milliseconds, and a run that was ended and started again cannot differ
 * from one that was not, because both are the same run over the same bars.
 */
import type { Bars } from "../market-data/bars.js";
import { openTimeMs } from "../market-data/bars.js";
import { loadBars } from "../market-data/load-node.js";
import type { BacktestResult } from "../runs/result.js";
import { withFolderLock } from "../store/folder-lock.js";
import { appendBars } from "./append-bars.js";
import { type FollowOptions, followBatches } from "./follow.js";
import { openWs } from "./follow-node.js";
import { type Journal, openJournal } from "./journal-node.js";
import { barLine, LIVE_HEADER, type LiveBar } from "./live-bar.js";

export interface PaperRunOptions {
  /** the data that are there already */
  readonly bars: Bars;
  /** where the journal lies; one paper run at a time in a folder */
  readonly folder: string;
  readonly follow: Omit<FollowOptions, "sinceMs" | "intervalMs">;
  /** as for the data */
  readonly priceDecimals: number | null;
  /** runs over bars */
  readonly run: (bars: Bars) => Promise<BacktestResult>;
  /**
   * Called after the first run with no new bars, then after every batch.
   * @returns false to end
   */
  readonly onResult: (result: BacktestResult, news: readonly LiveBar[]) => Promise<boolean>;
}

async function withLive(
  bars: Bars,
  live: readonly LiveBar[],
  priceDecimals: number | null,
): Promise<Bars> {
  if (live.length === 0) return bars;
  const csv = `${LIVE_HEADER}\n${live.map((bar) => `${barLine(bar)}\n`).join("")}`;
  const { intervalMs } = bars;
  const more = await loadBars(new TextEncoder().encode(csv), { intervalMs, priceDecimals });
  return appendBars(bars, more);
}

async function followOn(options: PaperRunOptions, journal: Journal): Promise<void> {
  const { run, onResult, priceDecimals, follow } = options;
  let bars = await withLive(options.bars, journal.bars, priceDecimals);
  if (!(await onResult(await run(bars), []))) return;
  const { intervalMs } = bars;
  const sinceMs = openTimeMs(bars, bars.count - 1) + intervalMs;
  for await (const batch of followBatches({ ...follow, intervalMs, sinceMs }, openWs)) {
    await journal.append(batch);
    bars = await withLive(bars, batch, priceDecimals);
    if (!(await onResult(await run(bars), batch))) return;
  }
}

/**
 * Runs over the data and what the journal holds, then over every closed bar as it comes, until
 * `onResult` or the signal ends it.
 * @throws DATASET_BUSY when another process follows in the folder; the errors of `followBars` and
 *   of the run; ABORTED
 */
export async function paperRun(options: PaperRunOptions): Promise<void> {
  const lastMs = openTimeMs(options.bars, options.bars.count - 1);
  await withFolderLock(options.folder, async () =>
    followOn(options, await openJournal(options.folder, lastMs)),
  );
}
