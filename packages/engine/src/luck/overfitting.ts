/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: periods are cut
 * into an even number of blocks, every half of the blocks picks its best row, and the other half says
 * what that row was worth.
 *
 * Source: D. H. Bailey, J. Borwein, M. López de Prado and Q. J. Zhu, "The probability of backtest
 * overfitting", Journal of Computational Finance 20 (2017). Rows are judged by their Sharpe ratio.
 * Blocks differ by one period at most where the number of periods cannot be divided.
 */
import { ln } from "@perpmill/core-wasm/portable";
import {
  inBreaths,
  type ReturnMatrix,
  rowOf,
  rowsThatRan,
  type WorkControl,
} from "./return-matrix.js";
import { SplitScores } from "./split-scores.js";

/** What every split has found; splits in the order of their bits. */
export interface SplitFindings {
  /** of each split: the Sharpe ratio of its best row in the half that picked it, of one period */
  readonly inSample: Float64Array;
  /** and in the other half */
  readonly outOfSample: Float64Array;
  /** ln(ω / (1 − ω)), ω: the relative rank of that row in the other half; at 0 it is the median */
  readonly logits: Float64Array;
}

export interface Overfitting {
  /** S of the source */
  readonly blocks: number;
  /** all ways to choose half of the blocks */
  readonly splits: number;
  /** share of splits whose best row is the median or worse in the other half */
  readonly probability: number;
  /** share of splits whose best row loses in the other half */
  readonly lossProbability: number;
  /**
   * least squares through all splits: out of sample = intercept + slope · in sample, Sharpe ratios of
   * one period; a slope below 0: the better it looked, the worse it did. null: all splits look alike
   */
  readonly degradation: { readonly slope: number; readonly intercept: number } | null;
  readonly findings: SplitFindings;
}

/** Source: ordinary least squares. */
function degradationOf({ inSample, outOfSample }: SplitFindings): Overfitting["degradation"] {
  const n = inSample.length;
  const meanOf = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / n;
  const x = meanOf(inSample);
  const y = meanOf(outOfSample);
  let spread = 0;
  let joint = 0;
  for (let split = 0; split < n; split++) {
    spread += (inSample[split] - x) ** 2;
    joint += (inSample[split] - x) * (outOfSample[split] - y);
  }
  if (!(spread > 0)) return null;
  const slope = joint / spread;
  return { slope, intercept: y - slope * x };
}

function shareOf(values: Float64Array, holds: (value: number) => boolean): number {
  return values.reduce((count, one) => count + (holds(one) ? 1 : 0), 0) / values.length;
}

/** The best row of every split in the half that picks, and how good it is there. */
interface Picks {
  readonly rows: Int32Array;
  readonly scores: Float64Array;
}

/** What the picked rows are worth in the other halves: a row at a time, as few rows are picked. */
function worthOf(matrix: ReturnMatrix, { rows }: Picks, scores: SplitScores): Float64Array {
  const worth = new Float64Array(rows.length);
  const splitsOf = new Map<number, number[]>();
  rows.forEach((row, split) => {
    const splits = splitsOf.get(row);
    if (splits === undefined) splitsOf.set(row, [split]);
    else splits.push(split);
  });
  for (const [row, splits] of splitsOf) {
    const all = scores.of(rowOf(matrix, row));
    for (const split of splits) worth[split] = all[scores.otherHalf(split)];
  }
  return worth;
}

/**
 * The probability that picking the best row is overfitting.
 * @param matrix of two rows that count, or more
 * @param blocks even; as many periods as blocks at least
 * @throws ABORTED
 */
export async function overfitting(
  matrix: ReturnMatrix,
  blocks: number,
  control: WorkControl = {},
): Promise<Overfitting> {
  const scores = new SplitScores(matrix.periods, blocks);
  const { splits } = scores;
  const rows = rowsThatRan(matrix);
  const steps = splits * 6 + matrix.periods;
  const picks: Picks = {
    rows: new Int32Array(splits),
    scores: new Float64Array(splits).fill(Number.NEGATIVE_INFINITY),
  };
  const { onProgress } = control;
  const half = (done: number) => (share: number) => onProgress?.(done + share / 2);
  const pick = (from: number, to: number) => {
    for (let at = from; at < to; at++) scores.pick(rowOf(matrix, rows[at]), rows[at], picks);
  };
  await inBreaths(rows.length, steps, pick, { ...control, onProgress: half(0) });
  const worth = worthOf(matrix, picks, scores);
  const ranks = new Float64Array(splits).fill(0.5);
  const rank = (from: number, to: number) => {
    for (let at = from; at < to; at++) scores.rank(rowOf(matrix, rows[at]), worth, ranks);
  };
  await inBreaths(rows.length, steps, rank, { ...control, onProgress: half(0.5) });
  const logits = ranks.map((one) => ln(one / (rows.length + 1 - one)));
  const findings = { inSample: picks.scores, outOfSample: worth, logits };
  return {
    blocks,
    splits,
    probability: shareOf(logits, (one) => one <= 0),
    lossProbability: shareOf(worth, (one) => one < 0),
    degradation: degradationOf(findings),
    findings,
  };
}
