/** One entry for what goes beside bars: funding rates, mark, index and premium prices, and trades. */
import { PerpmillError } from "../../errors.js";
import type { FundingSeries, PriceSeries } from "../bars.js";
import { ambiguous, ColumnSeries, kindOfName, noSeries } from "../columns/column-series.js";
import { loadFundingFrom } from "../load-funding.js";
import type { LoadSeriesOptions } from "../load-options.js";
import { loadPriceSeriesFrom } from "../load-series.js";
import type { Platform } from "../platform.js";
import type { Source } from "../read-source.js";
import { loadTradesFrom } from "../trades/load-trades.js";
import type { Trades } from "../trades/trades.js";
import type { BarFormat } from "./bar-formats.js";
import { isWhole, readWholeFrom } from "./load-columns.js";
import type { PlatformFormats } from "./open-bars.js";
import { peek } from "./peek.js";
import { recognise } from "./recognise.js";
import { nodeOnly, refusal } from "./refusal.js";

/** What a series is of. */
export type SeriesKind = PriceSeries["kind"] | "funding" | "trades";

type SeriesOf<Kind extends SeriesKind> = Kind extends "funding"
  ? FundingSeries
  : Kind extends "trades"
    ? Trades
    : PriceSeries;

/** A series and what it is: of any kind, or of those named. */
export type OpenedSeries<Kind extends SeriesKind = SeriesKind> = {
  readonly [K in Kind]: { readonly kind: K; readonly series: SeriesOf<K> };
}[Kind];

export interface OpenSeriesOptions extends LoadSeriesOptions {
  /**
   * reads the content as this. Mark and index prices look alike, so it is needed for them unless
   * their files are named as the exchange names them, with `markPrice` or `indexPrice`
   */
  readonly kind?: SeriesKind | null | undefined;
  /** which table of an HDF5 file that holds several, by its path; default: the only one */
  readonly table?: string | null | undefined;
}

/**
 * The series of all files of a source, joined in time order.
 * @throws FORMAT_UNSUPPORTED for what is no series or could be several, FUNDING_BAD_ROW,
 *   TRADES_BAD_ROW, BARS_*, FILE_*, CONFIG_INVALID, ABORTED
 */
export async function openSeriesFrom(
  source: Source,
  platform: Platform,
  formats: PlatformFormats,
  options: OpenSeriesOptions,
): Promise<OpenedSeries> {
  const { kind: asked = null } = options;
  const { head, file, source: again } = await peek(source, platform);
  const content = recognise(head, file);
  if (content.kind === "refused") throw refusal(content, file);
  if (isColumns(content.kind)) {
    return openColumns(content.kind, asked, { source: again, platform, file }, formats, options);
  }
  if (asked !== null) return openAs(asked, again, platform, options);
  if (content.kind === "funding" || content.kind === "trades") {
    return openAs(content.kind, again, platform, options);
  }
  if (content.kind !== "derived") throw noSeries(content.kind, file);
  const kind = content.negative ? "premium" : kindOfName(file);
  if (kind === null) throw ambiguous(file);
  return openAs(kind, again, platform, options);
}

/** Formats that give typed columns: all but CSV, and but pickles, which only hold bars. */
type ColumnFormat = Exclude<BarFormat, "csv" | "trades" | "pickle">;

function isColumns(kind: string): kind is ColumnFormat {
  return kind === "hdf5" || (isWhole(kind) && kind !== "pickle");
}

async function openColumns(
  format: ColumnFormat,
  asked: SeriesKind | null,
  { source, platform, file }: { source: Source; platform: Platform; file: string },
  formats: PlatformFormats,
  options: OpenSeriesOptions,
): Promise<OpenedSeries> {
  if (asked === "trades") throw noTradesIn(format, file);
  const series = new ColumnSeries(asked, options);
  if (format !== "hdf5") {
    return series.finish(await readWholeFrom(source, platform, options, null, series));
  }
  const read = formats.hdf5;
  if (read === undefined) throw nodeOnly(format, file);
  return series.finish(await read(source, platform, options, series));
}

function noTradesIn(format: string, file: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", {
    message: `trades are read from CSV, not from ${format}`,
    where: { file, field: "kind" },
    hint: "Take the exchange's own archive of aggTrades, or write the trades as CSV.",
  });
}

async function openAs(
  kind: SeriesKind,
  source: Source,
  platform: Platform,
  options: LoadSeriesOptions,
): Promise<OpenedSeries> {
  if (kind === "funding") {
    return { kind, series: await loadFundingFrom(source, platform, options) };
  }
  if (kind === "trades") return { kind, series: await loadTradesFrom(source, platform, options) };
  return { kind, series: await loadPriceSeriesFrom(source, kind, platform, options) };
}
