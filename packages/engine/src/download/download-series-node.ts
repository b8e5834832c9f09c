/**
 * One series into the store: whole months of the archive, days where a month is not there, and the
 * REST API for days that the archive does not have yet. What a run fetched replaces what it makes
 * superfluous: a month its days, a day of the archive the same day of the API.
 */
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PerpmillError } from "../errors.js";
import type { DataSetId, DataStore } from "../store/index.js";
import {
  ARCHIVE_INTERVALS,
  archiveName,
  archivePath,
  isOfInterval,
  type SeriesName,
} from "./archive-layout.js";
import { fetchFile, publishedSha256 } from "./fetch-file-node.js";
import { FUNDING_LEAD_MS, withFundingHours } from "./funding-hours.js";
import type { HttpClient } from "./http-client.js";
import { daysOf, type Period } from "./periods.js";
import type { ProgressMeter } from "./progress.js";
import { firstRowMs, headerOf, type RestRows, restRows } from "./rest-rows.js";
import { tradesOfDay } from "./rest-trades-node.js";
import { SeriesFiles } from "./series-files-node.js";

/** What became of one month or day. */
export type PeriodOutcome =
  | "fetched"
  /** it was there and is still what the server has */
  | "kept"
  /** neither the archive nor the API has rows of it */
  | "empty"
  /** the archive has no file of the month; its days are asked for */
  | "split";

export interface SeriesNotice {
  readonly kind: "unverified" | "changed";
  /** the file's name */
  readonly file: string;
}

/** What all series of a download share. */
export interface DownloadContext {
  readonly client: HttpClient;
  readonly store: DataStore;
  readonly archiveUrl: string;
  readonly apiUrl: string;
  readonly nowMs: () => number;
  readonly meter: ProgressMeter;
  readonly onNotice: (notice: SeriesNotice) => void;
  /** process id, for temporary names */
  readonly pid: number;
}

/** The data set that a series of the archive becomes. */
export function dataSetOf({ market, symbol, kind, interval }: SeriesName): DataSetId {
  return {
    market,
    symbol,
    kind: kind === "klines" ? "last" : kind,
    interval: isOfInterval(kind) ? interval : null,
  };
}

export class SeriesDownload {
  readonly series: SeriesName;
  readonly id: DataSetId;
  readonly #context: DownloadContext;
  readonly #files: SeriesFiles;
  #firstMs: Promise<number | null> | null = null;

  constructor(series: SeriesName, context: DownloadContext) {
    this.series = series;
    this.id = dataSetOf(series);
    this.#context = context;
    this.#files = new SeriesFiles(context.store, this.id);
  }

