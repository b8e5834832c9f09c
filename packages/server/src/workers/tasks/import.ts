/** Reads files that were just brought, so that they are checked, known, and in the cache. */
import { basename } from "node:path";
import {
  type Bars,
  openSeries,
  openTimeMs,
  PerpmillError,
  type SeriesKind,
} from "@perpmill/engine";
import { ProgressMeter } from "../progress-meter.js";
import type { DataFacts, ImportTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { readBars, seriesOptions } from "../warm-data.js";

const SERIES_KINDS: readonly SeriesKind[] = ["mark", "index", "premium", "funding", "trades"];

/** Words in the names of the exchange's own files, and what such files hold. */
const KIND_WORDS: readonly (readonly [RegExp, SeriesKind])[] = [
  [/markPrice/i, "mark"],
  [/indexPrice/i, "index"],
  [/premiumIndex/i, "premium"],
  [/fundingRate/i, "funding"],
  [/aggTrades/i, "trades"],
];

/** Throws the codes of the readers; FORMAT_UNSUPPORTED for what is neither bars nor a series. */
export async function importFiles(
  task: ImportTask,
  context: TaskContext,
): Promise<TaskResult<ImportTask>> {
  const kind = task.dataKind ?? kindByName(task.files.paths);
  return { kind: "import", facts: await factsAs(kind, task, context) };
}

function kindByName(paths: readonly string[]): SeriesKind | null {
  const found = KIND_WORDS.find(([word]) => paths.every((path) => word.test(basename(path))));
  return found?.[1] ?? null;
}

async function factsAs(
  kind: string | null,
  task: ImportTask,
  context: TaskContext,
): Promise<DataFacts> {
  if (kind === "last") return readAsBars(task, context);
  const asked = SERIES_KINDS.find((one) => one === kind);
  if (asked !== undefined) return readAsSeries(asked, task, context);
  try {
    return await readAsBars(task, context);
  } catch (error) {
    if (!(error instanceof PerpmillError) || error.code !== "FORMAT_UNSUPPORTED") throw error;
    return readAsSeries(null, task, context);
  }
}

async function readAsBars(task: ImportTask, { signal, steadyMs, tell }: TaskContext) {
  const meter = new ProgressMeter("bytes", steadyMs, tell);
  const onBytes = (done: number, total: number | null): void => meter.count({ done, total });
  const { bars } = await readBars(task.files, task.places, { signal, onBytes });
  return factsOfBars(bars);
}

function factsOfBars(bars: Bars): DataFacts {
  return {
    kind: "last",
    symbol: bars.symbol,
    intervalMs: bars.intervalMs,
    rows: bars.count,
    firstMs: openTimeMs(bars, 0),
    lastMs: openTimeMs(bars, bars.count - 1),
    holes: bars.holes,
    skippedRows: bars.skippedRows,
    filledRows: bars.filledRows ?? 0,
    priceDecimals: bars.priceDecimals,
    hasVolume: bars.volume !== null,
    md5: bars.source.md5,
  };
}

async function readAsSeries(
  asked: SeriesKind | null,
  { files }: ImportTask,
  { signal, steadyMs, tell }: TaskContext,
): Promise<DataFacts> {
  const meter = new ProgressMeter("bytes", steadyMs, tell);
  const opened = await openSeries(files.paths, {
    ...seriesOptions(files, asked, signal),
    onProgress: ({ bytes, totalBytes }) => meter.count({ done: bytes, total: totalBytes }),
  });
  const { kind, series } = opened;
  const timed = kind === "funding" || kind === "trades";
  const times = timed ? series.timeMs : series.openTimeMs;
  return {
    kind,
    symbol: kind === "trades" ? series.symbol : null,
    intervalMs: timed ? null : series.intervalMs,
    rows: series.count,
    firstMs: times[0],
    lastMs: times[series.count - 1],
    holes: 0,
    skippedRows: kind === "trades" ? series.skippedRows : 0,
    filledRows: 0,
    priceDecimals: kind === "trades" ? series.priceDecimals : null,
    hasVolume: null,
    md5: series.source.md5,
  };
}
