/** Reading bars in a browser: bytes, files and streams, no paths. */
import type { Bars, FundingSeries, PriceSeries } from "./bars.js";
import { loadBarsFrom } from "./load.js";
import { loadFundingFrom } from "./load-funding.js";
import type { LoadBarsOptions, LoadOptions, LoadSeriesOptions } from "./load-options.js";
import { loadPriceSeriesFrom } from "./load-series.js";
import { type OpenBarsOptions, openBarsFrom } from "./open/open-bars.js";
import {
  type OpenedSeries,
  type OpenSeriesOptions,
  openSeriesFrom,
  type SeriesKind,
} from "./open/open-series.js";
import { browserPlatform } from "./platform-browser.js";
import type { Source } from "./read-source.js";
import { type BytesSource, sourceOfBytes } from "./source-bytes.js";
import { type LoadTradesOptions, loadTradesFrom } from "./trades/load-trades.js";
import type { Trades } from "./trades/trades.js";

/** One content, or several files that are joined in time order. */
export type BrowserSource = BytesSource | readonly BytesSource[];

/**
 * Bars from CSV files: plain, gzip or zip, one or several.
 * @throws PerpmillError with a BARS_* or FILE_* code, CONFIG_INVALID, ABORTED
 */
export function loadBars(source: BrowserSource, options: LoadBarsOptions = {}): Promise<Bars> {
  return loadBarsFrom(browserSource(source), browserPlatform, options);
}

/**
 * Mark, index or premium prices from files laid out like bars.
 * @throws PerpmillError with a BARS_* or FILE_* code, CONFIG_INVALID, ABORTED
 */
export function loadPriceSeries(
  source: BrowserSource,
  kind: PriceSeries["kind"],
  options: LoadSeriesOptions = {},
): Promise<PriceSeries> {
  return loadPriceSeriesFrom(browserSource(source), kind, browserPlatform, options);
}

/**
 * Funding rates from `calc_time, funding_interval_hours, last_funding_rate` or `time, rate`.
 * @throws PerpmillError with a FUNDING_*, BARS_* or FILE_* code, ABORTED
 */
export function loadFunding(
  source: BrowserSource,
  options: LoadOptions = {},
): Promise<FundingSeries> {
  return loadFundingFrom(browserSource(source), browserPlatform, options);
}

/**
 * Trades from the exchange's archives of aggregate trades or single trades.
 * @throws PerpmillError with TRADES_BAD_ROW, a BARS_* or FILE_* code, CONFIG_INVALID, ABORTED
 */
export function loadTrades(
  source: BrowserSource,
  options: LoadTradesOptions = {},
): Promise<Trades> {
  return loadTradesFrom(browserSource(source), browserPlatform, options);
}

/**
 * Bars in any format, recognised by content: K-lines and trades as CSV, Parquet, Arrow and Feather 2,
 * JSON; plain, gzip or zip.
 * @throws PerpmillError with a FORMAT_*, BARS_* or FILE_* code, TRADES_BAD_ROW, ARCHIVE_TOO_LARGE,
 *   CONFIG_INVALID, ABORTED
 */
export function openBars(source: BrowserSource, options: OpenBarsOptions = {}): Promise<Bars> {
  return openBarsFrom(browserSource(source), browserPlatform, {}, options);
}

/**
 * Funding rates, mark, index or premium prices, or trades, recognised by content where it tells.
 * @throws PerpmillError with a FORMAT_*, FUNDING_*, BARS_* or FILE_* code, TRADES_BAD_ROW,
 *   CONFIG_INVALID, ABORTED
 */
export function openSeries<Kind extends SeriesKind>(
  source: BrowserSource,
  options: OpenSeriesOptions & { readonly kind: Kind },
): Promise<OpenedSeries<Kind>>;
export function openSeries(
  source: BrowserSource,
  options?: OpenSeriesOptions,
): Promise<OpenedSeries>;
export function openSeries(
  source: BrowserSource,
  options: OpenSeriesOptions = {},
): Promise<OpenedSeries> {
  return openSeriesFrom(browserSource(source), browserPlatform, {}, options);
}

function browserSource(source: BrowserSource): Source {
  if (!Array.isArray(source)) return sourceOfBytes(source as BytesSource);
  const files = (source as readonly BytesSource[]).flatMap(
    (content) => sourceOfBytes(content).files,
  );
  return { name: files.length === 1 ? files[0].name : `${files.length} files`, files };
}
