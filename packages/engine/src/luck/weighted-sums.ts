/**
 * Sums of rows with the counts of every resample: nearly all of the work of a bootstrap of many rows.
 * In WASM with SIMD, or where a host has none in its plain twin, which gives the same bits: products and
 * sums in single precision, four lanes that are added up as (0 + 1) + (2 + 3).
 */
import type { Resamples } from "./stationary-bootstrap.js";
import { WEIGHTED_SUMS_WASM } from "./weighted-sums.gen.js";

const LANES = 4;
/** Rows that are worked through at once: they stay in the second cache. */
const ROWS_AT_ONCE = 32;
const FIRST_ADDRESS = 1024;
const PAGE_BYTES = 65_536;
/** Products in the time of one simple step. */
const SIMD_PRODUCTS = 4;

/** Rows are put, run, and their sums taken. */
export interface WeightedSums {
  /** rows that are put before a run */
  readonly lanes: number;
  /** products in the time of one simple step, about */
  readonly stepsAtOnce: number;
  /** puts a row in single precision */
  put(lane: number, values: Float64Array): void;
  run(lanes: number): void;
  /** the sums of a row with each resample's counts */
  takeInto(lane: number, sums: Float64Array): void;
}

function padded(count: number): number {
  return Math.ceil(count / LANES) * LANES;
}

/** The module's function: addresses of rows, weights and sums, then how many rows, periods and sets. */
type SumRows = (...addressesAndCounts: readonly number[]) => void;

function isSumRows(value: unknown): value is SumRows {
  return typeof value === "function";
}

function spread({ counts, draws, periods }: Resamples, into: Float32Array, width: number): void {
  for (let draw = 0; draw < draws; draw++) {
    into.set(counts.subarray(draw * periods, (draw + 1) * periods), draw * width);
  }
}

function sumsOn(module: WebAssembly.Module, resamples: Resamples): WeightedSums {
  const periods = padded(resamples.periods);
  const sets = padded(resamples.draws);
  const weightsAt = FIRST_ADDRESS;
  const rowsAt = weightsAt + sets * periods * 4;
  const sumsAt = rowsAt + ROWS_AT_ONCE * periods * 4;
  const bytes = sumsAt + ROWS_AT_ONCE * sets * 4;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const { weightedSums: sumRows } = instance.exports;
  if (!isSumRows(sumRows)) throw new TypeError("the module of weighted sums has no weightedSums");
  spread(resamples, new Float32Array(memory.buffer, weightsAt, sets * periods), periods);
  const rows = new Float32Array(memory.buffer, rowsAt, ROWS_AT_ONCE * periods);
  const sums = new Float32Array(memory.buffer, sumsAt, ROWS_AT_ONCE * sets);
  return {
    lanes: ROWS_AT_ONCE,
    stepsAtOnce: SIMD_PRODUCTS,
    put: (lane, values) => rows.set(values, lane * periods),
    run: (lanes) => sumRows(rowsAt, weightsAt, sumsAt, Math.ceil(lanes / 2) * 2, periods, sets),
    takeInto: (lane, into) => into.set(sums.subarray(lane * sets, lane * sets + resamples.draws)),
  };
}

const { fround } = Math;

/** The sum of a row with one resample's counts, as the module makes it. */
function plainSum(row: Float32Array, counts: Float32Array, from: number): number {
  const lanes = new Float32Array(LANES);
  for (let period = 0; period < row.length; period++) {
    lanes[period % LANES] += fround(row[period] * counts[from + period]);
  }
  return fround(fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]));
}

/** The twin without WASM. */
export function plainWeightedSums({ counts, draws, periods }: Resamples): WeightedSums {
  const rows = Array.from({ length: ROWS_AT_ONCE }, () => new Float32Array(periods));
  return {
    lanes: ROWS_AT_ONCE,
    stepsAtOnce: 1 / 2,
    put: (lane, values) => rows[lane].set(values),
    run: () => {},
    takeInto: (lane, into) => {
      for (let draw = 0; draw < draws; draw++) {
        into[draw] = plainSum(rows[lane], counts, draw * periods);
      }
    },
  };
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(WEIGHTED_SUMS_WASM), (one) => one.charCodeAt(0));
}

/** Sums with these resamples, the fastest that the host has. */
export async function weightedSums(resamples: Resamples): Promise<WeightedSums> {
  const bytes = moduleBytes();
  if (!WebAssembly.validate(bytes)) return plainWeightedSums(resamples);
  return sumsOn(await WebAssembly.compile(bytes), resamples);
}
