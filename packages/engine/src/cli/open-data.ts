/** From what an option names, files or a data set, to paths; and bars through the cache. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type CacheEvent, openBarsCached } from "../cache/open-bars.js";
import { PerpmillError } from "../errors.js";
import type { Bars, FillRule } from "../market-data/bars.js";
import { fillBars } from "../market-data/fill-bars.js";
import { openBars } from "../market-data/load-node.js";
import type { LoadBarsOptions } from "../market-data/load-options.js";
import {
  allocateBarMemory,
  allocateShared,
  type SharedWith,
  shareable,
} from "../runs/bar-memory.js";
import {
  type DataKind,
  openStore,
  type ReadAs,
  type StoredDataSet,
  type Wanted,
} from "../store/index.js";
import type { CommandContext } from "./context.js";
import { type FillChoice, fillRule } from "./fill-choice.js";
import { homeOrNone } from "./home.js";
import { barFormat, sizeBytes } from "./option-values.js";

/** Options of every command that reads bars. */
export interface SourceOptions {
  readonly home?: string;
  readonly fill?: FillChoice;
  readonly format?: string;
  readonly table?: string;
  readonly rehash?: boolean;
  /** false with `--no-cache` */
  readonly cache?: boolean;
}

/** What all entries of the cache may take, where PERPMILL_CACHE_MAX does not say. */
const CACHE_MAX_BYTES = 10e9;

/**
 * Bytes that the cache may take, null without a limit: PERPMILL_CACHE_MAX, else 10 GB.
 * @throws USAGE
 */
export function cacheLimit({ host, texts }: CommandContext): number | null {
  const text = host.env.PERPMILL_CACHE_MAX;
  if (!text) return CACHE_MAX_BYTES;
  return text === "none" ? null : sizeBytes("PERPMILL_CACHE_MAX", text, texts);
}

/** Paths to read, and what the options or the data set that they belong to say of reading them. */
export interface OpenedSource {
  /** absolute */
  readonly paths: readonly string[];
  readonly fill: FillRule;
  readonly readAs: ReadAs;
  /** of the data set; null when files are named, whose names may tell */
  readonly symbol: string | null;
  /** those among what was named */
  readonly dataSets: readonly StoredDataSet[];
}

/**
 * What `values` name: a path that is there is itself, then names of data sets are tried, and anything
 * else is left to the reader, which says that it is not there.
 * @throws DATASET_AMBIGUOUS, DATASET_NOT_FOUND, DATASET_DAMAGED; USAGE for a data set of
 *   another kind, for a format that there is not, and when data sets are to be read in different ways
 */
export async function openSource(
  values: readonly string[],
  wanted: Wanted,
  options: SourceOptions,
  context: CommandContext,
): Promise<OpenedSource> {
  const home = homeOrNone(options.home, context);
  const paths: string[] = [];
  const dataSets: StoredDataSet[] = [];
  const fills = new Set<FillRule>();
  const formats = new Set<ReadAs["format"]>();
  const tables = new Set<string | null>();
  const symbols = new Set<string | null>();
  for (const value of values) {
    const absolute = resolve(context.host.cwd, value);
    const found =
      home === null || existsSync(absolute) ? null : await openStore(home).resolve(value, wanted);
    if (found !== null) {
      checkKind(found.name, found.id.kind, wanted.kind, context);
      dataSets.push(found);
    }
    paths.push(...(found?.paths ?? [absolute]));
    fills.add(found?.fill ?? "none");
    formats.add(found?.readAs.format ?? null);
    tables.add(found?.readAs.table ?? null);
    symbols.add(found?.id.symbol ?? null);
  }
  const { format, table } = options;
  const { mixedFill, mixedFillHint, mixedFormat, mixedFormatHint } = context.texts.data.messages;
  const mixed = { message: mixedFormat, hint: mixedFormatHint };
  return {
    paths,
    dataSets,
    symbol: symbols.size === 1 ? ([...symbols][0] ?? null) : null,
    fill:
      options.fill === undefined
        ? theOne(fills, { message: mixedFill, hint: mixedFillHint })
        : fillRule(options.fill),
    readAs: {
      format: format === undefined ? theOne(formats, mixed) : barFormat(format, context.texts),
      table: table ?? theOne(tables, mixed),
    },
  };
}

/** What all data sets say. @throws USAGE with `otherwise` when they say different things */
function theOne<Value>(
  values: ReadonlySet<Value>,
  otherwise: { readonly message: string; readonly hint: string },
): Value {
  if (values.size !== 1) throw new PerpmillError("USAGE", otherwise);
  return [...values][0];
}

/** Refuses a premium as bars, funding as mark prices and so on; trades can be made into bars. */
function checkKind(
  name: string,
  kind: DataKind,
  wanted: DataKind,
  { texts }: CommandContext,
): void {
  if (kind === wanted || (kind === "trades" && wanted === "last")) return;
  const { wrongKind, wrongKindHint } = texts.data.messages;
  throw new PerpmillError("USAGE", {
    message: wrongKind(name, kind, wanted),
    hint: wrongKindHint(wanted),
  });
}

/**
 * Bars of files, from the cache where they are known.
 * @param sharedWith threads that will run on them, too; null: none
 * @throws the errors of the readers; USAGE for a wrong PERPMILL_CACHE_MAX
 */
export async function readBars(
  { paths, fill, readAs, symbol }: OpenedSource,
  asked: LoadBarsOptions,
  options: SourceOptions,
  context: CommandContext,
  sharedWith: SharedWith | null = null,
): Promise<{ readonly bars: Bars; readonly fromCache: boolean }> {
  const { host, texts } = context;
  const load = { ...asked, ...readAs, ...(symbol === null ? {} : { symbol }) };
  const home = options.cache === false ? null : homeOrNone(options.home, context);
  const placed = (bars: Bars) => (sharedWith === null ? bars : shareable(bars, sharedWith));
  if (home === null) {
    return { bars: placed(fillBars(await openBars(paths, load), fill)), fromCache: false };
  }
  const onCacheEvent = ({ kind, reason }: CacheEvent): void => {
    if (kind === "notKept") host.stderr.write(`${texts.notKept(reason ?? kind)}\n`);
  };
  const cached = await openBarsCached(
    paths,
    {
      ...load,
      fill,
      rehash: options.rehash,
      maxBytes: cacheLimit(context),
      cacheDir: join(home, "cache"),
      onCacheEvent,
      allocate: sharedWith === null ? allocateBarMemory : allocateShared(sharedWith),
    },
    openBars,
  );
  return { bars: placed(cached.bars), fromCache: cached.hit };
}
