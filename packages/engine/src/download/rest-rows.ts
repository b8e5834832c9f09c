/** Rows of the exchange's REST API, page by page, as lines of the archive's own CSV layout. */
import { PerpmillError } from "../errors.js";
import { API_ROWS, ARCHIVE_INTERVALS, apiPath, type SeriesName } from "./archive-layout.js";
import type { HttpClient } from "./http-client.js";

/** The headers of the archive. Bars first, then funding rates, then aggregate trades. */
const BARS_HEADER =
  "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
const FUNDING_HEADER = "calc_time,funding_interval_hours,last_funding_rate";
export const TRADES_HEADER =
  "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";

/** One row: its time, and its line of CSV; of a settlement without the interval, which REST lacks. */
export interface RestRow {
  /** open time of a bar, time of a settlement or trade; UTC ms */
  readonly timeMs: number;
  readonly line: string;
}

export interface RestRows {
  readonly rows: readonly RestRow[];
  /** the server's clock at the last answer, UTC ms: bars that end after it were left out */
  readonly serverMs: number;
}

/** The header line of the file that is made of a series. */
export function headerOf({ kind }: SeriesName): string {
  if (kind === "trades") return TRADES_HEADER;
  return kind === "funding" ? FUNDING_HEADER : BARS_HEADER;
}

function notRows(url: string, text: string): PerpmillError {
  return new PerpmillError("DOWNLOAD_FAILED", {
    message: `${url} did not answer with rows: ${text.slice(0, 120)}`,
    hint: "Check --api-url: it must be an API laid out like the exchange's.",
  });
}

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,3})?$/i;

function isNumberText(value: unknown): boolean {
  return NUMBER.test(String(value));
}

function barRow(row: unknown): RestRow | null {
  if (!Array.isArray(row) || row.length < 6) return null;
  const cells = [...row.slice(0, 11), ...(row.length > 11 ? [0] : [])];
  if (typeof row[0] !== "number" || !cells.every(isNumberText)) return null;
  return { timeMs: row[0], line: cells.join(",") };
}

function fundingRow(row: unknown): RestRow | null {
  if (typeof row !== "object" || row === null) return null;
  const { fundingTime, fundingRate } = row as Record<string, unknown>;
  if (typeof fundingTime !== "number" || !isNumberText(fundingRate)) return null;
  return { timeMs: fundingTime, line: `${fundingTime},${fundingRate}` };
}

function tradeRow(row: unknown): RestRow | null {
  if (typeof row !== "object" || row === null) return null;
  const { a, p, q, f, l, T, m } = row as Record<string, unknown>;
  const ids = [a, f, l];
  if (typeof T !== "number" || typeof m !== "boolean" || !ids.every(Number.isSafeInteger))
    return null;
  if (!isNumberText(p) || !isNumberText(q)) return null;
  return { timeMs: T, line: [a, p, q, f, l, T, m].join(",") };
}

const ROW_READERS = { funding: fundingRow, trades: tradeRow } as const;

/** Rows of one answer. @throws DOWNLOAD_FAILED when the text is anything else */
export function rowsOf(series: SeriesName, url: string, text: string): RestRow[] {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw notRows(url, text);
  }
  if (!Array.isArray(answer)) throw notRows(url, text);
  const { kind } = series;
  const rows = answer.map(kind === "funding" || kind === "trades" ? ROW_READERS[kind] : barRow);
  const whole = rows.filter((row) => row !== null);
  if (whole.length !== rows.length) throw notRows(url, text);
  return whole;
}

/**
 * The rows of one request.
 * @param url of an API's answer for the series
 * @throws DOWNLOAD_FAILED, ABORTED
 */
export async function restPage(
  client: HttpClient,
  url: string,
  series: SeriesName,
): Promise<RestRows> {
  const answer = await client.text(url);
  if (answer === null) throw notRows(url, "404");
  return { rows: rowsOf(series, url, answer.text), serverMs: answer.dateMs };
}

/**
 * Every finished bar or settlement of `[startMs, endMs)`, in order, each once.
 * @param apiUrl host, without a slash at its end
 * @throws DOWNLOAD_FAILED, ABORTED
 */
export async function restRows(
  client: HttpClient,
  apiUrl: string,
  series: SeriesName,
  startMs: number,
  endMs: number,
): Promise<RestRows> {
  const limit = series.kind === "funding" ? 1000 : API_ROWS[series.market];
  const lengthMs = series.kind === "funding" ? 0 : ARCHIVE_INTERVALS[series.interval];
  const rows: RestRow[] = [];
  let serverMs = 0;
  for (let fromMs = startMs; fromMs < endMs; ) {
    const url = apiUrl + apiPath(series, { startMs: fromMs, endMs: endMs - 1, limit });
    const answer = await restPage(client, url, series);
    serverMs = answer.serverMs;
    const page = answer.rows;
    const seen = fromMs;
    for (const row of page) {
      if (row.timeMs < fromMs || row.timeMs >= endMs) continue;
      fromMs = row.timeMs + 1;
      if (row.timeMs + lengthMs <= serverMs) rows.push(row);
    }
    if (page.length < limit || fromMs === seen) break;
  }
  return { rows, serverMs };
}

/** Time of the first row there ever was, null when there is none. Errors as in `restRows`. */
export async function firstRowMs(
  client: HttpClient,
  apiUrl: string,
  series: SeriesName,
): Promise<number | null> {
  const url = apiUrl + apiPath(series, { startMs: 0, limit: 1 });
  const answer = await client.text(url);
  return answer === null ? null : (rowsOf(series, url, answer.text)[0]?.timeMs ?? null);
}
