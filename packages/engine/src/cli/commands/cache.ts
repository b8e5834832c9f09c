/** `perpmill cache`: what is prepared, and removing, rebuilding and checking it. */
import { basename, join } from "node:path";
import { type CacheEntry, cacheStatus } from "../../cache/cache-entries.js";
import { clearCache, trimCache } from "../../cache/clear-cache.js";
import { rebuildCache, verifyCache } from "../../cache/verify-cache.js";
import { PerpmillError } from "../../errors.js";
import { openBars } from "../../market-data/load-node.js";
import { dateText, intervalText, numberText } from "../../reports/number-text.js";
import { damagedFile, openStore, type VerifiedFile, verifyDataSet } from "../../store/index.js";
import {
  type ClearSweeps,
  clearSweeps,
  type KeptSweep,
  keptSweeps,
} from "../../sweeps/kept-sweeps-node.js";
import type { CommandContext } from "../context.js";
import { fillChoice } from "../fill-choice.js";
import { type HomeOption, homeOf } from "../home.js";
import { cacheLimit } from "../open-data.js";
import { sizeBytes, spanMs } from "../option-values.js";
import { coloursOf } from "../print/colours.js";
import { startProgress } from "../print/progress.js";
import { sizeText } from "../print/size-text.js";
import { tableText } from "../print/table.js";

export interface CacheOptions extends HomeOption {
  readonly json?: boolean;
}

export interface CacheClearOptions extends CacheOptions {
  readonly olderThan?: string;
  readonly maxSize?: string;
  readonly sweeps?: boolean;
}

const KEY_SHOWN = 8;

function cacheDirOf(options: CacheOptions, context: CommandContext): string {
  return join(homeOf(options, context), "cache");
}

