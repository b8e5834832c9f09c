/** `pure-maker`: levels on both sides of a price that leans against the inventory. Semantics 8. */
import { netLots, orderLots, postOnly, reducingLots } from "../acceptance";
import { KIND_NET, parameter, Run } from "../layout";
import { equityAt } from "../ledger";
import { insertOrder } from "../matching";
import { atLeast, atMost, ceilTick, floorTick, greater, lesser } from "../math/rounding";
import { scaleAsk, scaleBid } from "../reach";
import { spreadMultiplier } from "../regimes";
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
    return greater(lesser((this.net * price * this.lotValue) / allowed, 1), -1);
  }

  /**
   * Sets the reach by the inventory as it is instead of a full one. Within the window that the safe
   * interval is cut to, equity is a line and positive, so that the inventory's share is monotone
   * in the price, and its values at both ends bound it.
   * @param near price around which the window lies; equity must be marked at prices
   */
  narrowReach(near: f64): void {
    const skew = parameter(this, PURE_MAKER_INVENTORY_SKEW);
    if (skew == 0) return;
    const lowest = Math.ceil(near * 0.95);
    const highest = Math.floor(near * 1.05);
    const equityLow = equityAt(this, lowest);
    const equityHigh = equityAt(this, highest);
    let least: f64 = -1;
    let most: f64 = 1;
    if (equityLow > 0 && equityHigh > 0) {
      const held = (this.net * this.lotValue) / parameter(this, PURE_MAKER_MAX_INVENTORY_RATIO);
      const atLow = (held * lowest) / equityLow;
      const atHigh = (held * highest) / equityHigh;
      least = greater(lesser(atLow, atHigh) - 1e-9, -1);
      most = lesser(greater(atLow, atHigh) + 1e-9, 1);
    }
    const multiplier = spreadMultiplier(this, this.regime);
    const bidSpread = parameter(this, PURE_MAKER_BID_SPREAD) * multiplier;
    const askSpread = parameter(this, PURE_MAKER_ASK_SPREAD) * multiplier;
    this.kBid = scaleBid((1 - skew * least) * (1 - bidSpread));
    this.kAsk = scaleAsk((1 - skew * most) * (1 + askSpread));
    this.safeLo = max(this.safeLo, <i32>lowest);
    this.safeHi = min(this.safeHi, <i32>lesser(highest, 2147483647));
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
    const lotValue = this.lotValue;
    const leverage = this.leverage;
    const long = this.long;
    const short = this.short;
    // The sums of the quote, in locals: ten orders in a row hang on them.
    let available = this.available;
    let longNotional = this.longNotional;
    let shortNotional = this.shortNotional;
    let buys: f64 = 0;
    let sells: f64 = 0;
    for (let i = 0; i < levels; i++) {
      const step = <f64>i * spacing;
      if (bids) {
        const bid = postOnly(this, true, floorTick(centre * (1 - bidSpread - step), tickUnits));
        const reducing = reducingLots(size, short, buys);
        const own = (size - reducing) * bid * lotValue;
        const margin = own / leverage;
        const notional = longNotional + own;
        const accepted = netLots(this, bid, size, reducing, notional, margin, available);
        if (accepted > reducing) {
          longNotional = notional;
          available -= margin;
        }
        if (accepted > 0) {
          buys += accepted;
          insertOrder(this, true, bid, accepted, KIND_NET);
        }
      }
      if (asks) {
        const ask = postOnly(this, false, ceilTick(centre * (1 + askSpread + step), tickUnits));
        const reducing = reducingLots(size, long, sells);
        const own = (size - reducing) * ask * lotValue;
        const margin = own / leverage;
        const notional = shortNotional + own;
        const accepted = netLots(this, ask, size, reducing, notional, margin, available);
        if (accepted > reducing) {
          shortNotional = notional;
          available -= margin;
        }
        if (accepted > 0) {
          sells += accepted;
          insertOrder(this, false, ask, accepted, KIND_NET);
        }
      }
    }
  }
}
