/** Fills as marks on drawn bars: one mark a bar, however many fills there are. */
import { TRADE_REASONS, type TradeColumns } from "@perpmill/engine";
import { barOpenMs } from "../charts/kline-pages";
import type { KlineMarker } from "../charts/kline-source";
import { firstAtLeast } from "./trades-filter";

export interface MarkerWindow {
  /** UTC ms, `[fromMs, toMs)` */
  readonly fromMs: number;
  readonly toMs: number;
  /** of the drawn bars */
  readonly intervalMs: number;
}

const QUOTE = TRADE_REASONS.indexOf("quote");

/** The fills of one drawn bar, being added up. */
class Growing {
  readonly timeMs: number;
  #buys = 0;
  #sells = 0;
  #buyLots = 0;
  #sellLots = 0;
  /** lots times price units */
  #bought = 0;
  #sold = 0;
  readonly #named = new Set<string>();

  constructor(timeMs: number) {
    this.timeMs = timeMs;
  }

  add(trades: TradeColumns, row: number): void {
    const lots = trades.lots[row]!;
    const paid = lots * trades.priceUnits[row]!;
    if (trades.side[row]! > 0) {
      this.#buys += 1;
      this.#buyLots += lots;
      this.#bought += paid;
    } else {
      this.#sells += 1;
      this.#sellLots += lots;
      this.#sold += paid;
    }
    if (trades.reason[row] !== QUOTE) this.#named.add(TRADE_REASONS[trades.reason[row]!]!);
  }

  marker({ priceDecimals, stepSize }: TradeColumns): KlineMarker {
    const scale = 10 ** priceDecimals;
    return {
      timeMs: this.timeMs,
      buys: this.#buys,
      sells: this.#sells,
      buyPrice: this.#buys === 0 ? null : this.#bought / this.#buyLots / scale,
      sellPrice: this.#sells === 0 ? null : this.#sold / this.#sellLots / scale,
      buyBase: this.#buyLots * stepSize,
      sellBase: this.#sellLots * stepSize,
      named: [...this.#named],
    };
  }
}

/**
 * @param rows that count, ascending; null: all
 * @returns in order of time
 */
export function markersOf(
  trades: TradeColumns,
  rows: Uint32Array | null,
  { fromMs, toMs, intervalMs }: MarkerWindow,
): KlineMarker[] {
  const { timeMs } = trades;
  const markers: KlineMarker[] = [];
  const firstRow = firstAtLeast(timeMs, fromMs);
  const endRow = firstAtLeast(timeMs, toMs);
  const first = rows === null ? firstRow : firstAtLeast(rows, firstRow);
  const end = rows === null ? endRow : firstAtLeast(rows, endRow);
  let growing: Growing | null = null;
  for (let at = first; at < end; at++) {
    const row = rows === null ? at : rows[at]!;
    const time = timeMs[row]!;
    if (growing === null || time >= growing.timeMs + intervalMs) {
      if (growing !== null) markers.push(growing.marker(trades));
      growing = new Growing(barOpenMs(time, intervalMs));
    }
    growing.add(trades, row);
  }
  if (growing !== null) markers.push(growing.marker(trades));
  return markers;
}
