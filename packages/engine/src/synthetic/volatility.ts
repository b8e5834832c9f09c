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
 * Activity of each minute of the UTC day, mean square 1.
 * @returns f64[1440], about 0.8 to 1.5
 */
export function dailyProfile(): Float64Array {
  const profile = new Float64Array(1440);
  let squares = 0;
  for (let minute = 0; minute < 1440; minute++) {
    const hour = Math.floor(minute / 60);
    const part = (minute % 60) / 60;
    const here = HOURLY_ACTIVITY[hour];
    const next = HOURLY_ACTIVITY[(hour + 1) % 24];
    profile[minute] = here + (next - here) * part;
    squares += profile[minute] * profile[minute];
  }
  const scale = 1 / Math.sqrt(squares / 1440);
  for (let minute = 0; minute < 1440; minute++) profile[minute] *= scale;
  return profile;
}

function regimeMeanSquare(): number {
  return REGIMES.reduce((sum, [level, share]) => sum + level * level * share, 0);
}

/** State of the volatility; `next` once a bar, then `learn` with the bar's move. */
export class VolatilityProcess {
  readonly #random: RandomStream;
  readonly #profile = dailyProfile();
  readonly #regimeScale = 1 / Math.sqrt(regimeMeanSquare());
  readonly #intervalMinutes: number;
  readonly #sigmaRatio: number;
  #regime = 1;
  #heat = 1;
  #calmRatio = 1;

  constructor(random: RandomStream, sigmaRatio: number, intervalMinutes: number) {
    this.#random = random;
    this.#sigmaRatio = sigmaRatio;
    this.#intervalMinutes = intervalMinutes;
  }

  /**
   * Deviation of the next bar's move, share of the price.
   * @param minuteOfDay whole, 0..1439, UTC
   */
  next(minuteOfDay: number): number {
    const [level, , lengthMinutes] = REGIMES[this.#regime];
    if (this.#random.next() * lengthMinutes < this.#intervalMinutes) this.#changeRegime();
    const activity = level * this.#regimeScale * this.#profile[minuteOfDay];
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
    let total = 0;
    for (const [, share, length] of REGIMES) total += share / length;
    let left = this.#random.next() * total;
    for (let i = 0; i < REGIMES.length; i++) {
      this.#regime = i;
      left -= REGIMES[i][1] / REGIMES[i][2];
      if (left < 0) return;
    }
  }
}
