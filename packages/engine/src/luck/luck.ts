/**
 * Is it luck? What a table of trials says about the best of them, from the daily returns of all. Every
 * number is of the trials that were run; none is asked for, none can be left out.
 */
import { throwIfAborted } from "../runs/drive-run.js";
import { trialCorrelation } from "./correlation.js";
import { type Overfitting, overfitting } from "./overfitting.js";
import { resamplesFor } from "./resamples.js";
import { type ReturnMatrix, rowsThatRan, type WorkControl } from "./return-matrix.js";
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  impliedTrials,
  minimumBacktestYears,
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeEstimate,
} from "./sharpe-statistics.js";
import { type SuperiorPredictive, superiorPredictive } from "./superior-predictive.js";
import { weightedSums } from "./weighted-sums.js";

/** Fewer trials or days than these say nothing. */
const LUCK_ROWS_MIN = 2;
const LUCK_DAYS_MIN = 30;

const DAYS_PER_YEAR = 365;
const CONFIDENCE = 0.95;
const BLOCKS_MAX = 16;
const BLOCKS_MIN = 4;
/** Scores of rows in splits that are worked out at most, twice. */
const SPLIT_SCORES_MAX = 300_000_000;

/** f64[rows] each, of the daily returns of every row. */
export interface TrialMoments {
  readonly mean: ArrayLike<number>;
  readonly deviation: ArrayLike<number>;
  readonly skewness: ArrayLike<number>;
  readonly kurtosis: ArrayLike<number>;
}

/** Returns of all trials; `SweepReturns` of a sweep is such. */
export interface LuckReturns extends ReturnMatrix {
  readonly days: number;
  readonly periodDays: number;
  readonly moments: TrialMoments;
}

/** The best trial, judged as one of many. Ratios are of a year (√365 days) unless they say otherwise. */
export interface BestTrial {
  readonly row: number;
  readonly sharpe: number;
  /** of its daily returns; kurtosis is 3 for a normal distribution */
  readonly skewness: number;
  readonly kurtosis: number;
  /** probability that its true Sharpe ratio is above 0, as if it had been the only trial */
  readonly probabilisticSharpe: number;
  /** probability that it is above what luck gives the best of as many trials */
  readonly deflatedSharpe: number;
  /** the same for as many trials as they are worth by their correlation */
  readonly deflatedSharpeEffective: number;
  /** days with which a Sharpe ratio above 0 is as good as certain (95 %), as if the only trial; null: never */
  readonly minimumTrackDays: number | null;
  /** days with which one above `expectedBestSharpe` is; null: never */
  readonly minimumTrackDaysDeflated: number | null;
}

/** Overfitting, in short; Sharpe ratios are of a year. */
export interface LuckOverfitting extends Omit<Overfitting, "findings"> {
  /** logits at the 5, 25, 50, 75 and 95 % of the splits; below 0: worse than the median */
  readonly logitQuantiles: readonly number[];
  /** median Sharpe ratio of the best rows in the half that picked them, and in the other */
  readonly medianInSample: number;
  readonly medianOutOfSample: number;
}

/** What the trials say about their best. */
export interface SweepLuck {
  /** configurations that were tried */
  readonly trials: number;
  /** independent trials that they are worth by their average correlation */
  readonly effectiveTrials: number;
  readonly averageCorrelation: number;
  readonly days: number;
  /** days of one return in `overfitting` and `superior`; above 1: joined, as memory was short */
  readonly periodDays: number;
  /** standard deviation of the trials' Sharpe ratios, of a year */
  readonly sharpeDeviation: number;
  /** Sharpe ratio of a year that luck gives the best of as many trials, none of which has an edge */
  readonly expectedBestSharpe: number;
  readonly expectedBestSharpeEffective: number;
  /** null: no trial can be best */
  readonly best: BestTrial | null;
  /** years of data with which luck is not expected to give so many trials a best one as good; null: no best above 0 */
  readonly minimumBacktestYears: number | null;
  /** null: fewer than two returns for each block */
  readonly overfitting: LuckOverfitting | null;
  readonly superior: SuperiorPredictive;
  /** of the bootstrap */
  readonly seed: number;
}

/** What is asked besides the returns. */
export interface LuckOptions extends WorkControl {
  /** the row that is shown as best; null: there is none */
  readonly best: number | null;
  /** configurations that were tried, when more than have returns here; default: the rows that count */
  readonly trials?: number | undefined;
  /** resamples of the bootstrap; default: 1000 */
  readonly draws?: number | undefined;
  /** of the bootstrap; default: 0 */
  readonly seed?: number | undefined;
}

function yearly(ratio: number, periodDays = 1): number {
  return ratio * Math.sqrt(DAYS_PER_YEAR / periodDays);
}

/** Sharpe ratio of one day; a row that neither gains nor loses has 0. */
function sharpeOf({ mean, deviation }: TrialMoments, row: number): number {
  return deviation[row] > 0 ? mean[row] / deviation[row] : 0;
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1);
}

function wholeOrNull(days: number): number | null {
  return Number.isFinite(days) ? Math.ceil(days) : null;
}

/** What the trials have in common. */
interface TrialFacts {
  readonly count: number;
  readonly effective: number;
  /** of Sharpe ratios of one day */
  readonly variance: number;
}

