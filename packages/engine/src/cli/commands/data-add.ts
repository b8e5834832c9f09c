/** `perpmill data add`: files of the user as a data set, copied once they were read without error. */
import { rm } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { PerpmillError } from "../../errors.js";
import { openTimeMs } from "../../market-data/bars.js";
import { symbolOf } from "../../market-data/load.js";
import { openBars, openSeries } from "../../market-data/load-node.js";
import { sourceOfPaths } from "../../market-data/source-node.js";
import { numberText } from "../../reports/number-text.js";
import {
  AS_RECOGNISED,
  copyIntoStore,
  type DataSetId,
  hasInterval,
  intervalName,
  type NewFile,
  openStore,
  type ReadAs,
  type StoredDataSet,
} from "../../store/index.js";
import type { CommandContext } from "../context.js";
import { type FillChoice, fillRule } from "../fill-choice.js";
import { homeOf } from "../home.js";
import { barFormat, spanMs } from "../option-values.js";
import { startProgress } from "../print/progress.js";
import { type DataOptions, dataSetsText } from "./data.js";

export interface DataAddOptions extends DataOptions {
  readonly market?: string;
  readonly symbol?: string;
  readonly fill?: FillChoice;
  readonly interval?: string;
  readonly format?: string;
  readonly table?: string;
}

/** What reading told of rows. */
interface Read {
  readonly rows: number;
  /** null for rows without one */
  readonly intervalMs: number | null;
  readonly fromMs: number;
  /** the time that the rows end before */
  readonly toMs: number;
}

interface HowToRead {
  readonly kind: DataSetId["kind"];
  readonly intervalMs: number | undefined;
  readonly readAs: Partial<ReadAs>;
  readonly signal: AbortSignal;
}

async function readRows(
  paths: readonly string[],
  { kind, intervalMs, readAs, signal }: HowToRead,
): Promise<Read> {
  if (kind === "funding" || kind === "trades") {
    const { count, timeMs } = (await openSeries(paths, { kind, signal })).series;
    return { rows: count, intervalMs: null, fromMs: timeMs[0], toMs: timeMs[count - 1] + 1 };
  }
  if (kind === "last") {
    const bars = await openBars(paths, { signal, intervalMs, ...readAs });
    const toMs = openTimeMs(bars, bars.count - 1) + bars.intervalMs;
    return { rows: bars.count, intervalMs: bars.intervalMs, fromMs: openTimeMs(bars, 0), toMs };
  }
  const { series } = await openSeries(paths, { kind, signal, intervalMs });
  const { count, openTimeMs: times } = series;
  const toMs = times[count - 1] + series.intervalMs;
  return { rows: count, intervalMs: series.intervalMs, fromMs: times[0], toMs };
}

/** Words in the names of the exchange's own files, and what such files hold. */
const KIND_WORDS: readonly (readonly [RegExp, DataSetId["kind"]])[] = [
  [/markPrice/i, "mark"],
  [/indexPrice/i, "index"],
  [/premiumIndex/i, "premium"],
  [/fundingRate/i, "funding"],
  [/aggTrades/i, "trades"],
];

/** What the names of all files say that they hold; `last` where they do not say. */
function kindByName(names: readonly string[]): DataSetId["kind"] {
  const found = KIND_WORDS.find(([word]) => names.every((name) => word.test(name)));
  return found?.[1] ?? "last";
}

/** Paths by file name, which must be unlike. */
function byName(paths: readonly string[], { texts }: CommandContext): Map<string, string> {
  const named = new Map<string, string>();
  for (const path of paths) {
    const name = basename(path);
    if (named.has(name)) {
      const { sameName, sameNameHint } = texts.data.messages;
      throw new PerpmillError("USAGE", { message: sameName(name), hint: sameNameHint });
    }
    named.set(name, path);
  }
  return named;
}

/**
 * What the options say of reading bars.
 * @throws USAGE when the rows are no bars, or for a format that there is not
 */
