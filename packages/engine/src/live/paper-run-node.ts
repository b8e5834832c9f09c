/**
 * A backtest that goes on with the market. Live bars, and the mark prices and funding rates beside them,
 * are written to journals and the whole run is made again with them: it takes milliseconds, and a run
 * that was ended and started again cannot differ from one that was not, because both are the same run
 * over the same data.
 */
import type { Bars, FundingSeries, PriceSeries } from "../market-data/bars.js";
import { openTimeMs } from "../market-data/bars.js";
import { loadBars } from "../market-data/load-node.js";
import type { BacktestResult } from "../runs/result.js";
import { withFolderLock } from "../store/folder-lock.js";
import { appendBars } from "./append-bars.js";
import { type FollowOptions, followBatches } from "./follow.js";
import { openWs } from "./follow-node.js";
import { openJournal } from "./journal-node.js";
import { BAR_ROWS, type LiveBar } from "./live-bar.js";
import { csvOfRows } from "./live-row.js";
import { FUNDING_RULES, markRules } from "./side-rules.js";
import { type SideOptions, SideSeries } from "./side-series-node.js";

/** What is run over. What is not there is not followed either. */
export interface PaperData {
  /** as they are in the data, holes not filled */
  readonly bars: Bars;
  /** its interval divides that of the bars */
  readonly mark: PriceSeries | null;
  readonly funding: FundingSeries | null;
}

export interface PaperRunOptions {
  /** what is there already */
  readonly data: PaperData;
  /** where the journals lie; one paper run at a time in a folder */
  readonly folder: string;
  readonly follow: Omit<FollowOptions, "sinceMs" | "intervalMs"> & SideOptions;
  /** as for the data */
  readonly priceDecimals: number | null;
  readonly run: (data: PaperData) => Promise<BacktestResult>;
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
  const { intervalMs } = bars;
  const csv = new TextEncoder().encode(csvOfRows(BAR_ROWS, live));
  return appendBars(bars, await loadBars(csv, { intervalMs, priceDecimals }));
}

/** The interval of mark rows; a series of one row does not tell. */
function markInterval({ bars, mark }: PaperData): number {
  return mark === null || mark.count === 1 ? bars.intervalMs : mark.intervalMs;
}

async function openSides({ data, folder, follow }: PaperRunOptions) {
  const { bars, mark, funding } = data;
  const intervalMs = markInterval(data);
  return {
    mark:
      mark === null
        ? null
        : await SideSeries.open(markRules(intervalMs), mark, { folder, intervalMs }, follow),
    funding:
      funding === null
        ? null
        : await SideSeries.open(
            FUNDING_RULES,
            funding,
            { folder, intervalMs: bars.intervalMs },
            follow,
          ),
  };
}

async function followOn(options: PaperRunOptions): Promise<void> {
  const { run, onResult, priceDecimals, follow, folder, data } = options;
  const { intervalMs, count } = data.bars;
  const lastMs = openTimeMs(data.bars, count - 1);
  const journal = await openJournal(folder, "bars.csv", BAR_ROWS, lastMs);
  const { mark, funding } = await openSides(options);
  let bars = await withLive(data.bars, journal.rows, priceDecimals);
  const runAgain = () =>
    run({ bars, mark: mark?.series ?? null, funding: funding?.series ?? null });
  if (!(await onResult(await runAgain(), []))) return;
  const sinceMs = openTimeMs(bars, bars.count - 1) + intervalMs;
  for await (const batch of followBatches({ ...follow, intervalMs, sinceMs }, openWs)) {
    const more = await withLive(bars, batch, priceDecimals);
    const endMs = batch[batch.length - 1].openTimeMs + intervalMs;
    const span = { startMs: batch[0].openTimeMs, endMs };
    await mark?.takeUpTo(span);
    await funding?.takeUpTo(span);
    await journal.append(batch);
    bars = more;
    if (!(await onResult(await runAgain(), batch))) return;
  }
}

/**
 * Runs over the data and what the journals hold, then over every closed bar as it comes, until
 * `onResult` or the signal ends it.
 * @throws DATASET_BUSY when another process follows in the folder; the errors of `followBars` and
 *   of the run; ABORTED
 */
export async function paperRun(options: PaperRunOptions): Promise<void> {
  await withFolderLock(options.folder, () => followOn(options));
}
