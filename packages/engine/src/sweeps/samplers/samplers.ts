/** How a sweep picks points from its axes. */
import { PerpmillError } from "../../errors.js";
import { checkSeed, RandomStream, splitmix64 } from "../../synthetic/random.js";
import type { AxisValue, ResolvedAxis } from "../axis.js";
import type { SamplerName } from "./names.js";
import { Sobol } from "./sobol.js";

/** `lhs`: Latin hypercube; `sobol`: scrambled Sobol points. */
export type SweepSampler =
  | { readonly kind: "grid" }
  | {
      readonly kind: Exclude<SamplerName, "grid">;
      /** points, from 1 on */
      readonly count: number;
      /** 0 to 2^64 - 1; default: 0 */
      readonly seed?: number | bigint | undefined;
    };

/** One value an axis. */
export type Point = readonly AxisValue[];

/** Whether a point is wanted. */
export type PointFilter = (point: Point) => boolean;

/** More rows than this make no sweep. */
export const ROWS_MAX = 5_000_000;
/** Of random and Sobol points so many may be refused for each that is taken. */
const DRAWS_PER_POINT = 1000;
const TWO_POW_MINUS_53 = 2 ** -53;

function tooManyRows(count: number): PerpmillError {
  return new PerpmillError("SWEEP_INVALID", {
    message: `the sweep would have ${count} rows, more than ${ROWS_MAX}`,
    hint: "Use larger steps, or draw a sample: --sample 10000.",
  });
}

function gridPoints(axes: readonly ResolvedAxis[], wanted: PointFilter): Point[] {
  const values = axes.map((axis) => {
    if (axis.values !== null) return axis.values;
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the axis ${axis.path} is a range without a step, which a grid cannot count`,
      where: { field: axis.path },
      hint: `Give a step (${axis.path}=FROM:TO:STEP) or draw a sample (--sample N).`,
    });
  });
  const total = values.reduce((product, one) => product * one.length, 1);
  if (total > ROWS_MAX) throw tooManyRows(total);
  const points: Point[] = [];
  for (let row = 0; row < total; row++) {
    const point: AxisValue[] = new Array(values.length);
    let rest = row;
    for (let axis = values.length - 1; axis >= 0; axis--) {
      const { length } = values[axis];
      point[axis] = values[axis][rest % length];
      rest = Math.floor(rest / length);
    }
    if (wanted(point)) points.push(point);
  }
  return points;
}

function drawPoints(
  axes: readonly ResolvedAxis[],
  count: number,
  wanted: PointFilter,
  next: () => readonly number[],
): Point[] {
  const points: Point[] = [];
  for (let draws = 0; points.length < count; draws++) {
    if (draws >= (count + 1) * DRAWS_PER_POINT) {
      throw new PerpmillError("SWEEP_INVALID", {
        message: `of ${draws} points that were drawn the constraints leave ${points.length}, and ${count} are wanted`,
        hint: "Loosen the constraints, or narrow the axes to where they hold.",
      });
    }
    const place = next();
    const point = axes.map((axis, at) => axis.at(place[at]));
    if (wanted(point)) points.push(point);
  }
  return points;
}

function randomPlaces(axes: number, seed: bigint): () => number[] {
  let drawn = 0n;
  return () =>
    Array.from({ length: axes }, () => Number(splitmix64(seed, drawn++) >> 11n) * TWO_POW_MINUS_53);
}

/** On each axis every one of `count` intervals holds one point. */
function latinPlaces(axes: number, count: number, seed: bigint): number[][] {
  const columns = Array.from({ length: axes }, (_, axis) => {
    const random = RandomStream.of(seed, axis);
    const cells = Uint32Array.from({ length: count }, (__, cell) => cell);
    for (let last = count - 1; last > 0; last--) {
      const other = Math.floor(random.next() * (last + 1));
      [cells[last], cells[other]] = [cells[other], cells[last]];
    }
    return Array.from(cells, (cell) => (cell + random.next()) / count);
  });
  return Array.from({ length: count }, (_, row) => columns.map((column) => column[row]));
}

function checkedCount(count: number): number {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the number of points must be whole and 1 or more, got ${count}`,
      hint: "Give it as --sample N.",
    });
  }
  if (count > ROWS_MAX) throw tooManyRows(count);
  return count;
}

/**
 * The points of a sweep in the order of its rows; the last axis of a grid is the fastest. Random and
 * Sobol points that are not wanted are drawn anew, points of a Latin hypercube are left out.
 * @throws SWEEP_INVALID: a grid of an endless range, too many rows, constraints that leave too few
 */
export function samplePoints(
  axes: readonly ResolvedAxis[],
  sampler: SweepSampler,
  wanted: PointFilter,
): readonly Point[] {
  if (sampler.kind === "grid") return gridPoints(axes, wanted);
  const count = checkedCount(sampler.count);
  const seed = checkSeed(sampler.seed ?? 0);
  switch (sampler.kind) {
    case "random":
      return drawPoints(axes, count, wanted, randomPlaces(axes.length, seed));
    case "sobol": {
      const sobol = new Sobol(axes.length, seed);
      return drawPoints(axes, count, wanted, () => sobol.next());
    }
    case "lhs":
      return latinPlaces(axes.length, count, seed)
        .map((place) => axes.map((axis, at) => axis.at(place[at])))
        .filter(wanted);
  }
}
