/**
 * The strategy of a host: `advance` returns STATUS_NEEDS_QUOTE, the host writes the orders that it
 * wants into the strategy's state and calls `advance` again. Design 4.
 */
import { quoteNet, quoteOrder } from "../acceptance";
import {
  KIND_NET,
  parameter,
  REGIME_EXTREME,
  REGIME_HIGH,
  REGIME_NORMAL,
  Run,
  stateOf,
} from "../layout";
import { ceilTick, floorTick } from "../math/rounding";
import { spreadMultiplier } from "../regimes";

export const HOST_MAKER_ID: i32 = 100;

/**
 * Slots of the parameter block: nothing bids above P times the first, nothing asks below P times the
 * second; then the same two in the regimes `high` and `extreme`. NaN: no reach.
 */
export const HOST_BID_REACH: i32 = 0;
export const HOST_ASK_REACH: i32 = 1;

/**
 * State, all of it f64: the number of orders, the highest price that they bid (0: none) and the lowest
 * that they ask (Infinity: none); then rows of kind and side (kind * 2, and 1 more for a sell), price,
 * lots. Prices in units, before they go to ticks.
 */
export const HOST_HEADER_FLOATS: i32 = 3;
export const HOST_ORDER_FLOATS: i32 = 3;
export const HOST_MOST_ORDERS: i32 = 128;

/** The reach in the regime that has this multiplier. */
// @ts-ignore: decorator
@inline
function reachOf(s: Run, slot: i32, multiplier: f64): f64 {
  const high = spreadMultiplier(s, REGIME_HIGH);
  const regime = multiplier == 1 ? REGIME_NORMAL : multiplier == high ? REGIME_HIGH : REGIME_EXTREME;
  const factor = parameter(s, slot + 2 * regime);
  return factor == factor ? factor : 1;
}

@unmanaged
export class HostMaker extends Run {
  /** Marks a strategy for which the host places the orders. */
  takesOrders(): void {}

  /** Marks a strategy that is told when its quote was made. */
  dated(): void {}

  // @ts-ignore: decorator
  @inline
  bidReach(multiplier: f64): f64 {
    return reachOf(this, HOST_BID_REACH, multiplier);
  }

  // @ts-ignore: decorator
  @inline
  askReach(multiplier: f64): f64 {
    return reachOf(this, HOST_ASK_REACH, multiplier);
  }

  /** Without a reach it must be known at once what a quote places. */
  asksAtOnce(): bool {
    const bid = parameter(this, HOST_BID_REACH);
    const ask = parameter(this, HOST_ASK_REACH);
    return !(bid == bid && ask == ask);
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    let row = stateOf(this);
    const count = <i32>load<f64>(row);
    row += 8 * HOST_HEADER_FLOATS;
    for (let i = 0; i < count; i++) {
      const code = <i32>load<f64>(row);
      const asked = load<f64>(row, 8);
      const lots = load<f64>(row, 16);
      row += 8 * HOST_ORDER_FLOATS;
      const sell = (code & 1) != 0;
      if (sell ? noSell : noBuy) continue;
      const price = sell ? ceilTick(asked, this.tickUnits) : floorTick(asked, this.tickUnits);
      const kind = code >> 1;
      if (kind == KIND_NET) quoteNet(this, !sell, price, lots);
      else quoteOrder(this, kind, !sell, price, lots);
    }
  }
}
