/** `glft`: levels around a price that leans against the inventory, closed form. Semantics 8. */
import { exp } from "../../portable/math";
import { orderLots, quoteNet } from "../acceptance";
import { Market, parameter, Run, stateOf } from "../layout";
import { equityAt } from "../ledger";
import { atLeast, ceilTick, floorTick, greater, lesser } from "../math/rounding";
import { scaleAsk, scaleBid } from "../reach";
import { spreadMultiplier } from "../regimes";
import { barsPerDay, meanOf, relativeLog, slideSum } from "./estimates";
import { fitIntensity, IntensityFit } from "./intensity-fit";
import {
  GLFT_FILL_RISK_AVERSION,
  GLFT_FIT_INTERVAL,
  GLFT_FIT_WINDOW,
  GLFT_INTENSITY,
  GLFT_INTENSITY_DECAY,
  GLFT_LEVEL_SPACING,
  GLFT_LEVELS,
  GLFT_MAX_INVENTORY,
  GLFT_MIN_SPREAD,
  GLFT_RISK_AVERSION,
  GLFT_SIZE,
  GLFT_VOLATILITY,
  GLFT_VOLATILITY_WINDOW,
} from "./parameters.gen";

/** The window in which the inventory, in orders, is bounded: shares of a price. */
const LOW: f64 = 0.95;
const HIGH: f64 = 1.05;

/** What the strategy knows after the last complete bar, and what the latest quote knew. */
@unmanaged
class State {
  /** 1: it can quote */
  ready: i32;
  quotedReady: i32;
  varianceSum: f64;
  /** half spread without risk; what a unit of volatility adds; volatility of a day */
  c1: f64;
  c2: f64;
  sigma: f64;
  quotedC1: f64;
  quotedC2: f64;
  quotedSigma: f64;
  /** bounds of the lots of an order while the position is `boundedNet` and the price in a window */
  boundedNet: f64;
  leastLots: f64;
  mostLots: f64;
}

@unmanaged
export class Glft extends Run {
  // @ts-ignore: decorator
  @inline
  state(): State {
    return changetype<State>(stateOf(this));
  }

  // @ts-ignore: decorator
  @inline
  fit(): IntensityFit {
    return changetype<IntensityFit>(stateOf(this) + offsetof<State>());
  }

  /** Whether A or k come from the bars. */
  // @ts-ignore: decorator
  @inline
  fits(): bool {
    const intensity = parameter(this, GLFT_INTENSITY);
    const decay = parameter(this, GLFT_INTENSITY_DECAY);
    return intensity != intensity || decay != decay;
  }

  begin(): void {
    this.state().boundedNet = NaN;
    if (!this.fits()) this.solve();
  }

  /** c1 and c2 of the intensity that is known. */
  solve(): void {
    const state = this.state();
    const fit = this.fit();
    let intensity = parameter(this, GLFT_INTENSITY);
    let decay = parameter(this, GLFT_INTENSITY_DECAY);
    if (intensity != intensity) intensity = fit.intensity;
    if (decay != decay) decay = fit.decay;
    const gamma = parameter(this, GLFT_RISK_AVERSION);
    let xi = parameter(this, GLFT_FILL_RISK_AVERSION);
    if (xi != xi) xi = gamma;
    const x = xi / decay;
    const log = relativeLog(x);
    state.c1 = log / decay;
    state.c2 = Math.sqrt((gamma / (2 * intensity * decay)) * exp((1 + x) * log));
  }

  afterBar(i: i32): void {
    const state = this.state();
    const market = changetype<Market>(this.market);
    const window = <i32>parameter(this, GLFT_VOLATILITY_WINDOW);
    const kind = <i32>parameter(this, GLFT_VOLATILITY);
    state.varianceSum = slideSum(market, state.varianceSum, i, window, kind);
    state.sigma = Math.sqrt(meanOf(state.varianceSum, window) * barsPerDay(market));
    const complete = i + 1;
    let ready = complete >= window;
    if (this.fits()) {
      const span = <i32>parameter(this, GLFT_FIT_WINDOW);
      const late = complete - span;
      if (late >= 0 && late % <i32>parameter(this, GLFT_FIT_INTERVAL) == 0) {
        const fit = this.fit();
        const counts = changetype<usize>(fit) + offsetof<IntensityFit>();
        fitIntensity(fit, counts, market, i, span, parameter(this, GLFT_INTENSITY_DECAY));
        if (fit.fitted) this.solve();
      }
      ready = ready && this.fit().fitted != 0;
    }
    state.ready = i32(ready);
  }

