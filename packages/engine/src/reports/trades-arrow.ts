/** Trades as an Arrow file: what pandas, Polars and DuckDB read without parsing a digit. */

import { decimalsOfStep, scaledDecimal } from "../decimal-text.js";
import { LIQUIDITIES, POSITION_SIDES, TRADE_REASONS, type TradeColumns } from "../runs/result.js";

/**
 * The columns of TRADES.csv as an Arrow IPC file: time as a timestamp of ms in UTC, words as
 * dictionaries, prices and quantities as the doubles nearest to their exact decimals.
 */
export async function tradesArrow(trades: TradeColumns): Promise<Uint8Array> {
  const { dictionary, float64, TimeUnit, tableFromArrays, tableToIPC, timestamp, utf8 } =
    await import("@uwdata/flechette");
  const stepDecimals = decimalsOfStep(trades.stepSize);
  const lots = Math.round(trades.stepSize * 10 ** stepDecimals);
  const quantity = numbers(scaledDecimal(lots, stepDecimals));
  const words = (names: readonly string[], column: Uint8Array): string[] =>
    Array.from(column, (index) => names[index]);
  const money = float64();
  const table = tableFromArrays(
    {
      time: trades.timeMs,
      side: Array.from(trades.side, (sign) => (sign > 0 ? "buy" : "sell")),
      positionSide: words(POSITION_SIDES, trades.positionSide),
      price: numbers(scaledDecimal(1, trades.priceDecimals))(trades.priceUnits),
      quantity: quantity(trades.lots),
      fee: trades.fee,
      realizedPnl: trades.realizedPnl,
      liquidity: words(LIQUIDITIES, trades.liquidity),
      reason: words(TRADE_REASONS, trades.reason),
      longAfter: quantity(trades.longAfterLots),
      shortAfter: quantity(trades.shortAfterLots),
      balanceAfter: trades.balanceAfter,
    },
    {
      types: {
        time: timestamp(TimeUnit.MILLISECOND, "UTC"),
        side: dictionary(utf8()),
        positionSide: dictionary(utf8()),
        price: money,
        quantity: money,
        fee: money,
        realizedPnl: money,
        liquidity: dictionary(utf8()),
        reason: dictionary(utf8()),
        longAfter: money,
        shortAfter: money,
        balanceAfter: money,
      },
    },
  );
  const bytes = tableToIPC(table, { format: "file" });
  if (bytes === null) throw new Error("an Arrow file was not given as bytes");
  return bytes;
}

function numbers(text: (count: number) => string): (column: Float64Array) => Float64Array {
  return (column) => column.map((count) => Number(text(count)));
}