function readAsAsked(
  { format, table }: DataAddOptions,
  kind: DataSetId["kind"],
  { texts }: CommandContext,
): Partial<ReadAs> {
  if (kind !== "last" && (format !== undefined || table !== undefined)) {
    const { onlyBarsHaveFormat, onlyBarsHaveFormatHint } = texts.data.messages;
    throw new PerpmillError("USAGE", {
      message: onlyBarsHaveFormat(kind),
      hint: onlyBarsHaveFormatHint,
    });
  }
  return {
    ...(format === undefined ? {} : { format: barFormat(format, texts) }),
    ...(table === undefined ? {} : { table }),
  };
}

/** Copies files and makes them part of a data set; without a trace when one cannot be copied. */
async function addFiles(
  paths: readonly string[],
  copy: (path: string) => Promise<NewFile>,
  finish: (put: readonly NewFile[]) => Promise<StoredDataSet>,
): Promise<StoredDataSet> {
  const put: NewFile[] = [];
  try {
    for (const path of paths) put.push(await copy(path));
    return await finish(put);
  } catch (error) {
    for (const { movedFrom } of put) if (movedFrom !== null) await rm(movedFrom, { force: true });
    throw error;
  }
}

/**
 * Reads the files together with what the data set has, copies them, and prints the data set.
 * @throws the errors of the readers, USAGE, CONFIG_INVALID, DATASET_*, ABORTED; then nothing changed
 */
export async function dataAddCommand(
  sources: readonly string[],
  options: DataAddOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const { market = "um", json, fill } = options;
  const store = openStore(homeOf(options, context));
  const askedMs = options.interval === undefined ? undefined : spanMs(options.interval, texts);
  const source = await sourceOfPaths(sources.map((path) => resolve(host.cwd, path)));
  const paths = byName(
    source.files.map((file) => file.path ?? file.name),
    context,
  );
  const kind = options.kind ?? kindByName([...paths.keys()]);
  const symbol = (options.symbol ?? symbolOf(source))?.toUpperCase();
  if (symbol === undefined) {
    const { noSymbol, noSymbolHint } = texts.data.messages;
    throw new PerpmillError("USAGE", { message: noSymbol, hint: noSymbolHint });
  }
  const asked = readAsAsked(options, kind, context);
  const { signal } = host;
  const progress = await startProgress(host, texts.reading);
  try {
    const first = { kind, intervalMs: askedMs, readAs: asked, signal };
    const whole = await readRows([...paths.values()], first);
    const { intervalMs } = whole;
    const interval = hasInterval(kind) && intervalMs !== null ? intervalName(intervalMs) : null;
    const id: DataSetId = { market, symbol, kind, interval };
    const before = await store.get(id);
    const readAs = { ...(before?.readAs ?? AS_RECOGNISED), ...asked };
    const how = { ...first, intervalMs: intervalMs ?? undefined, readAs };
    if (before !== null) {
      const kept = before.paths.filter((path) => !paths.has(basename(path)));
      await readRows([...kept, ...paths.values()], how);
    }
    const dataSet = await addFiles(
      [...paths.values()],
      async (path) => {
        progress.report(null, basename(path));
        const covers = paths.size === 1 ? whole : await readRows([path], how);
        return copyIntoStore(path, store.folderOf(id), covers, signal);
      },
      (put) =>
        store.change(id, { put, readAs, ...(fill === undefined ? {} : { fill: fillRule(fill) }) }),
    );
    if (json === true) {
      host.stdout.write(`${JSON.stringify(dataSet, null, 2)}\n`);
      return;
    }
    const added = texts.data.added(
      dataSet.name,
      numberText(paths.size, "count"),
      numberText(whole.rows, "count"),
    );
    host.stdout.write(`${added}\n${dataSetsText([dataSet], context)}\n`);
  } finally {
    progress.end();
  }
}
