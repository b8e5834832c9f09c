/** `avellaneda-stoikov`: a bid and an ask around a price that leans against the inventory. Semantics 8. */
import { exp } from "../../portable/math";
import { orderLots, quoteNet } from "../acceptance";
import { Market, parameter, Run, stateOf } from "../layout";
import { atLeast, atMost, ceilTick, floorLots, floorTick, greater, lesser } from "../math/rounding";
import { boundInventory, scaleAsk, scaleBid } from "../reach";
import { spreadMultiplier } from "../regimes";
import { openTimeOf } from "../trajectory";
import { barsPerDay, DAY_MS, meanOf, relativeLog, slideSum, VALUE_RANGE } from "./estimates";
import {
  AVELLANEDA_STOIKOV_HORIZON,
  AVELLANEDA_STOIKOV_HORIZON_DAYS,
  AVELLANEDA_STOIKOV_KAPPA,
  AVELLANEDA_STOIKOV_KAPPA_WINDOW,
  AVELLANEDA_STOIKOV_MAX_INVENTORY_RATIO,
  AVELLANEDA_STOIKOV_MIN_SPREAD,
  AVELLANEDA_STOIKOV_RISK_AVERSION,
  AVELLANEDA_STOIKOV_SIZE,
  AVELLANEDA_STOIKOV_SIZE_SHAPE,
  AVELLANEDA_STOIKOV_VOLATILITY,
  AVELLANEDA_STOIKOV_VOLATILITY_WINDOW,
} from "./parameters.gen";

const HORIZON_DAILY: f64 = 1;
const DAY: i64 = 86400000;
/** ranges of which the mean is no more say nothing */
const LEAST_RANGE: f64 = 1e-9;

/** What the strategy knows after the last complete bar, and what the latest quote knew. */
@unmanaged
class State {
  bars: i32;
  varianceSum: f64;
  rangeSum: f64;
  /** variance of a day; κ, 0: nothing can be placed */
  variance: f64;
  kappa: f64;
  quotedVariance: f64;
  quotedKappa: f64;
}

@unmanaged
export class AvellanedaStoikov extends Run {
  // @ts-ignore: decorator
  @inline
  state(): State {
    return changetype<State>(stateOf(this));
  }

  afterBar(i: i32): void {
    const state = this.state();
    const market = changetype<Market>(this.market);
    const window = <i32>parameter(this, AVELLANEDA_STOIKOV_VOLATILITY_WINDOW);
    const kind = <i32>parameter(this, AVELLANEDA_STOIKOV_VOLATILITY);
    state.varianceSum = slideSum(market, state.varianceSum, i, window, kind);
    state.variance = meanOf(state.varianceSum, window) * barsPerDay(market);
    state.bars = i + 1;
    let ready = i + 1 >= window;
    let kappa = parameter(this, AVELLANEDA_STOIKOV_KAPPA);
    if (kappa != kappa) {
      const span = <i32>parameter(this, AVELLANEDA_STOIKOV_KAPPA_WINDOW);
      state.rangeSum = slideSum(market, state.rangeSum, i, span, VALUE_RANGE);
      const range = meanOf(state.rangeSum, span);
      ready = ready && i + 1 >= span && range > LEAST_RANGE;
      kappa = 2 / range;
    }
    state.kappa = ready ? kappa : 0;
  }

  latch(): void {
    const state = this.state();
    state.quotedVariance = state.variance;
    state.quotedKappa = state.kappa;
  }

  narrowReach(near: f64): void {
    if (parameter(this, AVELLANEDA_STOIKOV_RISK_AVERSION) == 0) return;
    boundInventory(this, near, parameter(this, AVELLANEDA_STOIKOV_MAX_INVENTORY_RATIO));
  }

  /** Days to the horizon at a time. */
  // @ts-ignore: decorator
  @inline
  daysLeft(time: i64): f64 {
    if (parameter(this, AVELLANEDA_STOIKOV_HORIZON) != HORIZON_DAILY) {
      return parameter(this, AVELLANEDA_STOIKOV_HORIZON_DAYS);
    }
    return <f64>(DAY - (time % DAY)) / DAY_MS;
  }

  /** Bounds of what quotes of the next bar, or of the rest of this one, can be. */
  updateReach(): void {
    const state = this.state();
    const kappa = state.kappa;
    if (kappa == 0) {
      this.kBid = 0;
      this.kAsk = scaleAsk(this, 2);
      return;
    }
    const market = changetype<Market>(this.market);
    // Nothing is quoted after the last bar.
    const open = openTimeOf(market, min(state.bars, market.count - 1));
    let most = this.daysLeft(open);
    let least = this.daysLeft(open + market.intervalMs - 1);
    if (least > most) {
      // A day ends inside of the bar.
      least = 0;
      most = 1;
    }
    const gamma = parameter(this, AVELLANEDA_STOIKOV_RISK_AVERSION);
    const risk = gamma * state.variance;
    const near = risk * least;
    const far = risk * most;
    // ln(1 + x) ≥ 2x/(2 + x), and it is cheap.
    const fills = (2 / (2 * kappa + gamma)) * (1 - 1e-9);
    const half = greater(near / 2 + fills, parameter(this, AVELLANEDA_STOIKOV_MIN_SPREAD));
    const spread = half * spreadMultiplier(this, this.regime);
    const low = this.leastInventory;
    const high = this.mostInventory;
    this.kBid = scaleBid(this, 1 - low * (low < 0 ? far : near) - spread);
    this.kAsk = scaleAsk(this, 1 - high * (high > 0 ? far : near) + spread);
  }

  /** Lots of the side that adds to an inventory. */
  adding(lots: f64, q: f64): f64 {
    const shape = parameter(this, AVELLANEDA_STOIKOV_SIZE_SHAPE);
    return greater(floorLots(lots * exp(-(shape * Math.abs(q)))), this.minLots);
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const state = this.state();
    const kappa = state.quotedKappa;
    if (kappa == 0) return;
    const price = <f64>this.quotePrice;
    const equity = this.quoteEquity;
    let q: f64 = this.net > 0 ? 1 : this.net < 0 ? -1 : 0;
    if (equity > 0) {
      const allowed = parameter(this, AVELLANEDA_STOIKOV_MAX_INVENTORY_RATIO) * equity;
      q = greater(lesser((this.net * price * this.lotValue) / allowed, 1), -1);
    }
    const gamma = parameter(this, AVELLANEDA_STOIKOV_RISK_AVERSION);
    const w = gamma * state.quotedVariance * this.daysLeft(this.quoteTime);
    const optimal = w / 2 + relativeLog(gamma / kappa) / kappa;
    const h = greater(optimal, parameter(this, AVELLANEDA_STOIKOV_MIN_SPREAD)) * multiplier;
    const fixed = parameter(this, AVELLANEDA_STOIKOV_SIZE) != 0;
    const lots = orderLots(this, fixed, parameter(this, AVELLANEDA_STOIKOV_SIZE + 1));
    if (!noBuy && !atLeast(q, 1)) {
      const bid = floorTick(price * (1 - q * w - h), this.tickUnits);
      quoteNet(this, true, bid, q > 0 ? this.adding(lots, q) : lots);
    }
    if (!noSell && !atMost(q, -1)) {
      const ask = ceilTick(price * (1 - q * w + h), this.tickUnits);
      quoteNet(this, false, ask, q < 0 ? this.adding(lots, q) : lots);
    }
  }
}
