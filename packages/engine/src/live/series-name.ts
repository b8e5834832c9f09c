/** From what is followed to what the exchange calls it. */
import {
  ARCHIVE_INTERVALS,
  checkSeries,
  type DownloadKind,
  type Market,
  type SeriesName,
} from "../download/archive-layout.js";

/** What a followed series is of. */
export interface Followed {
  readonly symbol: string;
  readonly market: Market;
  readonly kind: DownloadKind;
  readonly intervalMs: number;
}

/**
 * The exchange's name of a series.
 * @throws USAGE for a symbol or an interval that the exchange cannot have
 */
export function seriesName({ symbol, market, kind, intervalMs }: Followed): SeriesName {
  const known = Object.entries(ARCHIVE_INTERVALS).find(([, ms]) => ms === intervalMs);
  const series = { market, symbol, kind, interval: known?.[0] ?? `${intervalMs} ms` };
  checkSeries(series);
  return series;
}
