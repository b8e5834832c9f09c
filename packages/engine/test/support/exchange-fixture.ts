/** A small exchange on the local server: hourly bars of one symbol, as archive and as API. */
import {
  apiPath,
  archiveName,
  archivePath,
  type SeriesName,
} from "../../src/download/archive-layout.js";
import { type ArchiveServer, publish, zipOf } from "./archive-server.js";

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** The archive ends here and the API goes on. */
export const ARCHIVE_END_MS = Date.UTC(2024, 2, 14);
export const NOW_MS = Date.UTC(2024, 2, 15, 10, 30);
export const LISTED_MS = Date.UTC(2023, 11, 20);

export const KLINES: SeriesName = {
  market: "um",
  symbol: "ETHUSDT",
  kind: "klines",
  interval: "1h",
};
export const FUNDING: SeriesName = { ...KLINES, kind: "funding" };
export const TRADES: SeriesName = { ...KLINES, kind: "trades" };
const MINUTE_MS = 60_000;
const TRADES_HEADER =
  "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";

const BARS_HEADER =
  "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
const FUNDING_HEADER = "calc_time,funding_interval_hours,last_funding_rate";

/** The cells of the bar that opens at a time, the same every time. */
export function barCells(openMs: number): (string | number)[] {
  const hour = openMs / HOUR_MS;
  const open = 2000 + (hour % 97);
  const close = 2000 + ((hour + 1) % 97);
  const texts = [open, Math.max(open, close) + 1.5, Math.min(open, close) - 1.25, close];
  const prices = texts.map((price) => price.toFixed(2));
  const volume = (100 + (hour % 7)).toFixed(3);
  return [openMs, ...prices, volume, openMs + HOUR_MS - 1, "1.0", 5, "50.000", "0.5", "0"];
}

function openTimes(startMs: number, endMs: number): number[] {
  const first = Math.max(LISTED_MS, startMs);
  const count = Math.max(0, Math.ceil((endMs - first) / HOUR_MS));
  return Array.from({ length: count }, (_, at) => first + at * HOUR_MS);
}

/** The CSV of the archive for a span. */
export function barsText(startMs: number, endMs: number): string {
  const lines = openTimes(startMs, endMs).map((openMs) => `${barCells(openMs).join(",")}\n`);
  return `${BARS_HEADER}\n${lines.join("")}`;
}

function settlements(startMs: number, endMs: number): number[] {
  return openTimes(startMs, endMs).filter((ms) => ms % (8 * HOUR_MS) === 0);
}

/** The trade with an id, one a minute since the listing, the same every time. */
export function tradeAt(id: number) {
  const price = (2000 + (id % 37) / 4).toFixed(2);
  const time = LISTED_MS + id * MINUTE_MS + (id % 50) * 1000;
  return { a: id, p: price, q: ((id % 9) + 1).toFixed(3), f: id, l: id, T: time, m: id % 3 === 0 };
}

/** Ids of the trades of a span. */
function tradeIds(startMs: number, endMs: number): number[] {
  const ids: number[] = [];
  for (let id = Math.max(0, Math.floor((startMs - LISTED_MS) / MINUTE_MS) - 1); ; id += 1) {
    const { T } = tradeAt(id);
    if (T >= endMs) return ids;
    if (T >= startMs) ids.push(id);
  }
}

/** The CSV of trades for a span. */
export function tradesText(startMs: number, endMs: number): string {
  const lines = tradeIds(startMs, endMs).map((id) => `${Object.values(tradeAt(id)).join(",")}\n`);
  return `${TRADES_HEADER}\n${lines.join("")}`;
}

function rateOf(ms: number): string {
  return ((((ms / HOUR_MS / 8) % 11) - 3) / 10_000).toFixed(8);
}

/** The CSV of funding rates for a span. */
export function fundingText(startMs: number, endMs: number): string {
  const lines = settlements(startMs, endMs).map((ms) => `${ms},8,${rateOf(ms)}\n`);
  return `${FUNDING_HEADER}\n${lines.join("")}`;
}

/** Puts one month (`2024-01`) or day of a series into the archive. */
export function publishPeriod(
  server: ArchiveServer,
  series: SeriesName,
  name: string,
  [startMs, endMs]: readonly [number, number],
): void {
  const textOf = { funding: fundingText, trades: tradesText } as const;
  const { kind } = series;
  const makeText = kind === "funding" || kind === "trades" ? textOf[kind] : barsText;
  const text = makeText(startMs, endMs);
  publish(server, archivePath(series, name), zipOf(`${archiveName(series, name)}.csv`, text));
}

/** Serves bars and funding rates as the REST API does; a bar is there as soon as it opens. */
export function serveApi(server: ArchiveServer): void {
  const range = (query: URLSearchParams) =>
    [Number(query.get("startTime")), Number(query.get("endTime") ?? server.clockMs) + 1] as const;
  const cut = <Row>(query: URLSearchParams, rows: Row[]): Row[] =>
    rows.slice(0, Number(query.get("limit")));
  const path = (series: SeriesName) =>
    apiPath(series, { startMs: 0, limit: 1 }).replace(/\?.*$/, "");
  server.api.set(path(KLINES), (query) => {
    const [startMs, endMs] = range(query);
    const times = openTimes(
      Math.ceil(startMs / HOUR_MS) * HOUR_MS,
      Math.min(endMs, server.clockMs),
    );
    return cut(query, times).map(barCells);
  });
  server.api.set(path(FUNDING), (query) => {
    const [startMs, endMs] = range(query);
    const times = settlements(
      Math.ceil(startMs / HOUR_MS) * HOUR_MS,
      Math.min(endMs, server.clockMs),
    );
    return cut(query, times).map((ms) => ({
      symbol: "ETHUSDT",
      fundingTime: ms,
      fundingRate: rateOf(ms),
      markPrice: "2000.0",
    }));
  });
}

/** Serves trades by id, or by time for less than an hour at once; those up to now. */
export function serveTrades(server: ArchiveServer): void {
  server.api.set("/fapi/v1/aggTrades", (query) => {
    const limit = Number(query.get("limit"));
    const fromId = query.get("fromId");
    if (fromId !== null) {
      const ids = Array.from({ length: limit }, (_, at) => Number(fromId) + at);
      return ids.map(tradeAt).filter(({ T }) => T <= server.clockMs);
    }
    const [startMs, endMs] = [Number(query.get("startTime")), Number(query.get("endTime"))];
    if (!(endMs - startMs < HOUR_MS)) return { code: -1127, msg: "More than 1 hour" };
    const last = Math.min(endMs, server.clockMs) + 1;
    return tradeIds(startMs, last).slice(0, limit).map(tradeAt);
  });
}

/** Months January and February, the days of March up to the archive's end, and the API. */
export function fillExchange(server: ArchiveServer): void {
  server.clockMs = NOW_MS;
  const months = [Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)];
  for (const series of [KLINES, FUNDING]) {
    publishPeriod(server, series, "2024-01", [months[0], months[1]]);
    publishPeriod(server, series, "2024-02", [months[1], months[2]]);
  }
  for (let day = months[2]; day < ARCHIVE_END_MS; day += DAY_MS) {
    const name = new Date(day).toISOString().slice(0, 10);
    publishPeriod(server, KLINES, name, [day, day + DAY_MS]);
  }
  serveApi(server);
  serveTrades(server);
}