function print(
  value: unknown,
  lines: readonly string[],
  json: boolean | undefined,
  { host }: CommandContext,
): void {
  host.stdout.write(
    json === true ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join("\n")}\n`,
  );
}

function count(value: number): string {
  return numberText(value, "count");
}

/** Base names of what an entry was made from, and the options that were not the default. */
function madeFromText({ madeFrom }: CacheEntry, { texts }: CommandContext): string {
  if (madeFrom === null) return "–";
  const [first, ...more] = madeFrom.files;
  const words = [first === undefined ? "–" : basename(first.path)];
  if (more.length > 0) words.push(texts.data.moreFiles(more.length));
  if (madeFrom.fill !== "none") words.push(`fill=${fillChoice(madeFrom.fill)}`);
  if (madeFrom.priceDecimals !== null) words.push(`priceDecimals=${madeFrom.priceDecimals}`);
  if (madeFrom.onBadRow !== "error") words.push(`onBadRow=${madeFrom.onBadRow}`);
  if (madeFrom.format !== null) words.push(`format=${madeFrom.format}`);
  if (madeFrom.table !== null) words.push(`table=${madeFrom.table}`);
  return words.join(" ");
}

function entryRow(entry: CacheEntry, context: CommandContext): string[] {
  const { bars, state } = entry;
  const span =
    bars === null
      ? context.texts.data.states[state]
      : `${dateText(bars.firstOpenMs)} → ${dateText(bars.lastOpenMs)} ${intervalText(bars.intervalMs)}`;
  return [
    entry.key.slice(0, KEY_SHOWN),
    span,
    bars === null ? "–" : count(bars.count),
    sizeText(entry.bytes),
    count(entry.hits),
    count(entry.misses),
    madeFromText(entry, context),
  ];
}

function sweepsDirOf(options: CacheOptions, context: CommandContext): string {
  return join(homeOf(options, context), "sweeps");
}

/** Sweeps whose rows are kept, as a table. */
function keptLines(kept: readonly KeptSweep[], { host, texts }: CommandContext): string[] {
  if (kept.length === 0) return [];
  const paint = coloursOf(host.stdout, host.env);
  const { columns, keptSweeps: title } = texts.data;
  const bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  const head = [columns.entry, columns.rows, columns.size, columns.added].map((one) =>
    paint.dim(one),
  );
  const rows = kept.map((one) => [
    one.name.slice(0, KEY_SHOWN),
    count(one.rows),
    sizeText(one.bytes),
    dateText(one.addedMs),
  ]);
  return [
    "",
    paint.bold(title(count(kept.length), sizeText(bytes))),
    tableText([head, ...rows], "lrrr"),
  ];
}

/**
 * Prints what the cache holds.
 * @throws USAGE
 */
export async function cacheStatusCommand(
  options: CacheOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const limit = cacheLimit(context);
  const status = await cacheStatus(cacheDirOf(options, context));
  const { entries, bytes, hits, misses } = status;
  const { columns, cacheSummary, cacheUses, noLimit } = texts.data;
  const paint = coloursOf(host.stdout, host.env);
  const titles = [columns.entry, columns.span, columns.bars, columns.size, columns.hits];
  const head = [...titles, columns.misses, columns.madeFrom].map((title) => paint.dim(title));
  const share = hits + misses === 0 ? "–" : numberText(hits / (hits + misses), "share");
  const lines = [
    paint.bold(status.cacheDir),
    cacheSummary(
      count(entries.length),
      sizeText(bytes),
      limit === null ? noLimit : sizeText(limit),
    ),
    cacheUses(count(hits), count(misses), share),
  ];
  if (entries.length > 0) {
    const rows = entries.map((entry) => entryRow(entry, context));
    lines.push("", tableText([head, ...rows], "llrrrrl"));
  }
  const kept = await keptSweeps(sweepsDirOf(options, context));
  lines.push(...keptLines(kept, context));
  print({ ...status, maxBytes: limit, sweeps: kept }, lines, options.json, context);
}

/** Removes kept sweeps. */
async function clearKept(
  options: CacheClearOptions,
  chosen: ClearSweeps,
  context: CommandContext,
): Promise<void> {
  const removed = await clearSweeps(sweepsDirOf(options, context), chosen);
  const bytes = removed.reduce((sum, one) => sum + one.bytes, 0);
  const sum = { entries: removed.length, bytes };
  const { cleared } = context.texts.data;
  print(sum, [cleared(count(sum.entries), sizeText(bytes))], options.json, context);
}

/**
 * Removes entries, or sweeps that are kept.
 * @throws USAGE
 */
export async function cacheClearCommand(
  options: CacheClearOptions,
  context: CommandContext,
): Promise<void> {
  const { texts } = context;
  const cacheDir = cacheDirOf(options, context);
  const { olderThan, maxSize } = options;
  const maxBytes = maxSize === undefined ? null : sizeBytes("--max-size", maxSize, texts);
  const olderThanMs = olderThan === undefined ? null : spanMs(olderThan, texts, "--older-than");
  if (options.sweeps === true) {
    const beforeMs = olderThanMs === null ? null : context.host.utcMs() - olderThanMs;
    await clearKept(options, { beforeMs, maxBytes }, context);
    return;
  }
  const none = { entries: 0, bytes: 0 };
  const trimmed = maxBytes === null ? none : await trimCache(cacheDir, maxBytes);
  const whole = maxBytes === null || olderThanMs !== null;
  const cleared = whole ? await clearCache(cacheDir, { olderThanMs }) : none;
  const sum = {
    entries: trimmed.entries + cleared.entries,
    bytes: trimmed.bytes + cleared.bytes,
  };
  print(sum, [texts.data.cleared(count(sum.entries), sizeText(sum.bytes))], options.json, context);
}

/**
 * Makes every entry again.
 * @throws USAGE, ABORTED
 */
export async function cacheRebuildCommand(
  options: CacheOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const progress = await startProgress(host, texts.reading);
  const onProgress = (done: number, total: number) =>
    progress.report(done / total, `${done}/${total}`);
  try {
    const work = { signal: host.signal, onProgress };
    const rebuilt = await rebuildCache(cacheDirOf(options, context), openBars, work);
    const failed = rebuilt.filter(({ newKey }) => newKey === null);
    const lines = [
      texts.data.rebuilt(count(rebuilt.length - failed.length), count(rebuilt.length)),
      ...failed.map(({ key, reason }) =>
        texts.data.notRebuilt(key.slice(0, KEY_SHOWN), reason ?? ""),
      ),
    ];
    print(rebuilt, lines, options.json, context);
  } finally {
    progress.end();
  }
}

/** Every file of every data set, read again. Throws ABORTED, DATASET_DAMAGED for a record */
async function verifyStore(
  home: string,
  { host }: CommandContext,
  onFile: (done: number, total: number) => void,
): Promise<readonly VerifiedFile[]> {
  const dataSets = await openStore(home).list();
  const total = dataSets.reduce((sum, { files }) => sum + files.length, 0);
  const verified: VerifiedFile[] = [];
  let done = 0;
  for (const dataSet of dataSets) {
    const counted = (): void => onFile(++done, total);
    verified.push(...(await verifyDataSet(dataSet, host.signal, counted)));
  }
  return verified;
}

/**
 * Checks every byte of the cache, every remembered source, and every file of the data sets.
 * @throws after printing: CACHE_DAMAGED when an entry is damaged, DATASET_DAMAGED when a file of a
 *   data set is not what was stored; USAGE, ABORTED
 */
export async function cacheVerifyCommand(
  options: CacheOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const progress = await startProgress(host, texts.reading);
  const onProgress = (done: number, total: number) =>
    progress.report(done / total, `${done}/${total}`);
  let found: Awaited<ReturnType<typeof verifyCache>>;
  let files: readonly VerifiedFile[];
  try {
    found = await verifyCache(cacheDirOf(options, context), { signal: host.signal, onProgress });
    files = await verifyStore(homeOf(options, context), context, onProgress);
  } finally {
    progress.end();
  }
  const { entries, sources } = found;
  const bad = entries.filter(({ state }) => state !== "whole");
  const others = sources.filter(({ state }) => state !== "same");
  const harmed = files.filter(({ state }) => state !== "same");
  const { verified, states, sourcesSame, sourceStates, filesSame, fileStates } = texts.data;
  const lines = [
    verified(count(entries.length - bad.length), count(entries.length)),
    ...bad.map(({ path, state, reason }) => `  ${path}: ${states[state]}, ${reason ?? ""}`),
    sourcesSame(count(sources.length - others.length), count(sources.length)),
    ...others.map((source) => `  ${source.files.join(", ")}: ${sourceStates[source.state]}`),
    filesSame(count(files.length - harmed.length), count(files.length)),
    ...harmed.map(({ dataSet, path, state }) => `  ${dataSet}, ${path}: ${fileStates[state]}`),
  ];
  print({ ...found, dataSetFiles: files }, lines, options.json, context);
  const damaged = entries.filter(({ state }) => state === "damaged");
  if (damaged.length > 0) {
    throw new PerpmillError("CACHE_DAMAGED", {
      message: texts.data.messages.cacheDamaged(damaged.length),
      where: { file: damaged[0].path },
      hint: texts.data.rebuildHint,
    });
  }
  if (harmed.length > 0) throw damagedFile(harmed[0]);
}
