/** The equity curve of a stored result, thinned piece by piece, so that memory stays small. */
import { thin } from "@perpmill/engine";
import { decodeEquity } from "../../../workers/columns-codec.js";
import type { ResultsRepository } from "./results-repository.js";

/** UTC ms, `[fromMs, toMs)`; undefined: to the end. */
export interface CurveRange {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

export interface Curve {
  /** bars in the range */
  readonly rows: number;
  /** UTC ms */
  readonly timeMs: Float64Array;
  /** quote */
  readonly equity: Float64Array;
}

/** Rows that each piece keeps at first: enough that the second thinning loses no peak. */
const PIECE_POINTS_MIN = 64;

/** Index of the first time that is not before `timeMs`. @param times rising */
export function firstAtOrAfter(times: Float64Array, timeMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * The curve of a range with at most `points` rows; each stretch keeps its extremes.
 * @throws ServerError BLOB_DAMAGED
 */
export async function readCurve(
  results: ResultsRepository,
  key: string,
  { fromMs, toMs }: CurveRange,
  points: number,
): Promise<Curve> {
  const range = {
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
  };
  const heads = await results.chunkHeads(key, "equity", range);
  const each = Math.max(PIECE_POINTS_MIN, Math.ceil((2 * points) / Math.max(1, heads.length)));
  const times: Float64Array[] = [];
  const values: Float64Array[] = [];
  let rows = 0;
  for (const { position } of heads) {
    const chunk = await results.chunk(key, "equity", position);
    if (chunk === null) break;
    const { openTimeMs, equity } = await decodeEquity([chunk.bytes]);
    const first = fromMs === undefined ? 0 : firstAtOrAfter(openTimeMs, fromMs);
    const end = toMs === undefined ? equity.length : firstAtOrAfter(openTimeMs, toMs);
    if (first >= end) continue;
    rows += end - first;
    const columns = {
      timeMs: openTimeMs.subarray(first, end),
      values: equity.subarray(first, end),
    };
    // A single piece is thinned once, so that its curve is that of RESULT.json.
    const short = heads.length === 1 ? columns : thin(columns, each);
    times.push(short.timeMs);
    values.push(short.values);
  }
  const short = thin({ timeMs: joined(times), values: joined(values) }, points);
  return { rows, timeMs: short.timeMs, equity: short.values };
}
