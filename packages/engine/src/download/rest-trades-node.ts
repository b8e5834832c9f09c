/**
 * Trades of a day that the archive does not have yet, from the REST API by their ids: the first one of
 * the day by its time, then page by page, each of which is on the disk before the next is asked for.
 */
import { copyFile, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { PerpmillError } from "../errors.js";
import { type NewFile, type StoredFile, sha256OfFile } from "../store/index.js";
import { apiPath, type RowRange, type SeriesName } from "./archive-layout.js";
import type { HttpClient } from "./http-client.js";
import type { Period } from "./periods.js";
import { type RestRow, restPage } from "./rest-rows.js";
import {
  appendTrades,
  beginTradesPart,
  readTradesPart,
  type TradesPart,
} from "./trades-part-node.js";

/** Both ends given, the API answers for less than an hour. */
const WINDOW_MS = 3_600_000;
const PAGE_ROWS = 1000;
/** Trades of a day that is over may still be on their way into the API. */
const SETTLED_MS = 60_000;

/** What a day of trades is asked with. */
export interface TradesRequest {
  readonly client: HttpClient;
  readonly apiUrl: string;
  readonly series: SeriesName;
  readonly period: Period;
  /** of the data set; the part that grows lies in it */
  readonly folder: string;
  /** name of the file that is made */
  readonly name: string;
  /** what there is of an unfinished day, which is gone on with */
  readonly before: StoredFile | null;
  readonly nowMs: () => number;
  readonly onBytes: (bytes: number) => void;
}

/**
 * The trades of a day as far as there are any.
 * @returns a file under a temporary name; null when nothing was traded. What was fetched before a
 *   failure, or the end of the process, stays beside it and is gone on with the next time
 * @throws DOWNLOAD_FAILED, ABORTED and what the file system throws
 */
export async function tradesOfDay(
  request: TradesRequest,
): Promise<(NewFile & { readonly movedFrom: string }) | null> {
  const { folder, name, period, before, apiUrl } = request;
  const part = join(folder, `.${name}.part`);
  await mkdir(folder, { recursive: true });
  let had = await readTradesPart(part, period);
  if (had === null && before !== null) {
    await copyFile(join(folder, name), part);
    had = await readTradesPart(part, period);
  }
  const fromId = had === null ? await firstIdOf(request) : had.lastId + 1;
  if (fromId === null) {
    await rm(part, { force: true });
    return null;
  }
  await beginTradesPart(part, had);
  const complete = await appendPages(request, part, fromId);
  const whole = await checked(part, period, had?.rows ?? 0);
  return {
    name,
    bytes: whole.bytes,
    sha256: await sha256OfFile(part),
    source: apiUrl,
    fromMs: period.startMs,
    toMs: complete ? period.endMs : whole.lastMs + 1,
    movedFrom: part,
  };
}

async function firstIdOf(request: TradesRequest): Promise<number | null> {
  const { period, nowMs } = request;
  const endMs = Math.min(period.endMs, nowMs());
  for (let startMs = period.startMs; startMs < endMs; startMs += WINDOW_MS) {
    const range = { startMs, endMs: Math.min(startMs + WINDOW_MS, period.endMs) - 1, limit: 1 };
    const { rows } = await page(request, range);
    const inside = rows.find(({ timeMs }) => timeMs >= startMs && timeMs < period.endMs);
    if (inside !== undefined) return idOf(inside);
  }
  return null;
}

/** Appends every trade from an id on. @returns whether the day is over and all of it is there */
async function appendPages(
  request: TradesRequest,
  part: string,
  firstId: number,
): Promise<boolean> {
  const { period, onBytes } = request;
  for (let fromId = firstId; ; ) {
    const { rows, serverMs } = await page(request, { fromId, limit: PAGE_ROWS });
    checkIds(rows, fromId);
    const inside = rows.filter(({ timeMs }) => timeMs < period.endMs);
    if (inside.length > 0) onBytes(await appendTrades(part, inside));
    if (inside.length < rows.length) return true;
    if (rows.length < PAGE_ROWS) return serverMs >= period.endMs + SETTLED_MS;
    fromId = idOf(rows[rows.length - 1]) + 1;
  }
}

function page({ client, apiUrl, series }: TradesRequest, range: RowRange) {
  return restPage(client, apiUrl + apiPath(series, range), series);
}

function idOf({ line }: RestRow): number {
  return Number(line.slice(0, line.indexOf(",")));
}

function checkIds(rows: readonly RestRow[], fromId: number): void {
  let last = fromId - 1;
  for (const row of rows) {
    const id = idOf(row);
    if (id > last) {
      last = id;
      continue;
    }
    throw new PerpmillError("DOWNLOAD_FAILED", {
      message: `the API gave trade ${id} behind trade ${last}`,
      hint: "Start it again: what was fetched is kept.",
    });
  }
}

/** Reads the part again, and brings it to the disk. */
async function checked(part: string, period: Period, atLeast: number): Promise<TradesPart> {
  const whole = await readTradesPart(part, period);
  const file = await open(part, "r+");
  try {
    const { size } = await file.stat();
    if (whole !== null && whole.bytes === size && whole.rows >= atLeast) {
      await file.sync();
      return whole;
    }
  } finally {
    await file.close();
  }
  await rm(part, { force: true });
  throw new PerpmillError("DOWNLOAD_FAILED", {
    message: `the trades in ${part} do not follow each other; they were removed`,
    where: { file: part },
    hint: "Start it again, and only one download of the same trades at a time.",
  });
}
