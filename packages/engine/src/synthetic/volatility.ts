/**
 * Volatility of the synthetic market, bar by bar: regimes that last for hours or days, a fast
 * part that feeds on the last moves (GARCH), the hours of the day, and a fat-tailed factor.
 * Each part has mean square 1, so that the whole is the base volatility in the long run.
 */
import type { RandomStream } from "./random.js";

/** Deviation of a minute's move in the long run, share of the price, jumps included. */
export const MINUTE_SIGMA_RATIO = 0.0008;

// calm, normal, busy, storm: [relative volatility, share of the time, mean length in minutes]
const REGIMES = [
  [0.5, 0.38, 2400],
  [0.9, 0.42, 1500],
  [1.7, 0.16, 600],
  [3.0, 0.04, 180],
] as const;

const GARCH_NEWS = 0.06;
const GARCH_MEMORY = 0.92;
const GARCH_CEILING = 25;
// the fat-tailed factor is TAIL / (TAIL_OFFSET + uniform), scaled to mean square 1
const TAIL_OFFSET = 0.3;
const TAIL = Math.sqrt(TAIL_OFFSET * (1 + TAIL_OFFSET));

/** Relative activity of each UTC hour: Asian open, European open, American session. */
const HOURLY_ACTIVITY = [
  1.15, 1.1, 1.0, 0.9, 0.82, 0.8, 0.85, 0.95, 1.1, 1.0, 0.92, 0.92, 1.0, 1.3, 1.5, 1.45, 1.3, 1.15,
  1.05, 0.98, 0.95, 0.88, 0.84, 0.95,
];

/**
 * Activity of each bar of the UTC day, mean square 1.
 * @returns f64[barsPerDay], about 0.8 to 1.5
 */
function dailyProfile(barsPerDay: number): Float64Array {
  const profile = new Float64Array(barsPerDay);
  let squares = 0;
  for (let bar = 0; bar < barsPerDay; bar++) {
    const hours = (bar * 24) / barsPerDay;
    const hour = Math.floor(hours);
    const here = HOURLY_ACTIVITY[hour];
    const next = HOURLY_ACTIVITY[(hour + 1) % 24];
    profile[bar] = here + (next - here) * (hours - hour);
    squares += profile[bar] * profile[bar];
  }
  const scale = 1 / Math.sqrt(squares / barsPerDay);
  for (let bar = 0; bar < barsPerDay; bar++) profile[bar] *= scale;
  return profile;
}

function regimeMeanSquare(): number {
  return REGIMES.reduce((sum, [level, share]) => sum + level * level * share, 0);
}

function regimeEntries(): number {
  return REGIMES.reduce((sum, [, share, lengthMinutes]) => sum + share / lengthMinutes, 0);
}

/** State of the volatility; `next` once a bar, then `learn` with the bar's move. */
export class VolatilityProcess {
  readonly #random: RandomStream;
  readonly #profile: Float64Array;
  readonly #barMinutes: number;
  /** of a bar of mean activity */
  readonly #sigmaRatio: number;
  /** of the present regime */
  #level = 1;
  #changeChance = 1;
  #heat = 1;
  #calmRatio = 1;

  constructor(random: RandomStream, sigmaRatio: number, barMinutes: number) {
    this.#random = random;
    this.#sigmaRatio = sigmaRatio / Math.sqrt(regimeMeanSquare());
    this.#barMinutes = barMinutes;
    this.#profile = dailyProfile(1440 / barMinutes);
  }

  /**
   * Deviation of the next bar's move, share of the price.
   * @param barOfDay whole, from 0 at 00:00 UTC
   */
  next(barOfDay: number): number {
    if (this.#random.next() < this.#changeChance) this.#changeRegime();
    const activity = this.#level * this.#profile[barOfDay];
    this.#calmRatio = this.#sigmaRatio * activity;
    const tail = TAIL / (TAIL_OFFSET + this.#random.next());
    return this.#calmRatio * Math.sqrt(this.#heat) * tail;
  }

  /** Lets the move of the bar just made, share of the price, heat up the bars after it. */
  learn(moveRatio: number): void {
    const surprise = moveRatio / this.#calmRatio;
    const heat =
      1 - GARCH_NEWS - GARCH_MEMORY + GARCH_MEMORY * this.#heat + GARCH_NEWS * surprise * surprise;
    this.#heat = heat < GARCH_CEILING ? heat : GARCH_CEILING;
  }

  // the next regime is drawn by entries (share of time / mean length), so that the shares hold
  #changeRegime(): void {
    let left = this.#random.next() * regimeEntries();
    for (const [level, share, lengthMinutes] of REGIMES) {
      this.#level = level;
      this.#changeChance = this.#barMinutes / lengthMinutes;
      left -= share / lengthMinutes;
      if (left < 0) return;
    }
  }
}