  latch(): void {
    const state = this.state();
    state.quotedReady = state.ready;
    state.quotedC1 = state.c1;
    state.quotedC2 = state.c2;
    state.quotedSigma = state.sigma;
  }

  /** Lots of an order by the share of equity that it has, before they are rounded. */
  // @ts-ignore: decorator
  @inline
  sharedLots(price: f64): f64 {
    return (parameter(this, GLFT_SIZE + 1) * equityAt(this, price)) / (price * this.lotValue);
  }

  /** Bounds the lots of an order: equity by price is monotone in the price, rounding moves it by 1. */
  narrowReach(near: f64): void {
    const state = this.state();
    const lowest = Math.ceil(near * LOW);
    const highest = Math.floor(near * HIGH);
    const atLow = this.sharedLots(lowest);
    const atHigh = this.sharedLots(highest);
    const least = lesser(atLow, atHigh) * (1 - 1e-9) - 1;
    const most = greater(atLow, atHigh) * (1 + 1e-9) + 1;
    state.leastLots = lesser(greater(least, this.minLots), this.maxOrderLots);
    state.mostLots = lesser(greater(most, this.minLots), this.maxOrderLots);
    state.boundedNet = this.net;
    if (parameter(this, GLFT_SIZE) != 0) return;
    this.safeLo = max(this.safeLo, <i32>lowest);
    this.safeHi = min(this.safeHi, <i32>lesser(highest, 2147483647));
  }

  /** Half spread at a volatility. */
  // @ts-ignore: decorator
  @inline
  half(c1: f64, c2: f64, sigma: f64): f64 {
    return greater(c1 + (sigma * c2) / 2, parameter(this, GLFT_MIN_SPREAD));
  }

  updateReach(): void {
    const state = this.state();
    if (!state.ready) {
      this.kBid = 0;
      this.kAsk = scaleAsk(this, 2);
      return;
    }
    const spread =
      this.half(state.c1, state.c2, state.sigma) * spreadMultiplier(this, this.regime);
    const skew = state.sigma * state.c2;
    // Bounds of the inventory in orders; in the direction of the position only, if no better is known.
    let low: f64 = this.net < 0 ? -Infinity : 0;
    let high: f64 = this.net > 0 ? Infinity : 0;
    if (this.net != 0 && skew > 0) {
      let least = this.minLots;
      let most = this.maxOrderLots;
      if (parameter(this, GLFT_SIZE) != 0) {
        least = orderLots(this, true, parameter(this, GLFT_SIZE + 1));
        most = least;
      } else if (state.boundedNet == this.net) {
        least = state.leastLots;
        most = state.mostLots;
      }
      const large = this.net / least;
      const small = this.net / most;
      low = lesser(large, small);
      high = greater(large, small);
    }
    this.kBid = scaleBid(this, skew > 0 ? 1 - spread - skew * low : 1 - spread);
    this.kAsk = scaleAsk(this, skew > 0 ? 1 + spread - skew * high : 1 + spread);
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const state = this.state();
    if (!state.quotedReady) return;
    const price = <f64>this.quotePrice;
    const fixed = parameter(this, GLFT_SIZE) != 0;
    const lots = orderLots(this, fixed, parameter(this, GLFT_SIZE + 1));
    const q = this.net / lots;
    const half = this.half(state.quotedC1, state.quotedC2, state.quotedSigma);
    const h = half * multiplier;
    const lean = state.quotedSigma * state.quotedC2 * q;
    let spacing = parameter(this, GLFT_LEVEL_SPACING);
    if (spacing != spacing) spacing = half;
    const levels = <i32>parameter(this, GLFT_LEVELS);
    const most = parameter(this, GLFT_MAX_INVENTORY);
    for (let i = 0; i < levels; i++) {
      const level = <f64>i;
      if (!noBuy && !atLeast(q + level, most)) {
        const bid = price * (1 - h - lean - level * spacing);
        quoteNet(this, true, floorTick(bid, this.tickUnits), lots);
      }
      if (!noSell && !atLeast(level - q, most)) {
        const ask = price * (1 + h - lean + level * spacing);
        quoteNet(this, false, ceilTick(ask, this.tickUnits), lots);
      }
    }
  }
}
