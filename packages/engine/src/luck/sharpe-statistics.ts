/**
 * How sure a Sharpe ratio is, for its length, its shape, and the number of trials it was picked from.
 * Ratios here are of one period (a day), not of a year; kurtosis is 3 for a normal distribution.
 */
import { normalCdf, normalQuantile } from "./normal.js";

const EULER_MASCHERONI = 0.5772156649015329;
const { E } = Math;

/** A Sharpe ratio, and the returns that it is of. */
export interface SharpeEstimate {
  /** of one period */
  readonly sharpe: number;
  readonly observations: number;
  /** third standardised moment of the returns */
  readonly skewness: number;
  /** fourth standardised moment of the returns, 3 for a normal distribution */
  readonly kurtosis: number;
}

/** Variance of √(n − 1) times the estimate: Mertens (2002), for returns of any shape. */
function sharpeVariance({ sharpe, skewness, kurtosis }: SharpeEstimate): number {
  return 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
}

/**
 * Probability that the true Sharpe ratio is above a benchmark.
 *
 * Source: D. H. Bailey and M. López de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk
 * 15 (2012), eq. 11.
 * @param benchmark Sharpe ratio of one period
 * @returns 0..1; NaN when the estimate does not exist
 */
export function probabilisticSharpe(estimate: SharpeEstimate, benchmark = 0): number {
  const spread = Math.sqrt(sharpeVariance(estimate));
  const { sharpe, observations } = estimate;
  return normalCdf(((sharpe - benchmark) * Math.sqrt(observations - 1)) / spread);
}

/**
 * The Sharpe ratio that the best of so many trials has by luck, when the true one of all of them is 0.
 *
 * Source: D. H. Bailey and M. López de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio
 * Management 40 (2014), eq. 1: the expected maximum of so many normal numbers.
 * @param trials independent ones, 1 or more, whole or not
 * @param variance of the trials' Sharpe ratios
 * @returns Sharpe ratio of one period; 0 for one trial
 */
export function expectedMaximumSharpe(trials: number, variance: number): number {
  if (!(trials > 1)) return 0;
  const quantiles =
    (1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / trials) +
    EULER_MASCHERONI * normalQuantile(1 - 1 / (trials * E));
  // For less than two trials the approximation falls under what one trial is expected to have.
  return Math.sqrt(variance) * Math.max(0, quantiles);
}

/**
 * Probability that the true Sharpe ratio of the best of many trials is above what luck alone would
 * give the best of them.
 *
 * Source: Bailey and López de Prado (2014), eq. 2.
 * @param trials independent ones
 * @param variance of the trials' Sharpe ratios, of one period
 * @returns 0..1
 */
export function deflatedSharpe(estimate: SharpeEstimate, trials: number, variance: number): number {
  return probabilisticSharpe(estimate, expectedMaximumSharpe(trials, variance));
}

/**
 * Periods that a track record of this Sharpe ratio and shape must have, for its true ratio to be above
 * the benchmark with the confidence asked for.
 *
 * Source: Bailey and López de Prado (2012), eq. 13.
 * @param confidence above 0.5, under 1
 * @returns periods, not whole; Infinity when the ratio is not above the benchmark
 */
export function minimumTrackRecord(
  estimate: SharpeEstimate,
  benchmark = 0,
  confidence = 0.95,
): number {
  const distance = estimate.sharpe - benchmark;
  if (!(distance > 0)) return Number.POSITIVE_INFINITY;
  const reach = normalQuantile(confidence) / distance;
  return 1 + sharpeVariance(estimate) * reach * reach;
}

/**
 * Years that the best of so many trials of no skill needs before its Sharpe ratio is expected to stay
 * under `sharpe`: with shorter data, such a ratio is expected of luck.
 *
 * Source: D. H. Bailey, J. Borwein, M. López de Prado and Q. J. Zhu, "Pseudo-Mathematics and Financial
 * Charlatanism", Notices of the AMS 61 (2014), eq. 6: minimum backtest length.
 * @param trials independent ones
 * @param sharpe of a year, above 0
 */
export function minimumBacktestYears(trials: number, sharpe: number): number {
  const expected = expectedMaximumSharpe(trials, 1) / sharpe;
  return expected * expected;
}

/**
 * Independent trials that so many with this average correlation are worth.
 *
 * Source: Bailey and López de Prado (2014), appendix 3: between 1, when all are the same, and all of
 * them, when none has to do with another.
 * @param correlation average of all pairs; below 0 counts as 0
 */
export function impliedTrials(trials: number, correlation: number): number {
  const share = Math.min(1, Math.max(0, correlation));
  return share + (1 - share) * trials;
}