function bestTrial(returns: LuckReturns, row: number, facts: TrialFacts): BestTrial | null {
  const { moments, days } = returns;
  if (!(moments.deviation[row] > 0)) return null;
  const estimate: SharpeEstimate = {
    sharpe: sharpeOf(moments, row),
    observations: days,
    skewness: moments.skewness[row],
    kurtosis: moments.kurtosis[row],
  };
  const { count, effective, variance } = facts;
  const expected = expectedMaximumSharpe(count, variance);
  return {
    row,
    sharpe: yearly(estimate.sharpe),
    skewness: estimate.skewness,
    kurtosis: estimate.kurtosis,
    probabilisticSharpe: probabilisticSharpe(estimate),
    deflatedSharpe: deflatedSharpe(estimate, count, variance),
    deflatedSharpeEffective: deflatedSharpe(estimate, effective, variance),
    minimumTrackDays: wholeOrNull(minimumTrackRecord(estimate, 0, CONFIDENCE)),
    minimumTrackDaysDeflated: wholeOrNull(minimumTrackRecord(estimate, expected, CONFIDENCE)),
  };
}

function splitsOf(blocks: number): number {
  let splits = 1;
  for (let chosen = 1; chosen <= blocks / 2; chosen++) {
    splits = (splits * (blocks / 2 + chosen)) / chosen;
  }
  return splits;
}

/** As many blocks, up to 16, as the returns are long enough for and the time allows; 0: none. */
function blocksFor(rows: number, periods: number): number {
  for (let blocks = BLOCKS_MAX; blocks >= BLOCKS_MIN; blocks -= 2) {
    const isShort = periods < 2 * blocks && blocks > BLOCKS_MIN;
    if (!isShort && rows * splitsOf(blocks) <= SPLIT_SCORES_MAX) return blocks;
  }
  return BLOCKS_MIN;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function shortened({ findings, ...found }: Overfitting, periodDays: number): LuckOverfitting {
  const { logits, inSample, outOfSample } = findings;
  const sorted = logits.toSorted();
  const { degradation } = found;
  return {
    ...found,
    degradation: degradation && {
      slope: degradation.slope,
      intercept: yearly(degradation.intercept, periodDays),
    },
    logitQuantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile(sorted, share)),
    medianInSample: yearly(quantile(inSample.toSorted(), 0.5), periodDays),
    medianOutOfSample: yearly(quantile(outOfSample.toSorted(), 0.5), periodDays),
  };
}

/** Why there is nothing to say. `data`: the rows are not of the same days. */
export type LuckMissing = "rows" | "days" | "data";

/** Why the returns of a study say nothing about luck; null: they do. */
export function luckMissing(returns: LuckReturns | null): LuckMissing | null {
  if (returns === null) return "data";
  const rows = returns.ran.reduce((sum, one) => sum + one, 0);
  if (rows < LUCK_ROWS_MIN) return "rows";
  return returns.days < LUCK_DAYS_MIN ? "days" : null;
}

/** What a study says of luck, or why it says nothing. */
export interface LuckFinding {
  readonly luck: SweepLuck | null;
  /** null: `luck` is there */
  readonly luckMissing: LuckMissing | null;
}

/** As `luckOf`, for a study that may be too small for it. */
export async function luckFinding(
  returns: LuckReturns | null,
  options: LuckOptions,
): Promise<LuckFinding> {
  const { trials = LUCK_ROWS_MIN } = options;
  const missing = trials < LUCK_ROWS_MIN ? "rows" : luckMissing(returns);
  if (missing !== null || returns === null) return { luck: null, luckMissing: missing };
  return { luck: await luckOf(returns, options), luckMissing: null };
}

/**
 * What trials say about their best: the same on every machine. Ten thousand trials of five years take a
 * few seconds.
 * @param returns for which `luckMissing` is null
 * @throws ABORTED
 */
export async function luckOf(returns: LuckReturns, options: LuckOptions): Promise<SweepLuck> {
  const { best: bestRow, draws = 1000, seed = 0, signal, onProgress } = options;
  throwIfAborted({ signal });
  const rows = rowsThatRan(returns);
  const { moments, periods, periodDays, days } = returns;
  const sharpes = Float64Array.from(rows, (row) => sharpeOf(moments, row));
  const correlation = await trialCorrelation(returns, { signal });
  const { trials: count = rows.length } = options;
  const effective = impliedTrials(count, correlation);
  const facts = { count, effective, variance: varianceOf(sharpes) };
  const best = bestRow === null ? null : bestTrial(returns, bestRow, facts);
  const blocks = blocksFor(rows.length, periods);
  const part = (from: number, to: number): WorkControl => ({
    signal,
    onProgress: (share) => onProgress?.(from + share * (to - from)),
  });
  const found = periods < 2 * blocks ? null : await overfitting(returns, blocks, part(0, 0.5));
  const resamples = await resamplesFor(returns, bestRow, { draws, seed, signal });
  const sums = await weightedSums(resamples);
  const superior = await superiorPredictive(returns, resamples, sums, part(0.5, 1));
  return {
    trials: count,
    effectiveTrials: effective,
    averageCorrelation: correlation,
    days,
    periodDays,
    sharpeDeviation: yearly(Math.sqrt(facts.variance)),
    expectedBestSharpe: yearly(expectedMaximumSharpe(count, facts.variance)),
    expectedBestSharpeEffective: yearly(expectedMaximumSharpe(effective, facts.variance)),
    best,
    minimumBacktestYears:
      best === null || !(best.sharpe > 0) ? null : minimumBacktestYears(count, best.sharpe),
    overfitting: found && shortened(found, periodDays),
    superior,
    seed,
  };
}
