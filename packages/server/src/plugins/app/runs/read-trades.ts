/** Trades of a stored result: pages of rows, and those of a stretch of time. */
import { type TradeRecord, tradeRecords } from "@perpmill/engine";
import { ServerError } from "../../../errors.js";
import { decodeTrades } from "../../../workers/columns-codec.js";
import { firstAtOrAfter } from "./read-curve.js";
import type { ResultsRepository } from "./results-repository.js";

/** Rows `[fromRow, toRow)` of the trades. @throws ServerError BLOB_DAMAGED */
export async function readTradeRows(
  results: ResultsRepository,
  key: string,
  fromRow: number,
  toRow: number,
): Promise<TradeRecord[]> {
  if (fromRow >= toRow) return [];
  const chunks = await results.chunks(key, "trades", { fromRow, toRow });
  const [first] = chunks;
  if (first === undefined) return [];
  const trades = await decodeTrades(chunks.map(({ bytes }) => bytes));
  return tradeRecords(trades, fromRow - first.first_row, toRow - first.first_row);
}

/**
 * The last trades of a stretch `[fromMs, toMs)`, in order.
 * @param limit most of them
 * @returns `cut`: there are more
 * @throws ServerError BLOB_DAMAGED
 */
export async function readTradesBetween(
  results: ResultsRepository,
  key: string,
  fromMs: number,
  toMs: number,
  limit: number,
): Promise<{ readonly trades: TradeRecord[]; readonly cut: boolean }> {
  const heads = await results.chunkHeads(key, "trades", { fromMs, toMs });
  let found: TradeRecord[] = [];
  for (const { position } of heads.toReversed()) {
    const chunk = await results.chunk(key, "trades", position);
    if (chunk === null) break;
    const trades = await decodeTrades([chunk.bytes]);
    const end = firstAtOrAfter(trades.timeMs, toMs);
    const begin = firstAtOrAfter(trades.timeMs, fromMs);
    // One more than is wanted tells that there are more.
    const first = Math.max(begin, end - (limit + 1 - found.length));
    found = [...tradeRecords(trades, first, end), ...found];
    if (found.length > limit) return { trades: found.slice(found.length - limit), cut: true };
  }
  return { trades: found, cut: false };
}

/** Where a page of trades goes on, as text. */
export function encodeTradeCursor(key: string, row: number): string {
  return Buffer.from(JSON.stringify([key, row])).toString("base64url");
}

/** @throws ServerError REQUEST_INVALID for a cursor of another result */
export function decodeTradeCursor(text: string, key: string): number {
  const invalid = new ServerError("REQUEST_INVALID", {
    message: "the cursor is none that this server gave for these trades",
    field: "query.cursor",
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw invalid;
  }
  if (!Array.isArray(parsed) || parsed.length !== 2 || parsed[0] !== key) throw invalid;
  const row: unknown = parsed[1];
  if (typeof row !== "number" || !Number.isSafeInteger(row) || row < 0) throw invalid;
  return row;
}
