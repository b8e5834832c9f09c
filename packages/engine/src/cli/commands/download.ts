/** `perpmill data download`: data sets of an exchange into the data directory. */
import { DOWNLOAD_KINDS, type DownloadKind, type MARKETS } from "../../download/archive-layout.js";
import {
  type DownloadedSeries,
  type DownloadOptions,
  type DownloadReport,
  downloadMarketData,
} from "../../download/download-node.js";
import type { SeriesNotice } from "../../download/download-series-node.js";
import { periodOf } from "../../download/periods.js";
import type { DownloadProgress } from "../../download/progress.js";
import { PerpmillError } from "../../errors.js";
import { minuteText, spanText } from "../../reports/number-text.js";
import { openStore } from "../../store/index.js";
import type { CommandContext } from "../context.js";
import { type HomeOption, homeOf } from "../home.js";
import { wholeNumber } from "../option-values.js";
import { type Progress, startProgress } from "../print/progress.js";
import { sizeText } from "../print/size-text.js";

export interface DownloadCommandOptions extends HomeOption {
  readonly market?: (typeof MARKETS)[number];
  readonly interval?: string;
  readonly from: string;
  readonly to?: string;
  readonly kinds?: string;
  readonly parallel?: string;
  readonly exchange?: string;
  readonly archiveUrl?: string;
  readonly apiUrl?: string;
  readonly json?: boolean;
}

function kindsOf(text: string, { texts }: CommandContext): DownloadKind[] {
  return text.split(",").map((part) => {
    const kind = DOWNLOAD_KINDS.find((name) => name === part.trim());
    if (kind !== undefined) return kind;
    throw new PerpmillError("USAGE", {
      message: texts.download.badKind(part),
      hint: texts.download.badKindHint(DOWNLOAD_KINDS.join(", ")),
    });
  });
}

function reporter(progress: Progress, { texts }: CommandContext): (seen: DownloadProgress) => void {
  return ({ done, total, bytes, bytesPerSecond, remainingMs }) => {
    const { perSecond, left } = texts.download;
    const parts = [`${done}/${total}`, sizeText(bytes)];
    parts.push(perSecond(sizeText(bytesPerSecond)));
    // Seconds are enough: tenths would only flicker.
    if (remainingMs !== null) parts.push(left(spanText(Math.ceil(remainingMs / 1000) * 1000)));
    progress.report(total === 0 ? null : done / total, parts.join("  "));
  };
}

function noticeText({ kind, file }: SeriesNotice, { texts }: CommandContext): string {
  return `${texts.download[kind](file)}\n`;
}

function seriesText(series: DownloadedSeries, { texts }: CommandContext): string[] {
  const { dataSet, kind, fetched, kept, empty } = series;
  const { nothing, counts } = texts.download;
  if (dataSet === null) return [nothing(kind)];
  const { name, fromMs, toMs, bytes } = dataSet;
  const span = `${minuteText(fromMs ?? Number.NaN)} … ${minuteText(toMs ?? Number.NaN)}`;
  return [
    `${name}  ${span}  ${sizeText(bytes)}`,
    `  ${counts(String(fetched), String(kept), String(empty))}`,
  ];
}

/** What `--json` prints: times in UTC ms, sizes in bytes. */
function jsonOf(report: DownloadReport): object {
  return {
    bytes: report.bytes,
    dataSets: report.series.map(({ kind, dataSet, fetched, kept, empty }) => ({
      kind,
      name: dataSet?.name ?? null,
      folder: dataSet?.folder ?? null,
      files: dataSet?.files.length ?? 0,
      bytes: dataSet?.bytes ?? 0,
      fromMs: dataSet?.fromMs ?? null,
      toMs: dataSet?.toMs ?? null,
      fetched,
      kept,
      empty,
    })),
  };
}

function downloadOptions(
  symbol: string,
  options: DownloadCommandOptions,
  context: CommandContext,
): DownloadOptions {
  const { host, texts } = context;
  const { parallel, to } = options;
  return {
    store: openStore(homeOf(options, context)),
    market: options.market ?? "um",
    symbol: symbol.toUpperCase(),
    interval: options.interval ?? "1m",
    kinds: kindsOf(options.kinds ?? "klines", context),
    fromMs: periodOf("--from", options.from).startMs,
    toMs: to === undefined ? Number.MAX_SAFE_INTEGER : periodOf("--to", to).endMs,
    nowMs: host.utcMs,
    archiveUrl: options.archiveUrl ?? (host.env.PERPMILL_ARCHIVE_URL || undefined),
    // The variable is that of the exchange whose archive it is.
    apiUrl:
      options.apiUrl ?? (options.exchange ? undefined : host.env.PERPMILL_API_URL || undefined),
    parallel: parallel === undefined ? undefined : wholeNumber("--parallel", parallel, 1, texts),
    signal: host.signal,
    onNotice: (notice) => host.stderr.write(noticeText(notice, context)),
    pid: host.pid,
  };
}

/**
 * Downloads and says what there is now.
 * @throws USAGE, DOWNLOAD_*, DATASET_*, ABORTED
 */
export async function downloadCommand(
  symbol: string,
  options: DownloadCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const asked = downloadOptions(symbol, options, context);
  const startedMs = host.nowMs();
  const progress = await startProgress(host, texts.download.downloading);
  let report: DownloadReport;
  try {
    const onProgress = reporter(progress, context);
    const { exchange } = options;
    if (exchange === undefined) report = await downloadMarketData({ ...asked, onProgress });
    else {
      const { downloadFromVenue } = await import("../../download/venue-node.js");
      report = await downloadFromVenue({ ...asked, exchange, onProgress });
    }
  } finally {
    progress.end();
  }
  if (options.json === true) {
    host.stdout.write(`${JSON.stringify(jsonOf(report), null, 2)}\n`);
    return;
  }
  const lines = report.series.flatMap((series) => seriesText(series, context));
  lines.push(texts.download.total(sizeText(report.bytes), spanText(host.nowMs() - startedMs)));
  host.stdout.write(`${lines.join("\n")}\n`);
}
