/**
 * The price inside a synthetic bar: twelve small uniform moves around a slow trend, pulled back
 * towards the first price, and now and then a jump.
 */
import { RandomStream } from "./random.js";
import type { SyntheticMarket } from "./synthetic-options.js";
import { MINUTE_SIGMA_RATIO } from "./volatility.js";

const STEPS = 12;
// a step is a uniform odd number in -65535 .. 65535; this makes the deviation of twelve of them 1
const STEP_MAX = 65535;
const STEP_SCALE = 1 / Math.sqrt((STEPS * (65536 * 65536 - 1)) / 3);
/** Keeps the price of a bar within a factor of two of the one before, whatever the options. */
const SIGMA_MAX_RATIO = 0.05;
const JUMP_MAX_RATIO = 0.25;
/** The price stays within this factor of the first one. */
const RANGE_FACTOR = 14;

// per minute: deviation and memory of the trend, strength of the pull
const TREND_SIGMA_RATIO = 4e-6;
const TREND_MINUTES = 5 * 1440;
const PULL = 1.2e-6;
// makes up for the variance, which would otherwise take the median price down
const LIFT_RATIO = (MINUTE_SIGMA_RATIO * MINUTE_SIGMA_RATIO) / 2;

/** Prices of the bar just made, in units, not rounded. */
export class PriceProcess {
  open: number;
  high: number;
  low: number;
  close: number;
  readonly #anchor: number;
  readonly #steps: RandomStream;
  readonly #events: RandomStream;
  readonly #jumpChance: number;
  readonly #jumpRatio: number;
  readonly #minutes: number;
  #trend = 0;

  constructor(market: SyntheticMarket) {
    this.#anchor = market.startUnits;
    this.#steps = RandomStream.of(market.seed, 0);
    this.#events = RandomStream.of(market.seed, 1);
    this.#minutes = market.intervalMs / 60_000;
    this.#jumpChance = (market.jumpsPerDay * market.intervalMs) / 86_400_000;
    this.#jumpRatio = market.jumpRatio;
    this.open = this.high = this.low = this.close = market.startUnits;
  }

  /**
   * Makes the next bar.
   * @param sigmaRatio deviation of its move, share of the price
   * @param missedBars bars left out before it; the price moves on meanwhile
   * @returns its move without jumps, share of the price
   */
  next(sigmaRatio: number, missedBars: number): number {
    const sigma = sigmaRatio < SIGMA_MAX_RATIO ? sigmaRatio : SIGMA_MAX_RATIO;
    const jump = this.#events.next() < this.#jumpChance ? this.#nextJump() : 0;
    const jumpsAtOpen = jump !== 0 && this.#events.next() < 0.5;
    let gap = this.#nextDrift();
    if (jumpsAtOpen) gap += jump;
    if (missedBars > 0) {
      const wide = sigma * Math.sqrt(missedBars);
      gap += (wide < SIGMA_MAX_RATIO ? wide : SIGMA_MAX_RATIO) * this.#events.nextBell();
    }
    const first = this.close * (1 + gap);
    this.open = first;
    const moveRatio = this.#walk(first, sigma * STEP_SCALE);
    if (jump !== 0 && !jumpsAtOpen) {
      this.close *= 1 + jump;
      if (this.close > this.high) this.high = this.close;
      if (this.close < this.low) this.low = this.close;
    }
    return moveRatio;
  }

  // in whole numbers and without branches, which no predictor could guess: twice as fast
  #walk(first: number, scale: number): number {
    let at = 0;
    let top = 0;
    let bottom = 0;
    for (let step = 0; step < STEPS; step += 2) {
      const bits = this.#steps.nextBits();
      at = (at + ((bits & 0xffff) << 1) - STEP_MAX) | 0;
      const over1 = (at - top) | 0;
      top = (top + (over1 & ~(over1 >> 31))) | 0;
      const under1 = (at - bottom) | 0;
      bottom = (bottom + (under1 & (under1 >> 31))) | 0;
      at = (at + ((bits >>> 16) << 1) - STEP_MAX) | 0;
      const over2 = (at - top) | 0;
      top = (top + (over2 & ~(over2 >> 31))) | 0;
      const under2 = (at - bottom) | 0;
      bottom = (bottom + (under2 & (under2 >> 31))) | 0;
    }
    this.high = first * (1 + top * scale);
    this.low = first * (1 + bottom * scale);
    this.close = first * (1 + at * scale);
    return at * scale;
  }

  // trend plus pull; far from the first price the pull grows with the cube, so that it holds
  #nextDrift(): number {
    const anchor = this.#anchor;
    const minutes = this.#minutes;
    const memory = minutes / TREND_MINUTES;
    const news = TREND_SIGMA_RATIO * Math.sqrt(2 * memory);
    this.#trend += news * this.#events.nextBell() - memory * this.#trend;
    // close to the logarithm of anchor / close near the anchor, and never beyond -2 .. 2
    const distance = (2 * (anchor - this.close)) / (anchor + this.close);
    const pull = PULL * distance * (1 + 2 * distance * distance);
    if (this.close > anchor * RANGE_FACTOR) return -0.01;
    if (this.close * RANGE_FACTOR < anchor) return 0.01;
    return (this.#trend + pull + LIFT_RATIO) * minutes;
  }

  // most jumps are small, one in a dozen is several times the mean
  #nextJump(): number {
    const size = (0.365 * this.#jumpRatio) / (0.08 + this.#events.next());
    const capped = size < JUMP_MAX_RATIO ? size : JUMP_MAX_RATIO;
    return this.#events.nextBits() < 0 ? -capped : capped;
  }
}
