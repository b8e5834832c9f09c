/** Reading bars in Node: paths, folders, globs, bytes and streams. */
import type { Bars, FundingSeries, PriceSeries } from "./bars.js";
import { loadBarsFrom } from "./load.js";
import { loadFundingFrom } from "./load-funding.js";
import type { LoadBarsOptions, LoadOptions, LoadSeriesOptions } from "./load-options.js";
import { loadPriceSeriesFrom } from "./load-series.js";
import { type OpenBarsOptions, openBarsFrom, type PlatformFormats } from "./open/open-bars.js";
import {
  type OpenedSeries,
  type OpenSeriesOptions,
  openSeriesFrom,
  type SeriesKind,
} from "./open/open-series.js";
import { nodePlatform } from "./platform-node.js";
import { type BytesSource, sourceOfBytes } from "./source-bytes.js";
import { sourceOfPaths } from "./source-node.js";
import { type LoadTradesOptions, loadTradesFrom } from "./trades/load-trades.js";
import type { Trades } from "./trades/trades.js";

/** Formats that only Node reads. */
const NODE_FORMATS: PlatformFormats = {
  hdf5: async (...given) => (await import("./hdf5/load-hdf5-node.js")).readHdf5From(...given),
};

/** Paths (files, folders, quoted globs), or the content itself. */
export type NodeSource = string | readonly string[] | BytesSource;

/**
 * Bars from CSV files: plain, gzip or zip, one or several.
 * @throws PerpmillError with a BARS_* or FILE_* code, CONFIG_INVALID, ABORTED
 */
export async function loadBars(source: NodeSource, options: LoadBarsOptions = {}): Promise<Bars> {
  return loadBarsFrom(await nodeSource(source), nodePlatform, options);
}

/**
 * Mark, index or premium prices from files laid out like bars.
 * @throws PerpmillError with a BARS_* or FILE_* code, CONFIG_INVALID, ABORTED
 */
export async function loadPriceSeries(
  source: NodeSource,
  kind: PriceSeries["kind"],
  options: LoadSeriesOptions = {},
): Promise<PriceSeries> {
  return loadPriceSeriesFrom(await nodeSource(source), kind, nodePlatform, options);
}

/**
 * Funding rates from `calc_time, funding_interval_hours, last_funding_rate` or `time, rate`.
 * @throws PerpmillError with a FUNDING_*, BARS_* or FILE_* code, ABORTED
 */
export async function loadFunding(
  source: NodeSource,
  options: LoadOptions = {},
): Promise<FundingSeries> {
  return loadFundingFrom(await nodeSource(source), nodePlatform, options);
}

/**
 * Trades from the exchange's archives of aggregate trades or single trades.
 * @throws PerpmillError with TRADES_BAD_ROW, a BARS_* or FILE_* code, CONFIG_INVALID, ABORTED
 */
export async function loadTrades(
  source: NodeSource,
  options: LoadTradesOptions = {},
): Promise<Trades> {
  return loadTradesFrom(await nodeSource(source), nodePlatform, options);
}

/**
 * Bars in any format, recognised by content: K-lines and trades as CSV, Parquet, Arrow and Feather 2,
 * JSON, HDF5 and the older system's cache files; plain, gzip or zip.
 * @throws PerpmillError with a FORMAT_*, BARS_* or FILE_* code, TRADES_BAD_ROW, ARCHIVE_TOO_LARGE,
 *   CONFIG_INVALID, ABORTED
 */
export async function openBars(source: NodeSource, options: OpenBarsOptions = {}): Promise<Bars> {
  return openBarsFrom(await nodeSource(source), nodePlatform, NODE_FORMATS, options);
}

/**
 * Funding rates, mark, index or premium prices, or trades, recognised by content where it tells.
 * @throws PerpmillError with a FORMAT_*, FUNDING_*, BARS_* or FILE_* code, TRADES_BAD_ROW,
 *   CONFIG_INVALID, ABORTED
 */
export function openSeries<Kind extends SeriesKind>(
  source: NodeSource,
  options: OpenSeriesOptions & { readonly kind: Kind },
): Promise<OpenedSeries<Kind>>;
export function openSeries(source: NodeSource, options?: OpenSeriesOptions): Promise<OpenedSeries>;
export async function openSeries(
  source: NodeSource,
  options: OpenSeriesOptions = {},
): Promise<OpenedSeries> {
  return openSeriesFrom(await nodeSource(source), nodePlatform, NODE_FORMATS, options);
}

function nodeSource(source: NodeSource) {
  if (typeof source === "string") return sourceOfPaths([source]);
  if (Array.isArray(source)) return sourceOfPaths(source as readonly string[]);
  return Promise.resolve(sourceOfBytes(source as BytesSource));
}
