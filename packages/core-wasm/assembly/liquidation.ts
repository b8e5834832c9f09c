/** Liquidation: closes both sides and ends the run. Semantics 6. */
import { KIND_CLOSE_LONG, KIND_CLOSE_SHORT, KIND_NET, REASON_LIQUIDATION, Run } from "./layout";
import { bookFill, cancelOrders } from "./ledger";
import { liquidationDue, liquidationPrice } from "./margin";

/** Closes everything at x*, resets a negative balance and ends the run. */
function liquidate(s: Run, at: f64): void {
  cancelOrders(s);
  const time = s.stepTime;
  if (s.long > 0) {
    const kind = s.oneWay ? KIND_NET : KIND_CLOSE_LONG;
    bookFill(s, kind, false, s.long, at, at, REASON_LIQUIDATION, time);
  }
  if (s.short > 0) {
    const kind = s.oneWay ? KIND_NET : KIND_CLOSE_SHORT;
    bookFill(s, kind, true, s.short, at, at, REASON_LIQUIDATION, time);
  }
  if (s.balance < 0) {
    s.deficit = -s.balance;
    s.balance = 0;
  }
  s.liquidated = 1;
  s.ended = 1;
}

/**
 * Liquidates if it is due at the last price x (runs without a mark series).
 * @param jump whether this is the step k = 1
 * @param price P of the step
 * @returns whether it was due
 */
// @ts-ignore: decorator
@inline
export function liquidateAtPrice(s: Run, x: f64, jump: bool, price: i32): bool {
  if (!liquidationDue(s, x)) return false;
  liquidate(s, jump ? <f64>price : liquidationPrice(s, x, s.moveFrom, price));
  return true;
}

/** Liquidates at the last price if it is due at the mark. @returns whether it was due */
// @ts-ignore: decorator
@inline
export function liquidateAtMark(s: Run, mark: f64, price: i32): bool {
  if (!liquidationDue(s, mark)) return false;
  liquidate(s, <f64>price);
  return true;
}
