/** Trades and equity as CSV text, in chunks, straight from columns. Semantics 9 and 10. */

import { decimalsOfStep, scaledDecimal, shortestDecimal } from "../decimal-text.js";
import {
  type EquityColumns,
  LIQUIDITIES,
  POSITION_SIDES,
  TRADE_REASONS,
  type TradeColumns,
} from "../runs/result.js";
import { thinRows } from "./thin.js";

/** The header line of TRADES.csv. */
export const TRADES_HEADER =
  "time,side,positionSide,price,quantity,fee,realizedPnl,liquidity,reason,longAfter,shortAfter,balanceAfter";

/** The header line of EQUITY.csv. */
export const EQUITY_HEADER = "time,equity";

/** Rows joined into one chunk: large enough that writing costs little, small enough for memory. */
const CHUNK_ROWS = 4096;

/**
 * TRADES.csv, header first, a row a fill. Prices and quantities are exact decimals; the price of a
 * liquidation, which is not rounded to ticks, and money are the shortest decimals of their doubles.
 * @returns chunks of whole lines
 */
export function* tradesCsv(trades: TradeColumns): Generator<string> {
  const price = scaledDecimal(1, trades.priceDecimals);
  const stepDecimals = decimalsOfStep(trades.stepSize);
  const quantity = scaledDecimal(Math.round(trades.stepSize * 10 ** stepDecimals), stepDecimals);
  let chunk = `${TRADES_HEADER}\n`;
  for (let row = 0; row < trades.length; row++) {
    chunk += `${trades.timeMs[row]},${trades.side[row] > 0 ? "buy" : "sell"},${
      POSITION_SIDES[trades.positionSide[row]]
    },${price(trades.priceUnits[row])},${quantity(trades.lots[row])},${shortestDecimal(
      trades.fee[row],
    )},${shortestDecimal(trades.realizedPnl[row])},${LIQUIDITIES[trades.liquidity[row]]},${
      TRADE_REASONS[trades.reason[row]]
    },${quantity(trades.longAfterLots[row])},${quantity(trades.shortAfterLots[row])},${shortestDecimal(
      trades.balanceAfter[row],
    )}\n`;
    if ((row + 1) % CHUNK_ROWS === 0) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}

/**
 * EQUITY.csv, header first, a row a bar.
 * @param points thin to at most so many rows; all rows when absent
 * @returns chunks of whole lines
 */
export function* equityCsv(equity: EquityColumns, points?: number): Generator<string> {
  const rows = points === undefined ? null : thinRows(equity.equity, points);
  const count = rows === null ? equity.length : rows.length;
  let chunk = `${EQUITY_HEADER}\n`;
  for (let index = 0; index < count; index++) {
    const row = rows === null ? index : rows[index];
    chunk += `${equity.openTimeMs[row]},${shortestDecimal(equity.equity[row])}\n`;
    if ((index + 1) % CHUNK_ROWS === 0) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}
