/** How sure the Sharpe ratio of returns is that nobody has picked for it. */
import { minimumTrackRecord, probabilisticSharpe } from "../luck/sharpe-statistics.js";

/** Fewer days say nothing about the shape of returns. */
export const LUCK_DAYS_MIN = 30;

const DAYS_PER_YEAR = 365;

/**
 * What luck can explain of an account. Its days were not looked at when its parameters were chosen, so
 * that nothing is to be deflated by the number of trials.
 */
export interface OutOfSampleLuck {
  readonly days: number;
  /** of a year */
  readonly sharpe: number;
  readonly skewness: number;
  /** 3 for a normal distribution */
  readonly kurtosis: number;
  /** probability that the true Sharpe ratio is above 0 */
  readonly probabilisticSharpe: number;
  /** days after which it would be above 0 with 95 % confidence; null: never, at this ratio */
  readonly minimumTrackRecordDays: number | null;
}

/**
 * @param returns of each day, share of one
 * @returns null with fewer than 30 days, or where returns do not differ
 */
export function outOfSampleLuck(returns: ArrayLike<number>): OutOfSampleLuck | null {
  const n = returns.length;
  if (n < LUCK_DAYS_MIN) return null;
  const values = Array.from(returns);
  const mean = values.reduce((sum, one) => sum + one, 0) / n;
  const moment = (power: number) => values.reduce((sum, one) => sum + (one - mean) ** power, 0) / n;
  const variance = moment(2);
  if (!(variance > 0)) return null;
  const estimate = {
    sharpe: mean / Math.sqrt((variance * n) / (n - 1)),
    observations: n,
    skewness: moment(3) / variance ** 1.5,
    kurtosis: moment(4) / variance ** 2,
  };
  const needed = minimumTrackRecord(estimate);
  return {
    days: n,
    sharpe: estimate.sharpe * Math.sqrt(DAYS_PER_YEAR),
    skewness: estimate.skewness,
    kurtosis: estimate.kurtosis,
    probabilisticSharpe: probabilisticSharpe(estimate),
    minimumTrackRecordDays: Number.isFinite(needed) ? needed : null,
  };
}
