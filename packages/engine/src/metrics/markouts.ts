/** Where the price was some bars after each maker fill. Semantics 9. */
import type { MarkoutBps, TradeColumns } from "../runs/result.js";

/**
 * `Σ ±(close of the bar h after the fill's − price)·q / Σ q·price · 10^4` over maker fills that have
 * such a bar.
 * @param close i32[…] closes of the run's bars, price units, at least `bars` rows
 * @param bars bars that were run
 * @param horizon bars after the fill's bar
 * @returns bps, null when no fill has one
 */
export function markoutBps(
  trades: TradeColumns,
  close: Int32Array,
  bars: number,
  horizon: number,
): number | null {
  const { barIndex, priceUnits, lots, side, liquidity } = trades;
  let gain = 0;
  let notional = 0;
  for (let i = 0; i < trades.length; i++) {
    const later = barIndex[i] + horizon;
    if (liquidity[i] !== 0 || later >= bars) continue;
    gain += side[i] * (close[later] - priceUnits[i]) * lots[i];
    notional += lots[i] * priceUnits[i];
  }
  return notional > 0 ? (gain / notional) * 1e4 : null;
}

/** The four horizons of semantics 9. */
export function markouts(trades: TradeColumns, close: Int32Array, bars: number): MarkoutBps {
  return {
    b1: markoutBps(trades, close, bars, 1),
    b5: markoutBps(trades, close, bars, 5),
    b15: markoutBps(trades, close, bars, 15),
    b60: markoutBps(trades, close, bars, 60),
  };
}
