/** Downloads of an exchange's public archive and API into the store. */
import { PerpmillError } from "../errors.js";
import type { DataStore, StoredDataSet } from "../store/index.js";
import {
  API_URLS,
  ARCHIVE_URL,
  checkSeries,
  type DownloadKind,
  type Market,
} from "./archive-layout.js";
import { type Clock, throwIfAborted, timerSleep } from "./clock.js";
import { type DownloadContext, SeriesDownload, type SeriesNotice } from "./download-series-node.js";
import { HttpClient } from "./http-client.js";
import { monthsAndDays, monthsOf, type Period } from "./periods.js";
import { type DownloadProgress, ProgressMeter } from "./progress.js";

export interface DownloadOptions {
  readonly store: DataStore;
  readonly market: Market;
  /** as the exchange writes it, such as `ETHUSDT` */
  readonly symbol: string;
  /** one of the archive's, such as `1m` */
  readonly interval: string;
  readonly kinds: readonly DownloadKind[];
  /** UTC ms; whole days (funding: whole months) that touch `[fromMs, toMs)` are taken */
  readonly fromMs: number;
  readonly toMs: number;
  /** UTC ms */
  readonly nowMs: () => number;
  readonly sleep?: Clock["sleep"] | undefined;
  /** without a slash at the end; default: the exchange's own */
  readonly archiveUrl?: string | undefined;
  readonly apiUrl?: string | undefined;
  /** files at once, default 4 */
  readonly parallel?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly onNotice?: ((notice: SeriesNotice) => void) | undefined;
  /** time without a byte after which a connection is given up, ms, default 30 000 */
  readonly stallMs?: number | undefined;
  /** process id, for temporary names */
  readonly pid: number;
}

/** What a download did to one data set. */
export interface DownloadedSeries {
  readonly kind: DownloadKind;
  /** as it is now; null when there is nothing of it */
  readonly dataSet: StoredDataSet | null;
  /** months and days that were fetched, were there already, and have no rows */
  readonly fetched: number;
  readonly kept: number;
  readonly empty: number;
}

export interface DownloadReport {
  readonly series: readonly DownloadedSeries[];
  /** bytes that came over the network */
  readonly bytes: number;
}

const DAY_MS = 86_400_000;

interface Task {
  readonly series: SeriesDownload;
  readonly period: Period;
}

type Counts = { fetched: number; kept: number; empty: number };

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/** Works through tasks, some of which bring more, a few at a time; stops at the first failure. */
async function drain(
  queue: Task[],
  parallel: number,
  settle: (task: Task) => Promise<readonly Task[]>,
): Promise<void> {
  const failures: unknown[] = [];
  let running = 0;
  await new Promise<void>((resolve) => {
    const next = (): void => {
      while (running < parallel && queue.length > 0 && failures.length === 0) {
        running += 1;
        settle(queue.shift() as Task)
          .then((more) => queue.unshift(...more))
          .catch((error: unknown) => failures.push(error))
          .finally(() => {
            running -= 1;
            next();
          });
      }
      if (running === 0) resolve();
    };
    next();
  });
  if (failures.length > 0) throw failures[0];
}

function contextOf(options: DownloadOptions, meter: ProgressMeter): DownloadContext {
  const { nowMs, sleep = timerSleep, signal, stallMs, market, store, pid } = options;
  return {
    client: new HttpClient({ clock: { nowMs, sleep }, signal, stallMs }),
    store,
    archiveUrl: withoutSlash(options.archiveUrl ?? ARCHIVE_URL),
    apiUrl: withoutSlash(options.apiUrl ?? API_URLS[market]),
    nowMs,
    meter,
    onNotice: options.onNotice ?? (() => {}),
    pid,
  };
}

/**
 * Brings data sets of the store up to date with the exchange. What is there and unchanged is not
 * fetched again; every archive is checked against its SHA-256 before it is taken in. Ending it at
 * any moment loses nothing that was complete.
 * @throws USAGE, DOWNLOAD_FAILED, DOWNLOAD_CHECKSUM, DOWNLOAD_EMPTY, DATASET_*, ABORTED
 */
export async function downloadMarketData(options: DownloadOptions): Promise<DownloadReport> {
  const { symbol, market, interval, kinds, nowMs, store, signal, parallel = 4 } = options;
  const endMs = Math.min(options.toMs, Math.ceil(nowMs() / DAY_MS) * DAY_MS);
  if (!(options.fromMs < endMs)) {
    throw new PerpmillError("USAGE", {
      message: "the span to download is empty or lies in the future",
      hint: "Give a --from that is past and before --to.",
    });
  }
  const meter = new ProgressMeter(nowMs, options.onProgress ?? (() => {}));
  const context = contextOf(options, meter);
  const all = kinds.map((kind) => {
    const name = { market, symbol, kind, interval };
    checkSeries(name);
    return new SeriesDownload(name, context);
  });
  const counts = new Map<SeriesDownload, Counts>(
    all.map((series) => [series, { fetched: 0, kept: 0, empty: 0 }]),
  );
  const tasks = all.flatMap((series) => {
    const periods =
      series.series.kind === "funding"
        ? monthsOf(options.fromMs, endMs)
        : monthsAndDays(options.fromMs, endMs);
    return periods.map((period) => ({ series, period }));
  });
  meter.plan(tasks.length);
  await drain(tasks, parallel, async ({ series, period }) => {
    throwIfAborted(signal);
    const outcome = await series.settle(period);
    if (outcome === "split") {
      const days = series.daysOf(period);
      meter.plan(days.length - 1);
      return days.map((day) => ({ series, period: day }));
    }
    (counts.get(series) as Counts)[outcome] += 1;
    meter.settled(outcome === "fetched");
    return [];
  });
  const report = await Promise.all(
    all.map(async (series) => ({
      kind: series.series.kind,
      dataSet: await store.get(series.id),
      ...(counts.get(series) as Counts),
    })),
  );
  const none = report.find(({ fetched, kept }) => fetched + kept === 0);
  if (none !== undefined) throw nothingFound(options, none.kind, report.length > 1);
  return { series: report, bytes: meter.bytes };
}

function nothingFound(
  { symbol, market }: DownloadOptions,
  kind: DownloadKind,
  others: boolean,
): PerpmillError {
  return new PerpmillError("DOWNLOAD_EMPTY", {
    message: `the exchange has no ${kind} of ${symbol} (${market}) in that span`,
    hint: `Check symbol, market and span.${others ? " What there is of other kinds was kept." : ""}`,
  });
}
