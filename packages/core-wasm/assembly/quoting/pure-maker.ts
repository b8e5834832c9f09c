/** `pure-maker`: levels on both sides of a price that leans against the inventory. Semantics 8. */
import { adjusted, netLots, orderLots, postOnly, quoteNet } from "../acceptance";
import { KIND_NET, parameter, Run } from "../layout";
import { placeOrder } from "../matching";
import { atLeast, atMost, ceilTick, floorTick, greater, lesser } from "../math/rounding";
import { reducingLots } from "../quote-sums";
import { boundInventory, scaleAsk, scaleBid } from "../reach";
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

  /** Sets the reach by the inventory as it is instead of a full one. */
  narrowReach(near: f64): void {
    const skew = parameter(this, PURE_MAKER_INVENTORY_SKEW);
    if (skew == 0) return;
    boundInventory(this, near, parameter(this, PURE_MAKER_MAX_INVENTORY_RATIO));
    const multiplier = spreadMultiplier(this, this.regime);
    const bidSpread = parameter(this, PURE_MAKER_BID_SPREAD) * multiplier;
    const askSpread = parameter(this, PURE_MAKER_ASK_SPREAD) * multiplier;
    this.kBid = scaleBid(this, (1 - skew * this.leastInventory) * (1 - bidSpread));
    this.kAsk = scaleAsk(this, (1 - skew * this.mostInventory) * (1 + askSpread));
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
    if (this.keeps) {
      this.quoteKept(centre, bidSpread, askSpread, size, bids, asks);
      return;
    }
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
        const wanted = floorTick(centre * (1 - bidSpread - step), tickUnits);
        const bid = postOnly(this, true, adjusted(this, true, wanted));
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
          placeOrder(this, true, bid, accepted, KIND_NET);
        }
      }
      if (asks) {
        const wanted = ceilTick(centre * (1 + askSpread + step), tickUnits);
        const ask = postOnly(this, false, adjusted(this, false, wanted));
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
          placeOrder(this, false, ask, accepted, KIND_NET);
        }
      }
    }
  }
  /** The same orders, where some that rest may stay. */
  quoteKept(centre: f64, bidSpread: f64, askSpread: f64, size: f64, bids: bool, asks: bool): void {
    const spacing = parameter(this, PURE_MAKER_LEVEL_SPACING);
    const levels = <i32>parameter(this, PURE_MAKER_LEVELS);
    for (let i = 0; i < levels; i++) {
      const step = <f64>i * spacing;
      const bid = floorTick(centre * (1 - bidSpread - step), this.tickUnits);
      const ask = ceilTick(centre * (1 + askSpread + step), this.tickUnits);
      if (bids) quoteNet(this, true, bid, size);
      if (asks) quoteNet(this, false, ask, size);
    }
  }
}
