/**
 * Daily returns of all rows of a sweep in one block of memory. Where that would take more than the
 * budget, each value stands for several days, and the block says how many.
 */

/** Bytes that returns may take before days are joined: 10,000 rows of ten years are under it. */
export const RETURNS_BYTES_MAX = 160 * 1024 * 1024;

/** Returns by row and period. */
export interface SweepReturns {
  readonly rows: number;
  /** UTC days with bars that every row was run on */
  readonly days: number;
  /** days in a row that one value stands for, compounded; 1 as long as memory allows; the last may have fewer */
  readonly periodDays: number;
  /** values of a row */
  readonly periods: number;
  /** f32[rows · periods], share of one, a row after the other; 0 for a row without returns */
  readonly values: Float32Array;
  /** u8[rows], 1: the row was run; 0: refused */
  readonly ran: Uint8Array;
  /** of each row's daily returns, however many days a value stands for */
  readonly moments: ReturnMoments;
}

/** f64[rows] each; what is divided by a deviation of 0 is NaN. */
export interface ReturnMoments {
  readonly mean: Float64Array;
  /** of the sample, by n − 1 */
  readonly deviation: Float64Array;
  /** third standardised moment, by n */
  readonly skewness: Float64Array;
  /** fourth standardised moment, by n; 3 for a normal distribution */
  readonly kurtosis: Float64Array;
}

function momentsFor(rows: number): ReturnMoments {
  const column = () => new Float64Array(rows).fill(Number.NaN);
  return { mean: column(), deviation: column(), skewness: column(), kurtosis: column() };
}

function putMoments(moments: ReturnMoments, row: number, returns: Float32Array): void {
  const n = returns.length;
  let sum = 0;
  for (let day = 0; day < n; day++) sum += returns[day];
  const mean = sum / n;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let day = 0; day < n; day++) {
    const distance = returns[day] - mean;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
  }
  const variance = second / n;
  moments.mean[row] = mean;
  moments.deviation[row] = Math.sqrt(second / (n - 1));
  moments.skewness[row] = third / n / (variance * Math.sqrt(variance));
  moments.kurtosis[row] = fourth / n / (variance * variance);
}

/** Adds `returns`, `periodDays` at a time, at `at`. */
function joinInto(values: Float32Array, at: number, returns: Float32Array, periodDays: number) {
  for (let day = 0, period = at; day < returns.length; period++) {
    const end = Math.min(day + periodDays, returns.length);
    let growth = 1;
    for (; day < end; day++) growth *= 1 + returns[day];
    values[period] = growth - 1;
  }
}

/** Takes rows in any order. */
export class ReturnsBlock {
  readonly #rows: number;
  readonly #bytesMax: number;
  #block: SweepReturns | null = null;
  #uneven = false;

  constructor(rows: number, bytesMax = RETURNS_BYTES_MAX) {
    this.#rows = rows;
    this.#bytesMax = bytesMax;
  }

  #open(days: number): SweepReturns {
    const rows = this.#rows;
    const bytes = rows * days * Float32Array.BYTES_PER_ELEMENT;
    const periodDays = Math.min(days, Math.ceil(bytes / this.#bytesMax));
    const periods = Math.ceil(days / Math.max(1, periodDays));
    const values = new Float32Array(rows * periods);
    const moments = momentsFor(rows);
    return { rows, days, periodDays, periods, values, ran: new Uint8Array(rows), moments };
  }

  /** Takes the daily returns of a row. */
  put(row: number, returns: Float32Array): void {
    this.#block ??= this.#open(returns.length);
    const { days, periodDays, periods, values, ran, moments } = this.#block;
    if (returns.length !== days) {
      this.#uneven = true;
      return;
    }
    ran[row] = 1;
    putMoments(moments, row, returns);
    if (periodDays === 1) values.set(returns, row * periods);
    else joinInto(values, row * periods, returns, periodDays);
  }

  /** All returns; null: no row has any, or rows were not run on the same days. */
  get block(): SweepReturns | null {
    return this.#uneven ? null : this.#block;
  }
}
