/**
 * How much larger or smaller orders may be before liquidation becomes likely: days of the run are put
 * together again in blocks, with everything that was held that many times as large.
 */

import { RandomStream } from "../synthetic/random.js";
import type { DayStates } from "./day-states.js";

/** How sizes are meant: shares of equity grow with it, quantities do not. */
export type Sizing = "equity" | "quantity";

export interface LargestSizeOptions {
  readonly sizing: Sizing;
  /** equity at the beginning, quote */
  readonly initial: number;
  /** days of a resampled account */
  readonly horizonDays: number;
  readonly draws: number;
  readonly seed: number | bigint;
  /** mean length of a block, days */
  readonly blockDays: number;
}

/** Where blocks begin: a day anywhere, for a random number of days, never over the end of the data. */
function* blocks(
  days: number,
  horizonDays: number,
  blockDays: number,
  random: RandomStream,
): Generator<{ readonly from: number; readonly to: number }> {
  for (let left = horizonDays; left > 0; ) {
    const from = Math.floor(random.next() * days);
    let to = from + 1;
    while (to - from < left && to < days && random.next() >= 1 / blockDays) to++;
    left -= to - from;
    yield { from, to };
  }
}

/**
 * The times by which positions may be multiplied before an account put together of blocks is liquidated.
 *
 * A block keeps what was held through its days, in money: with `f` times the positions, equity in it is
 * `W + f·w·(E − E_a)`, `E_a` the equity of the run before the block, `W` that of the account then, `w = W / E_a`
 * for sizes that go with equity and 1 for quantities; it is liquidated where that is not more than
 * `f·w·maintenance`.
 *
 * Source of the blocks: D. N. Politis and J. P. Romano, "The stationary bootstrap" (1994); blocks here
 * end at the end of the data instead of going round, as a position does not go on there.
 * @returns f64[draws] sorted upwards; Infinity: however large
 */
export function liquidationFactors(days: DayStates, options: LargestSizeOptions): Float64Array {
  const { sizing, initial, horizonDays, draws, seed, blockDays } = options;
  const factors = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const random = RandomStream.of(seed, draw);
    let least = Number.POSITIVE_INFINITY;
    /** what quantities have won before the block, quote */
    let won = 0;
    for (const { from, to } of blocks(days.days, horizonDays, blockDays, random)) {
      const start = days.before[from];
      const held = sizing === "equity" ? start : initial;
      for (let day = from; day < to; day++) {
        const need = days.shortfall[day] + start - won;
        if (need > 0 && held / need < least) least = held / need;
      }
      if (sizing === "quantity") won += days.after[to - 1] - start;
    }
    factors[draw] = least;
  }
  return factors.sort();
}

export interface LargestSize extends LargestSizeOptions {
  /** the probability that is allowed, share of one */
  readonly probability: number;
  /** of liquidation within the horizon with the sizes as they are, share of one */
  readonly liquidationNow: number;
  /** the largest multiple of the sizes with less than the allowed probability; null: any that was tried */
  readonly factor: number | null;
}

/** Multiples beyond which nothing is said: margin, limits and the market would not bear them. */
const FACTOR_MAX = 1000;

/** The largest multiple of all positions with which liquidation is less likely than allowed. */
export function largestSize(
  days: DayStates,
  options: LargestSizeOptions & { readonly probability: number },
): LargestSize {
  const factors = liquidationFactors(days, options);
  const now = factors.findIndex((factor) => factor > 1);
  // So many may be liquidated that the share of them stays below what is allowed.
  const allowed = Math.ceil(options.probability * factors.length) - 1;
  const factor = allowed < 0 ? 0 : factors[Math.min(allowed, factors.length - 1)];
  return {
    ...options,
    liquidationNow: (now === -1 ? factors.length : now) / factors.length,
    factor: factor > FACTOR_MAX ? null : factor,
  };
}
