/** Trades as plain records, for pages of JSON. The words and decimals are those of TRADES.csv. */

import { decimalsFor } from "./decimals.js";
import { LIQUIDITIES, POSITION_SIDES, TRADE_REASONS, type TradeColumns } from "./result.js";

/** A fill. Prices in quote, quantities in contracts, money in quote. */
export interface TradeRecord {
  /** UTC ms */
  readonly timeMs: number;
  readonly side: "buy" | "sell";
  readonly positionSide: (typeof POSITION_SIDES)[number];
  readonly price: number;
  readonly quantity: number;
  readonly fee: number;
  /** gain of the closed part before fees */
  readonly realizedPnl: number;
  readonly liquidity: (typeof LIQUIDITIES)[number];
  readonly reason: (typeof TRADE_REASONS)[number];
  readonly longAfter: number;
  readonly shortAfter: number;
  readonly balanceAfter: number;
}

/**
 * The rows `[first, end)` of trade columns; prices and quantities are the doubles nearest to their
 * exact decimals (0.3, never 0.30000000000000004).
 * @param end default: all
 */
export function tradeRecords(
  trades: TradeColumns,
  first = 0,
  end: number = trades.length,
): TradeRecord[] {
  const { price, quantity } = decimalsFor(trades);
  const records: TradeRecord[] = [];
  for (let row = Math.max(0, first); row < Math.min(end, trades.length); row++) {
    records.push({
      timeMs: trades.timeMs[row],
      side: trades.side[row] > 0 ? "buy" : "sell",
      positionSide: POSITION_SIDES[trades.positionSide[row]],
      price: price(trades.priceUnits[row]),
      quantity: quantity(trades.lots[row]),
      fee: trades.fee[row],
      realizedPnl: trades.realizedPnl[row],
      liquidity: LIQUIDITIES[trades.liquidity[row]],
      reason: TRADE_REASONS[trades.reason[row]],
      longAfter: quantity(trades.longAfterLots[row]),
      shortAfter: quantity(trades.shortAfterLots[row]),
      balanceAfter: trades.balanceAfter[row],
    });
  }
  return records;
}
