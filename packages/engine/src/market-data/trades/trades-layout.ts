/** Which column of a trades file holds what: the exchange's order, or by the names of the header. */
import { columnOf, plainName } from "../bars-layout.js";
import type { CsvDialect } from "../csv-dialect.js";

/** Column numbers from 0; id -1 where there is none. */
export interface TradesLayout {
  readonly columnCount: number;
  /** header names, empty without a header */
  readonly names: readonly string[];
  readonly id: number;
  readonly price: number;
  readonly quantity: number;
  readonly time: number;
  readonly isBuyerMaker: number;
}

const NAMES = {
  id: ["agg_trade_id", "aggtradeid", "trade_id", "tradeid", "id", "a"],
  price: ["price", "p"],
  quantity: ["quantity", "qty", "amount", "size", "q"],
  time: ["transact_time", "transacttime", "trade_time", "timestamp", "time", "t"],
  isBuyerMaker: ["is_buyer_maker", "isbuyermaker", "buyer_maker", "m"],
} as const;

const FLAG = /^(true|false)$/i;

/** The layout of a file of trades, null when it is none. */
export function tradesLayout(dialect: CsvDialect): TradesLayout | null {
  const { header, firstRow, columnCount } = dialect;
  if (header !== null) return byName(header);
  if (firstRow === null) return null;
  // agg_trade_id, price, quantity, first_trade_id, last_trade_id, transact_time, is_buyer_maker[, is_best_match]
  if ((columnCount === 7 || columnCount === 8) && FLAG.test(firstRow[6])) {
    const index = { id: 0, price: 1, quantity: 2, time: 5, isBuyerMaker: 6 };
    return { columnCount, names: [], ...index };
  }
  // id, price, qty, quote_qty, time, is_buyer_maker[, is_best_match]
  if ((columnCount === 6 || columnCount === 7) && FLAG.test(firstRow[5])) {
    const index = { id: 0, price: 1, quantity: 2, time: 4, isBuyerMaker: 5 };
    return { columnCount, names: [], ...index };
  }
  return null;
}

function byName(header: readonly string[]): TradesLayout | null {
  // `T` is the time of a trade and `t` an id in the exchange's short names: only long ones are told apart
  const short = header.map(plainName).every((name) => name.length === 1);
  const at = (field: keyof typeof NAMES) => columnOf(header, NAMES[field]);
  const index = {
    id: at("id"),
    price: at("price"),
    quantity: at("quantity"),
    time: short ? header.indexOf("T") : at("time"),
    isBuyerMaker: at("isBuyerMaker"),
  };
  const { price, quantity, time, isBuyerMaker } = index;
  if (Math.min(price, quantity, time, isBuyerMaker) < 0) return null;
  return { columnCount: header.length, names: header, ...index };
}
