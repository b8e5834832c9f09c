/**
 * Sharpe ratios of a row in every half of its blocks. Sums of returns and of their squares over any
 * blocks are put together from two tables, of the first and of the last half of the blocks, so that
 * none is added up anew and equal rows have equal ratios, bit by bit.
 */

/** A variance under this share of the mean square is rounding, not risk. */
const VARIANCE_SHARE_MIN = 1e-12;

/** Sums over every choice of a few blocks, by the bits of the choice. */
function sumsInto(blocks: Float64Array, from: number, sums: Float64Array): void {
  sums[0] = 0;
  for (let choice = 1; choice < sums.length; choice++) {
    const lowest = choice & -choice;
    sums[choice] = sums[choice ^ lowest] + blocks[from + 31 - Math.clz32(lowest)];
  }
}

function countBits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Every choice of half of the blocks, as bits, in increasing order; the last is the first's other half. */
function halves(blocks: number): Int32Array {
  const choices: number[] = [];
  for (let choice = 0; choice < 1 << blocks; choice++) {
    if (countBits(choice) === blocks / 2) choices.push(choice);
  }
  return Int32Array.from(choices);
}

export class SplitScores {
  readonly splits: number;
  readonly #halfBits: number;
  readonly #choices: Int32Array;
  /** first period of each block, and the end */
  readonly #edges: Int32Array;
  /** periods of each split's half, and √ of one less */
  readonly #perPeriod: Float64Array;
  readonly #freedom: Float64Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #lowSums: Float64Array;
  readonly #highSums: Float64Array;
  readonly #lowSquares: Float64Array;
  readonly #highSquares: Float64Array;
  readonly #scores: Float64Array;

  constructor(periods: number, blocks: number) {
    const table = () => new Float64Array(1 << (blocks / 2));
    this.#halfBits = blocks / 2;
    this.#choices = halves(blocks);
    this.splits = this.#choices.length;
    this.#edges = Int32Array.from({ length: blocks + 1 }, (_, block) =>
      Math.floor((block * periods) / blocks),
    );
    this.#sums = new Float64Array(blocks);
    this.#squares = new Float64Array(blocks);
    this.#lowSums = table();
    this.#highSums = table();
    this.#lowSquares = table();
    this.#highSquares = table();
    this.#scores = new Float64Array(this.splits);
    const lengths = Float64Array.from(this.#choices, (choice) => this.#periodsIn(choice));
    this.#perPeriod = lengths.map((one) => 1 / one);
    this.#freedom = lengths.map((one) => Math.sqrt(one - 1) / one);
  }

  #periodsIn(choice: number): number {
    let count = 0;
    for (let block = 0; block + 1 < this.#edges.length; block++) {
      if ((choice >> block) & 1) count += this.#edges[block + 1] - this.#edges[block];
    }
    return count;
  }

  /** The split of the blocks that `split` leaves out. */
  otherHalf(split: number): number {
    return this.splits - 1 - split;
  }

  #addUp(returns: Float32Array): void {
    for (let block = 0; block < this.#sums.length; block++) {
      let sum = 0;
      let squares = 0;
      const end = this.#edges[block + 1];
      for (let period = this.#edges[block]; period < end; period++) {
        const one = returns[period];
        sum += one;
        squares += one * one;
      }
      this.#sums[block] = sum;
      this.#squares[block] = squares;
    }
    sumsInto(this.#sums, 0, this.#lowSums);
    sumsInto(this.#sums, this.#halfBits, this.#highSums);
    sumsInto(this.#squares, 0, this.#lowSquares);
    sumsInto(this.#squares, this.#halfBits, this.#highSquares);
  }

  /**
   * Sharpe ratio of one period in each split's half; 0 where there is neither gain nor loss.
   * @returns f64[splits], overwritten by the next call
   */
  of(returns: Float32Array): Float64Array {
    this.#addUp(returns);
    const scores = this.#scores;
    const choices = this.#choices;
    const perPeriod = this.#perPeriod;
    const freedom = this.#freedom;
    const lowSums = this.#lowSums;
    const highSums = this.#highSums;
    const lowSquares = this.#lowSquares;
    const highSquares = this.#highSquares;
    const bits = this.#halfBits;
    const lowMask = (1 << bits) - 1;
    for (let split = 0; split < scores.length; split++) {
      const choice = choices[split];
      const low = choice & lowMask;
      const high = choice >> bits;
      const sum = lowSums[low] + highSums[high];
      const squares = lowSquares[low] + highSquares[high];
      const left = squares - sum * sum * perPeriod[split];
      const least = squares * VARIANCE_SHARE_MIN;
      const variance = left > least ? left : least;
      scores[split] = variance > 0 ? (sum * freedom[split]) / Math.sqrt(variance) : 0;
    }
    return scores;
  }

  /** Lets a row take the splits in which it is better than those before. */
  pick(
    returns: Float32Array,
    row: number,
    best: { readonly rows: Int32Array; readonly scores: Float64Array },
  ): void {
    const scores = this.of(returns);
    for (let split = 0; split < scores.length; split++) {
      if (scores[split] <= best.scores[split]) continue;
      best.scores[split] = scores[split];
      best.rows[split] = row;
    }
  }

  /**
   * Adds a row to the ranks that the picked rows have in the other halves: 1 for a worse one, a half
   * for an equal one, and so for the picked row itself.
   * @param worth of each split's picked row in its other half
   */
  rank(returns: Float32Array, worth: Float64Array, ranks: Float64Array): void {
    const scores = this.of(returns);
    const last = scores.length - 1;
    for (let split = 0; split <= last; split++) {
      const score = scores[last - split];
      if (score < worth[split]) ranks[split] += 1;
      else if (score === worth[split]) ranks[split] += 0.5;
    }
  }
}