  /** Brings one month or day up to date. Throws DOWNLOAD_*, DATASET_*, ABORTED */
  async settle(period: Period): Promise<PeriodOutcome> {
    if (await this.#files.isInLarger(period)) return "kept";
    const outcome = await this.#fromArchive(period);
    if (outcome !== null) return outcome;
    const splits = period.name.length === 7 && this.series.kind !== "funding";
    const firstMs = await this.#firstRow().catch((error: unknown) => {
      // The days may be in the archive although the API cannot be reached.
      if (splits && error instanceof PerpmillError && error.code === "DOWNLOAD_FAILED") return 0;
      throw error;
    });
    if (firstMs === null || period.endMs <= firstMs) return "empty";
    if (splits) return "split";
    return this.series.kind === "trades" ? this.#tradesFromApi(period) : this.#fromApi(period);
  }

  /** The days that stand in for a month. */
  daysOf(month: Period): Period[] {
    return daysOf(month.startMs, Math.min(month.endMs, this.#context.nowMs()));
  }

  async #fromArchive(period: Period): Promise<PeriodOutcome | null> {
    const { client, archiveUrl, nowMs, meter, onNotice } = this.#context;
    // Nothing is published of a month or day that is not over.
    if (period.endMs > nowMs()) return null;
    const url = archiveUrl + archivePath(this.series, period.name);
    const name = `${archiveName(this.series, period.name)}.zip`;
    const published = await publishedSha256(client, url);
    const before = await this.#files.stored(name);
    if (before !== null && (published === null || published === before.sha256)) return "kept";
    const received = (bytes: number): void => meter.received(bytes);
    const fetched = await fetchFile(client, url, this.#files.folder, published, received);
    if (fetched === null) return null;
    if (!fetched.verified) onNotice({ kind: "unverified", file: name });
    if (before !== null) onNotice({ kind: "changed", file: name });
    await this.#files.put(period, {
      name,
      bytes: fetched.bytes,
      sha256: fetched.sha256,
      source: url,
      fromMs: period.startMs,
      toMs: period.endMs,
      movedFrom: fetched.path,
    });
    return "fetched";
  }

  async #fromApi(period: Period): Promise<PeriodOutcome> {
    const { apiUrl, meter, pid } = this.#context;
    const name = `${archiveName(this.series, period.name)}.csv`;
    const before = await this.#files.stored(name);
    if (before !== null && before.toMs === period.endMs) return "kept";
    const { startMs } = period;
    const { rows, serverMs } = await this.#restRows(period);
    if (rows.length === 0) return "empty";
    const lines = rows.map(({ line }) => `${line}\n`);
    const content = `${headerOf(this.series)}\n${lines.join("")}`;
    meter.received(Buffer.byteLength(content));
    const sha256 = createHash("sha256").update(content).digest("hex");
    const lastMs = rows[rows.length - 1].timeMs;
    const toMs = Math.min(period.endMs, this.#coveredUntil(lastMs, serverMs));
    if (before?.sha256 === sha256 && toMs < period.endMs) return "kept";
    const { folder } = this.#files;
    const temporary = join(folder, `.${name}.${pid}.part`);
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, content, { flush: true });
    await this.#files.put(period, {
      name,
      bytes: Buffer.byteLength(content),
      sha256,
      source: apiUrl,
      fromMs: startMs,
      toMs,
      movedFrom: temporary,
    });
    return "fetched";
  }

  async #restRows({ startMs, endMs: endOfPeriodMs }: Period): Promise<RestRows> {
    const { client, apiUrl, nowMs } = this.#context;
    const { series } = this;
    const endMs = Math.min(endOfPeriodMs, nowMs());
    if (series.kind !== "funding") return restRows(client, apiUrl, series, startMs, endMs);
    const leadMs = startMs - FUNDING_LEAD_MS;
    const { rows, serverMs } = await restRows(client, apiUrl, series, leadMs, endMs);
    return { rows: withFundingHours(rows, startMs), serverMs };
  }

  async #tradesFromApi(period: Period): Promise<PeriodOutcome> {
    const { client, apiUrl, nowMs, meter } = this.#context;
    const { series } = this;
    const name = `${archiveName(series, period.name)}.csv`;
    const before = await this.#files.stored(name);
    if (before !== null && before.toMs === period.endMs) return "kept";
    const onBytes = (bytes: number): void => meter.received(bytes);
    const { folder } = this.#files;
    const file = await tradesOfDay({
      client,
      apiUrl,
      series,
      period,
      folder,
      name,
      before,
      nowMs,
      onBytes,
    });
    if (file === null) return "empty";
    if (file.sha256 === before?.sha256 && file.toMs === before.toMs) {
      await rm(file.movedFrom, { force: true });
      return "kept";
    }
    await this.#files.put(period, file);
    return "fetched";
  }

  /** The end of what is known: bars that the server had finished when it answered. */
  #coveredUntil(lastMs: number, serverMs: number): number {
    if (this.series.kind === "funding") return Math.max(lastMs + 1, serverMs);
    const lengthMs = ARCHIVE_INTERVALS[this.series.interval];
    return Math.max(lastMs + lengthMs, Math.floor(serverMs / lengthMs) * lengthMs);
  }

  /** When trading began, asked once; null when there never was any. */
  #firstRow(): Promise<number | null> {
    const { client, apiUrl } = this.#context;
    // old trades are not in the API; their bars are
    const bars = { ...this.series, kind: "klines", interval: "1d" } as const;
    const asked = this.series.kind === "trades" ? bars : this.series;
    this.#firstMs ??= firstRowMs(client, apiUrl, asked);
    return this.#firstMs;
  }
}
