/** Fills as marks on drawn bars: one per bar and side, however many there are. */
import { TRADE_REASONS, type TradeColumns } from "@perpmill/engine";
import { firstAtLeast } from "./trades-filter";
import type { TradesMarker } from "./trades-protocol";
import { roleAt } from "./trades-roles";

const WEEK_MS = 604_800_000;
/** Weeks begin on Monday; the epoch was a Thursday. */
const FIRST_MONDAY_MS = 345_600_000;

/** When the bar of a length that holds a time opens. */
export function barOpenMs(timeMs: number, intervalMs: number): number {
  const origin = intervalMs % WEEK_MS === 0 ? FIRST_MONDAY_MS : 0;
  return origin + Math.floor((timeMs - origin) / intervalMs) * intervalMs;
}

interface Growing {
  readonly openTimeMs: number;
  readonly row: number;
  count: number;
  lots: number;
  /** lots times price units */
  weighted: number;
  forced: TradesMarker["forced"];
}

export interface MarkerWindow {
  /** UTC ms, `[fromMs, toMs)` */
  readonly fromMs: number;
  readonly toMs: number;
  /** of the drawn bars */
  readonly intervalMs: number;
}

const QUOTE = TRADE_REASONS.indexOf("quote");

/**
 * @param rows that count, ascending; null: all
 * @returns in order of time, buys before sells on a bar
 */
export function markersOf(
  trades: TradeColumns,
  roles: Uint8Array,
  rows: Uint32Array | null,
  { fromMs, toMs, intervalMs }: MarkerWindow,
): TradesMarker[] {
  const { timeMs, lots, priceUnits, priceDecimals, stepSize } = trades;
  const markers: TradesMarker[] = [];
  const scale = 10 ** priceDecimals;
  let buys: Growing | null = null;
  let sells: Growing | null = null;
  const put = (of: Growing | null, side: "buy" | "sell"): void => {
    if (of === null) return;
    const { openTimeMs, row, count, forced } = of;
    const averagePrice = of.weighted / of.lots / scale;
    const quantity = of.lots * stepSize;
    markers.push({ openTimeMs, side, count, averagePrice, quantity, row, forced });
  };
  const firstRow = firstAtLeast(timeMs, fromMs);
  const endRow = firstAtLeast(timeMs, toMs);
  const first = rows === null ? firstRow : firstAtLeast(rows, firstRow);
  const end = rows === null ? endRow : firstAtLeast(rows, endRow);
  let openTimeMs = Number.NEGATIVE_INFINITY;
  for (let at = first; at < end; at++) {
    const row = rows === null ? at : rows[at]!;
    if (timeMs[row]! >= openTimeMs + intervalMs) {
      put(buys, "buy");
      put(sells, "sell");
      buys = null;
      sells = null;
      openTimeMs = barOpenMs(timeMs[row]!, intervalMs);
    }
    const fresh = (): Growing => ({
      openTimeMs,
      row,
      count: 0,
      lots: 0,
      weighted: 0,
      forced: null,
    });
    let of: Growing;
    if (trades.side[row]! > 0) of = buys ??= fresh();
    else of = sells ??= fresh();
    of.count += 1;
    of.lots += lots[row]!;
    of.weighted += lots[row]! * priceUnits[row]!;
    if (trades.reason[row] !== QUOTE) of.forced = roleAt(roles, row) as TradesMarker["forced"];
  }
  put(buys, "buy");
  put(sells, "sell");
  return markers;
}
