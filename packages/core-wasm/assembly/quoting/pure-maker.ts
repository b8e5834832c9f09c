/** `pure-maker`: levels on both sides of a price that leans against the inventory. Semantics 8. */
import { orderLots, quoteOrder } from "../acceptance";
import { KIND_NET, parameter, Run } from "../layout";
import { atLeast, atMost, ceilTick, floorTick } from "../math/rounding";
import {
  PURE_MAKER_ASK_SPREAD,
  PURE_MAKER_BID_SPREAD,
  PURE_MAKER_INVENTORY_SKEW,
  PURE_MAKER_LEVEL_SPACING,
  PURE_MAKER_LEVELS,
  PURE_MAKER_MAX_INVENTORY_RATIO,
  PURE_MAKER_SIZE,
} from "./parameters.gen";

@unmanaged
export class PureMaker extends Run {
  // @ts-ignore: decorator
  @inline
  bidReach(multiplier: f64): f64 {
    const lean = 1 + parameter(this, PURE_MAKER_INVENTORY_SKEW);
    return lean * (1 - parameter(this, PURE_MAKER_BID_SPREAD) * multiplier);
  }

  // @ts-ignore: decorator
  @inline
  askReach(multiplier: f64): f64 {
    const lean = 1 - parameter(this, PURE_MAKER_INVENTORY_SKEW);
    return lean * (1 + parameter(this, PURE_MAKER_ASK_SPREAD) * multiplier);
  }

  /** Inventory as a share of what is allowed, −1 to 1. */
  // @ts-ignore: decorator
  @inline
  inventory(price: f64): f64 {
    if (this.quoteEquity <= 0) return this.net > 0 ? 1 : this.net < 0 ? -1 : 0;
    const allowed = parameter(this, PURE_MAKER_MAX_INVENTORY_RATIO) * this.quoteEquity;
    return max(-1.0, min(1.0, (this.net * price * this.lotValue) / allowed));
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const price = <f64>this.quotePrice;
    const x = this.inventory(price);
    const centre = price * (1 - parameter(this, PURE_MAKER_INVENTORY_SKEW) * x);
    const size = orderLots(
      this,
      parameter(this, PURE_MAKER_SIZE) != 0,
      parameter(this, PURE_MAKER_SIZE + 1),
    );
    const bids = !noBuy && !atLeast(x, 1);
    const asks = !noSell && !atMost(x, -1);
    const bidSpread = parameter(this, PURE_MAKER_BID_SPREAD) * multiplier;
    const askSpread = parameter(this, PURE_MAKER_ASK_SPREAD) * multiplier;
    const spacing = parameter(this, PURE_MAKER_LEVEL_SPACING);
    const levels = <i32>parameter(this, PURE_MAKER_LEVELS);
    const tickUnits = this.tickUnits;
    for (let i = 0; i < levels; i++) {
      const step = <f64>i * spacing;
      if (bids) {
        const bid = floorTick(centre * (1 - bidSpread - step), tickUnits);
        quoteOrder(this, KIND_NET, true, bid, size);
      }
      if (asks) {
        const ask = ceilTick(centre * (1 + askSpread + step), tickUnits);
        quoteOrder(this, KIND_NET, false, ask, size);
      }
    }
  }
}
