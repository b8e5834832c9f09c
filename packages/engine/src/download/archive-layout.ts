/** Where the exchange's public archive and its REST API keep what. */
import { PerpmillError } from "../errors.js";

/** Futures margined in stable coins, futures margined in the coin, and spot. */
export const MARKETS = ["um", "cm", "spot"] as const;
export type Market = (typeof MARKETS)[number];

/** Last-price bars, bars of derived prices, settled funding rates, aggregate trades. */
export const DOWNLOAD_KINDS = ["klines", "mark", "index", "premium", "funding", "trades"] as const;
export type DownloadKind = (typeof DOWNLOAD_KINDS)[number];

/** Intervals that the archive has in daily files too. */
export const ARCHIVE_INTERVALS: Readonly<Record<string, number>> = {
  "1m": 60_000,
  "3m": 180_000,
  "5m": 300_000,
  "15m": 900_000,
  "30m": 1_800_000,
  "1h": 3_600_000,
  "2h": 7_200_000,
  "4h": 14_400_000,
  "6h": 21_600_000,
  "8h": 28_800_000,
  "12h": 43_200_000,
  "1d": 86_400_000,
};

/** One series: what is downloaded into one folder. */
export interface SeriesName {
  readonly market: Market;
  /** as the exchange writes it, such as `ETHUSDT` */
  readonly symbol: string;
  readonly kind: DownloadKind;
  /** a key of ARCHIVE_INTERVALS; of no meaning for funding and trades */
  readonly interval: string;
}

export const ARCHIVE_URL = "https://data.binance.vision";

/** Default REST host of each market. */
export const API_URLS: Readonly<Record<Market, string>> = {
  um: "https://fapi.binance.com",
  cm: "https://dapi.binance.com",
  spot: "https://api.binance.com",
};

const ARCHIVE_FOLDER: Readonly<Record<DownloadKind, string>> = {
  klines: "klines",
  mark: "markPriceKlines",
  index: "indexPriceKlines",
  premium: "premiumIndexKlines",
  funding: "fundingRate",
  trades: "aggTrades",
};

/** Whether the rows of a kind are of an interval. */
export function isOfInterval(kind: DownloadKind): boolean {
  return kind !== "funding" && kind !== "trades";
}

const API_PREFIX: Readonly<Record<Market, string>> = {
  um: "/fapi/v1",
  cm: "/dapi/v1",
  spot: "/api/v3",
};

/** Rows in one answer of the REST API, at most. */
export const API_ROWS: Readonly<Record<Market, number>> = { um: 1500, cm: 1500, spot: 1000 };

/**
 * Checks what is asked for before any request.
 * @throws USAGE
 */
export function checkSeries({ market, symbol, kind, interval }: SeriesName): void {
  const wrong = (message: string, hint: string): never => {
    throw new PerpmillError("USAGE", { message, hint });
  };
  // Capitals of any script: some contracts have Chinese names.
  if (!/^[\p{Lu}\p{Lo}\p{N}]{2,30}(_[A-Z0-9]{2,20})?$/u.test(symbol)) {
    wrong(`${symbol} is not a symbol of the exchange`, "Write it as the exchange does: ETHUSDT.");
  }
  if (market === "spot" && kind !== "klines" && kind !== "trades") {
    wrong(`the spot market has no ${kind}`, "Leave --kinds out, or choose --market um.");
  }
  if (isOfInterval(kind) && !Object.hasOwn(ARCHIVE_INTERVALS, interval)) {
    const known = Object.keys(ARCHIVE_INTERVALS).join(", ");
    wrong(
      `the archive has no interval ${interval}`,
      `There are ${known}; longer ones are made of these.`,
    );
  }
}

/** The pair of a contract, by which index prices go: `ETHUSD` of `ETHUSD_PERP`. */
function pairOf(symbol: string): string {
  return symbol.replace(/_.*$/, "");
}

/** Base name, without ending, of the archive's file for a month `2024-01` or a day `2024-01-05`. */
export function archiveName(series: SeriesName, period: string): string {
  const symbol = series.kind === "index" ? pairOf(series.symbol) : series.symbol;
  const middle = isOfInterval(series.kind) ? series.interval : ARCHIVE_FOLDER[series.kind];
  return `${symbol}-${middle}-${period}`;
}

/** Path below the archive's host of the zip for a month or a day. */
export function archivePath(series: SeriesName, period: string): string {
  const { market, kind, interval } = series;
  const symbol = kind === "index" ? pairOf(series.symbol) : series.symbol;
  return [
    "/data",
    market === "spot" ? "spot" : `futures/${market}`,
    period.length === 7 ? "monthly" : "daily",
    ARCHIVE_FOLDER[kind],
    encodeURIComponent(symbol),
    ...(isOfInterval(kind) ? [interval] : []),
    `${encodeURIComponent(archiveName(series, period))}.zip`,
  ].join("/");
}

/** Which rows are asked for: those of a time, both ends included, or trades from an id on. */
export type RowRange =
  | { readonly startMs: number; readonly endMs?: number; readonly limit: number }
  | { readonly fromId: number; readonly limit: number };

/** Path and query of the REST request for rows. */
export function apiPath(series: SeriesName, range: RowRange): string {
  const { market, symbol, kind, interval } = series;
  const query = new URLSearchParams();
  if (kind === "index") query.set("pair", pairOf(symbol));
  else query.set("symbol", symbol);
  if (isOfInterval(kind)) query.set("interval", interval);
  if ("fromId" in range) query.set("fromId", String(range.fromId));
  else {
    query.set("startTime", String(range.startMs));
    if (range.endMs !== undefined) query.set("endTime", String(range.endMs));
  }
  query.set("limit", String(range.limit));
  return `${API_PREFIX[market]}/${ARCHIVE_FOLDER[kind]}?${query}`;
}
