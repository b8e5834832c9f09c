/**
 * A strategy for tests: quotes so many ticks away on both sides, always the same lots. It looks at
 * neither equity nor margin, so that a mirrored market mirrors its trades. In hedge mode it opens
 * both sides and closes what they hold one tick further away.
 */
import { quoteNet, quoteOrder } from "../assembly/acceptance";
import {
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  KIND_OPEN_LONG,
  KIND_OPEN_SHORT,
  parameter,
  Run,
} from "../assembly/layout";
import { ceilTick, floorTick } from "../assembly/math/rounding";

/** Slots of the parameter block: ticks of the nearest bid and ask, levels, ticks between them, lots. */
const TICKS: i32 = 0;
const LEVELS: i32 = 2;
const SPACING: i32 = 3;
const LOTS: i32 = 5;

@unmanaged
export class TickMaker extends Run {
  /** Quotes are post-only: no bid is above the price, no ask below it. */
  // @ts-ignore: decorator
  @inline
  bidReach(multiplier: f64): f64 {
    return 1;
  }

  // @ts-ignore: decorator
  @inline
  askReach(multiplier: f64): f64 {
    return 1;
  }

  /** Its reach does not hang on the account. */
  // @ts-ignore: decorator
  @inline
  narrowReach(near: f64): void {}

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const price = <f64>this.quotePrice;
    const tick = this.tickUnits;
    const lots = parameter(this, LOTS);
    const levels = <i32>parameter(this, LEVELS);
    for (let i = 0; i < levels; i++) {
      const distance = (parameter(this, TICKS) + <f64>i * parameter(this, SPACING)) * tick;
      const bid = floorTick(price - distance, tick);
      const ask = ceilTick(price + distance, tick);
      if (this.oneWay) {
        quoteNet(this, true, bid, lots);
        quoteNet(this, false, ask, lots);
      } else {
        quoteOrder(this, KIND_OPEN_LONG, true, bid, lots);
        quoteOrder(this, KIND_OPEN_SHORT, false, ask, lots);
        quoteOrder(this, KIND_CLOSE_LONG, false, ask + tick, min(lots, this.long));
        quoteOrder(this, KIND_CLOSE_SHORT, true, bid - tick, min(lots, this.short));
      }
    }
  }
}
