/** Mark prices and funding of the small exchange: as files, and as its REST API gives them. */
import { apiPath, type SeriesName } from "../../src/download/archive-layout.js";
import type { ArchiveServer } from "./archive-server.js";
import { barCells, FUNDING, KLINES } from "./exchange-fixture.js";

const HOUR_MS = 3_600_000;
const MARK: SeriesName = { ...KLINES, kind: "mark" };

/** What REST does not have: rows that open from here on, UTC ms, and rows that it never had. */
export interface Missing {
  untilMs: number;
  never: ReadonlySet<number>;
}

/** The cells of the mark row that opens at a time: the bar's prices, some way off. */
export function markCells(openMs: number): (string | number)[] {
  const [, open, high, low, close] = barCells(openMs).map(Number);
  const off = ((openMs / HOUR_MS) % 13) / 10 - 0.6;
  const prices = [open, high, low, close].map((price) => (price + off).toFixed(8));
  return [openMs, ...prices, "0", openMs + HOUR_MS - 1, "0", 60, "0", "0", "0"];
}

function hours(fromMs: number, toMs: number, never: ReadonlySet<number>): number[] {
  const first = Math.ceil(fromMs / HOUR_MS);
  const count = Math.max(0, Math.ceil(toMs / HOUR_MS) - first);
  const times = Array.from({ length: count }, (_, at) => (first + at) * HOUR_MS);
  return times.filter((time) => !never.has(time));
}

const NONE: ReadonlySet<number> = new Set();

/** A file of mark prices for `[startMs, endMs)`. */
export function markText(startMs: number, endMs: number, never = NONE): string {
  const lines = hours(startMs, endMs, never).map((time) => `${markCells(time).join(",")}\n`);
  return lines.join("");
}

/** Settlements, some ms after the full hour, every eight hours and from a day on every four. */
function settlements(fromMs: number, toMs: number): number[] {
  const isSettled = (time: number) => {
    const everyHours = new Date(time).getUTCDate() >= 15 ? 4 : 8;
    return (time / HOUR_MS) % everyHours === 0;
  };
  const times = hours(fromMs - HOUR_MS, toMs, NONE).filter(isSettled);
  return times.map((time) => time + ((time / HOUR_MS) % 3)).filter((time) => time >= fromMs);
}

function rateOf(timeMs: number): string {
  return (((Math.floor(timeMs / HOUR_MS / 4) % 11) - 3) / 2000).toFixed(8);
}

/** A file of funding rates for `[startMs, endMs)`. */
export function fundingText(startMs: number, endMs: number): string {
  const lines = settlements(startMs, endMs).map((time) => `${time},8,${rateOf(time)}\n`);
  return `calc_time,funding_interval_hours,last_funding_rate\n${lines.join("")}`;
}

/** Serves both; what is missing can be changed while it does. */
export function serveSides(
  server: ArchiveServer,
  missing: { readonly mark: Missing; readonly funding: Missing },
): void {
  const path = (series: SeriesName) =>
    apiPath(series, { startMs: 0, limit: 1 }).replace(/\?.*$/, "");
  const range = (query: URLSearchParams, { untilMs }: Missing) =>
    [
      Number(query.get("startTime")),
      Math.min(Number(query.get("endTime")) + 1, server.clockMs, untilMs),
    ] as const;
  server.api.set(path(MARK), (query) =>
    hours(...range(query, missing.mark), missing.mark.never)
      .slice(0, Number(query.get("limit")))
      .map(markCells),
  );
  server.api.set(path(FUNDING), (query) =>
    settlements(...range(query, missing.funding))
      .slice(0, Number(query.get("limit")))
      .map((time) => ({ symbol: "ETHUSDT", fundingTime: time, fundingRate: rateOf(time) })),
  );
}

/** Nothing is missing. */
export function nothingMissing(): Missing {
  return { untilMs: Number.POSITIVE_INFINITY, never: NONE };
}
