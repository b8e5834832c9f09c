/**
 * Whether the best of many rows earns more than nothing, after all of them were looked at: White's
 * reality check and Hansen's test for superior predictive ability, with the stationary bootstrap. The
 * benchmark is money that is left alone: a return of 0 in every period.
 *
 * Sources: H. White, "A reality check for data snooping", Econometrica 68 (2000); P. R. Hansen, "A test
 * for superior predictive ability", Journal of Business & Economic Statistics 23 (2005).
 */
import { ln } from "@perpmill/core-wasm/portable";
import {
  inBreaths,
  type ReturnMatrix,
  rowOf,
  rowsThatRan,
  type WorkControl,
} from "./return-matrix.js";
import { type Resamples, resampledVariance } from "./stationary-bootstrap.js";
import type { WeightedSums } from "./weighted-sums.js";

/** p-values: the probability of a best row this good when none earns anything. */
export interface SuperiorPredictive {
  readonly draws: number;
  readonly blockLength: number;
  /** White's: of the best mean return */
  readonly realityCheck: number;
  /** Hansen's, of the best mean return by its own uncertainty; lower ≤ consistent ≤ upper */
  readonly lower: number;
  readonly consistent: number;
  readonly upper: number;
}

/** What a row is compared by. */
interface RowStatistics {
  readonly mean: number;
  /** standard deviation of √n times the mean; 0: neither gains nor losses */
  readonly deviation: number;
}

/** Best statistics, of the sample and of each resample. */
class Maxima {
  best = Number.NEGATIVE_INFINITY;
  bestByRisk = 0;
  readonly reality: Float64Array;
  readonly lower: Float64Array;
  readonly consistent: Float64Array;
  readonly upper: Float64Array;
  readonly #root: number;
  /** of means by their uncertainty: worse ones do not count in `consistent` */
  readonly #bound: number;

  constructor(draws: number, periods: number) {
    this.#root = Math.sqrt(periods);
    this.#bound = -Math.sqrt(2 * ln(ln(Math.max(3, periods))));
    this.reality = new Float64Array(draws).fill(Number.NEGATIVE_INFINITY);
    // Hansen's statistic is never below 0.
    this.lower = new Float64Array(draws);
    this.consistent = new Float64Array(draws);
    this.upper = new Float64Array(draws);
  }

  /**
   * Takes a row.
   * @param changes by resample: the mean of the resample less that of the sample
   */
  take({ mean, deviation }: RowStatistics, changes: Float64Array): void {
    const root = this.#root;
    if (root * mean > this.best) this.best = root * mean;
    const { reality } = this;
    for (let draw = 0; draw < changes.length; draw++) {
      const change = root * changes[draw];
      if (change > reality[draw]) reality[draw] = change;
    }
    if (deviation > 0) this.#takeByRisk((root * mean) / deviation, root / deviation, changes);
  }

  #takeByRisk(value: number, scale: number, changes: Float64Array): void {
    if (value > this.bestByRisk) this.bestByRisk = value;
    const { lower, consistent, upper } = this;
    // The mean that is put back to 0 is not that of rows which are too bad to matter.
    const lowerShift = Math.min(0, value);
    const consistentShift = value >= this.#bound ? 0 : value;
    for (let draw = 0; draw < changes.length; draw++) {
      const change = scale * changes[draw];
      if (change > upper[draw]) upper[draw] = change;
      if (change + consistentShift > consistent[draw]) consistent[draw] = change + consistentShift;
      if (change + lowerShift > lower[draw]) lower[draw] = change + lowerShift;
    }
  }
}

/** Share of resamples that are as good as the sample. */
function pValue(resampled: Float64Array, sample: number): number {
  return resampled.reduce((count, one) => count + (one >= sample ? 1 : 0), 0) / resampled.length;
}

function centred(returns: Float32Array, into: Float64Array): number {
  let sum = 0;
  for (let period = 0; period < returns.length; period++) sum += returns[period];
  const mean = sum / returns.length;
  for (let period = 0; period < returns.length; period++) into[period] = returns[period] - mean;
  return mean;
}

/**
 * The tests on all rows that count.
 * @param resamples of as many periods
 * @param sums where the resamples lie ready
 * @throws ABORTED
 */
export async function superiorPredictive(
  matrix: ReturnMatrix,
  resamples: Resamples,
  sums: WeightedSums,
  control: WorkControl = {},
): Promise<SuperiorPredictive> {
  const { periods } = matrix;
  const { draws, blockLength } = resamples;
  const rows = rowsThatRan(matrix);
  const maxima = new Maxima(draws, periods);
  const distances = new Float64Array(periods);
  const changes = new Float64Array(draws);
  const takeRows = (from: number, to: number) => {
    for (let first = from; first < to; first += sums.lanes) {
      const lanes = Math.min(sums.lanes, to - first);
      const statistics: RowStatistics[] = [];
      for (let lane = 0; lane < lanes; lane++) {
        const mean = centred(rowOf(matrix, rows[first + lane]), distances);
        const deviation = Math.sqrt(resampledVariance(distances, blockLength));
        statistics.push({ mean, deviation });
        sums.put(lane, distances);
      }
      sums.run(lanes);
      statistics.forEach((one, lane) => {
        sums.takeInto(lane, changes);
        for (let draw = 0; draw < draws; draw++) changes[draw] /= periods;
        maxima.take(one, changes);
      });
    }
  };
  const groups = sums.lanes;
  await inBreaths(
    Math.ceil(rows.length / groups),
    (groups * draws * periods) / sums.stepsAtOnce,
    (from, to) => takeRows(from * groups, Math.min(rows.length, to * groups)),
    control,
  );
  return {
    draws,
    blockLength,
    realityCheck: pValue(maxima.reality, maxima.best),
    lower: pValue(maxima.lower, maxima.bestByRisk),
    consistent: pValue(maxima.consistent, maxima.bestByRisk),
    upper: pValue(maxima.upper, maxima.bestByRisk),
  };
}
