/** Which fill is which: the same order in two walks of a bar. */
import type { TradeColumns } from "../result.js";
import { type QuoteTime, quoteBefore } from "./quote-times.js";

const QUOTE_REASON = 0;

/** Whether a row is a fill of a resting order. */
export function isMaker(trades: TradeColumns, row: number): boolean {
  return trades.reason[row] === QUOTE_REASON;
}

/** The step at whose end a row is booked. */
export function stepOf(
  trades: TradeColumns,
  row: number,
  timesMs: readonly number[],
): 1 | 2 | 3 | 4 {
  const timeMs = trades.timeMs[row];
  if (timeMs === timesMs[1]) return 1;
  if (timeMs === timesMs[2]) return 2;
  return timeMs === timesMs[3] ? 3 : 4;
}

/** What two fills of one kind have in common: the sides and the reason. */
export function kindOf(trades: TradeColumns, row: number): string {
  return [trades.side[row], trades.positionSide[row], trades.reason[row]].join(" ");
}

/** A bar's trades, and when its quotes were made. */
export interface KeyedTrades {
  readonly trades: TradeColumns;
  readonly quotes: readonly QuoteTime[];
  /** orders may outlive quotes, so that the last quote does not say which order one is */
  readonly staying: boolean;
  readonly timesMs: readonly number[];
}

/**
 * A name for the order and what of it was filled: its kind, price and lots, and of a resting order
 * around which price it was quoted and, where it cannot stay over quotes, when.
 */
function fillKey({ trades, quotes, staying, timesMs }: KeyedTrades, row: number): string {
  const parts: (string | number)[] = [
    kindOf(trades, row),
    trades.priceUnits[row],
    trades.lots[row],
  ];
  if (isMaker(trades, row)) {
    const quoted = staying ? null : quoteBefore(quotes, stepOf(trades, row, timesMs));
    parts.push(quoted === null ? "" : quoted.timeMs, trades.referenceUnits[row]);
  }
  return parts.join(" ");
}

/** Names of all rows; orders that are alike are told apart by their number. */
export function fillKeys(keyed: KeyedTrades): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: keyed.trades.length }, (_, row) => {
    const key = fillKey(keyed, row);
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return `${key} #${number}`;
  });
}
