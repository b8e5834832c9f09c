/** `dual-maker`: opens on both sides, closes each side further away. Semantics 8. */
import { orderLots, quoteOrder } from "../acceptance";
import {
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  KIND_OPEN_LONG,
  KIND_OPEN_SHORT,
  parameter,
  Run,
} from "../layout";
import { atLeast, atMost, ceilTick, floorTick, lesser } from "../math/rounding";
import {
  DUAL_MAKER_ASK_SPREAD,
  DUAL_MAKER_BID_SPREAD,
  DUAL_MAKER_CLOSE_SPREAD,
  DUAL_MAKER_MAX_POSITION_RATIO,
  DUAL_MAKER_SIZE,
} from "./parameters.gen";

@unmanaged
export class DualMaker extends Run {
  /** Nothing bids above P times this, in a regime with spreads times `multiplier`. */
  // @ts-ignore: decorator
  @inline
  bidReach(multiplier: f64): f64 {
    const closeSpread = parameter(this, DUAL_MAKER_CLOSE_SPREAD);
    const bidSpread = parameter(this, DUAL_MAKER_BID_SPREAD);
    const opening = 1 - bidSpread * multiplier;
    const further = closeSpread == closeSpread ? closeSpread : bidSpread;
    // Both factors can be negative under a large multiplier, and their product a price again.
    return max(opening, opening * (1 - further * multiplier));
  }

  /** Nothing asks below P times this. */
  // @ts-ignore: decorator
  @inline
  askReach(multiplier: f64): f64 {
    return 1 + parameter(this, DUAL_MAKER_ASK_SPREAD) * multiplier;
  }

  /** Places the orders of one quote. `noBuy`, `noSell`: the regime's balance mode. */
  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const price = <f64>this.quotePrice;
    const bidSpread = parameter(this, DUAL_MAKER_BID_SPREAD);
    const askSpread = parameter(this, DUAL_MAKER_ASK_SPREAD);
    const closeSpread = parameter(this, DUAL_MAKER_CLOSE_SPREAD);
    const given = closeSpread == closeSpread;
    const bidFactor = 1 - bidSpread * multiplier;
    const askFactor = 1 + askSpread * multiplier;
    const bid = floorTick(price * bidFactor, this.tickUnits);
    const ask = ceilTick(price * askFactor, this.tickUnits);
    const size = orderLots(
      this,
      parameter(this, DUAL_MAKER_SIZE) != 0,
      parameter(this, DUAL_MAKER_SIZE + 1),
    );
    const limit = lesser(
      this.notionalCap,
      this.quoteEquity * this.leverage * parameter(this, DUAL_MAKER_MAX_POSITION_RATIO),
    );
    const long = this.long;
    const short = this.short;
    const longValue = long * price * this.lotValue;
    const shortValue = short * price * this.lotValue;
    const half = limit / 2;
    if (atMost((long + short) * price * this.lotValue, limit)) {
      if (!noBuy && !atLeast(longValue, half)) quoteOrder(this, KIND_OPEN_LONG, true, bid, size);
      if (!noSell && !atLeast(shortValue, half)) quoteOrder(this, KIND_OPEN_SHORT, false, ask, size);
    }
    if (long > 0 && !noSell) {
      const closeFactor = 1 + (given ? closeSpread : askSpread) * multiplier;
      const at = ceilTick(price * askFactor * closeFactor, this.tickUnits);
      quoteOrder(this, KIND_CLOSE_LONG, false, at, lesser(size, long));
    }
    if (short > 0 && !noBuy) {
      const closeFactor = 1 - (given ? closeSpread : bidSpread) * multiplier;
      const at = floorTick(price * bidFactor * closeFactor, this.tickUnits);
      quoteOrder(this, KIND_CLOSE_SHORT, true, at, lesser(size, short));
    }
  }
}
