/** The order behind a fill: what it was, where it rested, since when. */
import type { RestingOrder } from "../../internal/resting-orders.js";
import type { Decimals } from "../decimals.js";
import { POSITION_SIDES, TRADE_REASONS, type TradeColumns } from "../result.js";
import type { Account } from "./account.js";
import type { ExplainedOrder, OrderRole } from "./fill-explanation.js";
import { isMaker, type KeyedTrades, stepOf } from "./fill-key.js";

/** The resting order that a maker's row has filled. */
export interface FilledOrder {
  readonly order: RestingOrder;
  /** lots of it that could fill: closing orders are cut to what their side holds */
  readonly fillableLots: number;
}

function isOf(trades: TradeColumns, row: number, order: RestingOrder): boolean {
  return (
    trades.side[row] === order.side &&
    trades.positionSide[row] === order.positionSide &&
    trades.priceUnits[row] === order.priceUnits
  );
}

/**
 * Which of the orders that rested before the move a row has filled: orders that are alike fill in the
 * order in which they stand, each once a move.
 * @param orders when the price left the point before
 */
export function filledOrder(
  orders: readonly RestingOrder[],
  { trades, timesMs }: KeyedTrades,
  row: number,
  before: Account,
): FilledOrder {
  const step = stepOf(trades, row, timesMs);
  const alike = orders.filter((order) => isOf(trades, row, order));
  let number = 0;
  for (let earlier = 0; earlier < row; earlier++) {
    const sameMove = isMaker(trades, earlier) && stepOf(trades, earlier, timesMs) === step;
    if (sameMove && alike.length > 0 && isOf(trades, earlier, alike[0])) number++;
  }
  const order = alike[number];
  if (order === undefined) throw new Error(`no order rested for fill ${row} of the bar`);
  const held = order.side > 0 ? before.short : before.long;
  return { order, fillableLots: order.closing ? Math.min(order.lots, held) : order.lots };
}

function sides(trades: TradeColumns, row: number): Pick<ExplainedOrder, "side" | "positionSide"> {
  return {
    side: trades.side[row] > 0 ? "buy" : "sell",
    positionSide: POSITION_SIDES[trades.positionSide[row]],
  };
}

/** A resting order, as it is told. */
export function explainedQuote(
  filled: FilledOrder,
  keyed: KeyedTrades,
  row: number,
  decimals: Decimals,
): ExplainedOrder {
  const { trades } = keyed;
  const { order, fillableLots } = filled;
  return {
    role: order.closing ? "take-profit" : "quote",
    level: order.level,
    ...sides(trades, row),
    price: decimals.price(order.priceUnits),
    trigger: decimals.price(order.triggerUnits),
    quantity: decimals.quantity(order.lots),
    remaining: decimals.quantity(fillableLots - trades.lots[row]),
    referencePrice: decimals.price(trades.referenceUnits[row]),
    referenceTimeMs: order.sinceMs,
    restingSinceMs: order.sinceMs,
  };
}

/** An order at market, as it is told. */
export function explainedMarketOrder(
  trades: TradeColumns,
  row: number,
  decimals: Decimals,
): ExplainedOrder {
  const reason = TRADE_REASONS[trades.reason[row]];
  const role: OrderRole = reason === "quote" ? "quote" : reason;
  const price = decimals.price(trades.referenceUnits[row]);
  const timeMs = trades.timeMs[row];
  return {
    role,
    level: null,
    ...sides(trades, row),
    price,
    trigger: null,
    quantity: decimals.quantity(trades.lots[row]),
    remaining: 0,
    referencePrice: price,
    referenceTimeMs: timeMs,
    restingSinceMs: timeMs,
  };
}
