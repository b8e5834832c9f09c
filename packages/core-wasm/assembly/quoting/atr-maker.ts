/** `atr-maker`: `pure-maker` with its distances in multiples of the mean true range. Semantics 8. */
import { orderLots, quoteNet } from "../acceptance";
import { Market, parameter, Run, stateOf } from "../layout";
import { atLeast, atMost, ceilTick, floorTick, greater, lesser } from "../math/rounding";
import { boundInventory, scaleAsk, scaleBid } from "../reach";
import { spreadMultiplier, trueRange } from "../regimes";
import { closeOf } from "../trajectory";
import {
  ATR_MAKER_ASK_SPREAD,
  ATR_MAKER_ATR_PERIOD,
  ATR_MAKER_BID_SPREAD,
  ATR_MAKER_INVENTORY_SKEW,
  ATR_MAKER_LEVEL_SPACING,
  ATR_MAKER_LEVELS,
  ATR_MAKER_MAX_INVENTORY_RATIO,
  ATR_MAKER_MIN_SPREAD,
  ATR_MAKER_SIZE,
} from "./parameters.gen";

/** What the strategy knows after the last complete bar, and what the latest quote knew. */
@unmanaged
class State {
  trueRangeSum: i64;
  /** ATR/close; negative: not known yet */
  unit: f64;
  quotedUnit: f64;
}

@unmanaged
export class AtrMaker extends Run {
  // @ts-ignore: decorator
  @inline
  state(): State {
    return changetype<State>(stateOf(this));
  }

  begin(): void {
    this.state().unit = -1;
  }

  afterBar(i: i32): void {
    const state = this.state();
    const market = changetype<Market>(this.market);
    const period = <i32>parameter(this, ATR_MAKER_ATR_PERIOD);
    state.trueRangeSum += trueRange(market, i, 0);
    if (i >= period) state.trueRangeSum -= trueRange(market, i - period, 0);
    if (i + 1 < period) return;
    state.unit = <f64>state.trueRangeSum / <f64>period / <f64>closeOf(market, i);
  }

  latch(): void {
    const state = this.state();
    state.quotedUnit = state.unit;
  }

  narrowReach(near: f64): void {
    if (parameter(this, ATR_MAKER_INVENTORY_SKEW) == 0) return;
    boundInventory(this, near, parameter(this, ATR_MAKER_MAX_INVENTORY_RATIO));
  }

  /** A spread in shares of the price. */
  // @ts-ignore: decorator
  @inline
  shareOf(slot: i32, unit: f64, multiplier: f64): f64 {
    return greater(parameter(this, slot) * unit, parameter(this, ATR_MAKER_MIN_SPREAD)) * multiplier;
  }

  updateReach(): void {
    const unit = this.state().unit;
    if (unit < 0) {
      this.kBid = 0;
      this.kAsk = scaleAsk(this, 2);
      return;
    }
    const multiplier = spreadMultiplier(this, this.regime);
    const bid = 1 - this.shareOf(ATR_MAKER_BID_SPREAD, unit, multiplier);
    const ask = 1 + this.shareOf(ATR_MAKER_ASK_SPREAD, unit, multiplier);
    const outer = (parameter(this, ATR_MAKER_LEVELS) - 1) * (parameter(this, ATR_MAKER_LEVEL_SPACING) * unit);
    const skew = parameter(this, ATR_MAKER_INVENTORY_SKEW) * unit;
    const least = 1 - skew * this.mostInventory;
    const most = 1 - skew * this.leastInventory;
    // A skew beyond the price turns signs around: then the outer levels bound the inner ones.
    const inner = greater(least * bid, most * bid);
    const far = greater(least * (bid - outer), most * (bid - outer));
    this.kBid = scaleBid(this, greater(inner, far));
    this.kAsk = scaleAsk(this, least >= 0 ? least * ask : least * (ask + outer));
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const unit = this.state().quotedUnit;
    if (unit < 0) return;
    const price = <f64>this.quotePrice;
    const equity = this.quoteEquity;
    let x: f64 = this.net > 0 ? 1 : this.net < 0 ? -1 : 0;
    if (equity > 0) {
      const allowed = parameter(this, ATR_MAKER_MAX_INVENTORY_RATIO) * equity;
      x = greater(lesser((this.net * price * this.lotValue) / allowed, 1), -1);
    }
    const centre = price * (1 - parameter(this, ATR_MAKER_INVENTORY_SKEW) * unit * x);
    const bidSpread = this.shareOf(ATR_MAKER_BID_SPREAD, unit, multiplier);
    const askSpread = this.shareOf(ATR_MAKER_ASK_SPREAD, unit, multiplier);
    const spacing = parameter(this, ATR_MAKER_LEVEL_SPACING) * unit;
    const levels = <i32>parameter(this, ATR_MAKER_LEVELS);
    const fixed = parameter(this, ATR_MAKER_SIZE) != 0;
    const lots = orderLots(this, fixed, parameter(this, ATR_MAKER_SIZE + 1));
    const bids = !noBuy && !atLeast(x, 1);
    const asks = !noSell && !atMost(x, -1);
    for (let i = 0; i < levels; i++) {
      const step = <f64>i * spacing;
      const bid = floorTick(centre * (1 - bidSpread - step), this.tickUnits);
      const ask = ceilTick(centre * (1 + askSpread + step), this.tickUnits);
      if (bids) quoteNet(this, true, bid, lots);
      if (asks) quoteNet(this, false, ask, lots);
    }
  }
}
