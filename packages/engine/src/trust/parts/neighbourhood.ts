/** Whether a configuration stands on a plateau or on a peak of its own. */

import { PLATEAU_SHARES } from "../../sweeps/plateau.js";
import { Sobol } from "../../sweeps/samplers/sobol.js";
import { configAt } from "../../sweeps/set-point.js";
import { gradeUp, type TrustFinding, type TrustGrade } from "../findings.js";
import { isProfitable, rowsRun, shareOf, spreadOfValues, type TrustRow } from "../headlines.js";
import type { NeighbourAxis, Neighbourhood } from "../trust-options.js";
import type { MovedParameter } from "./neighbour-axes.js";
import { drawnSeed, holdsUp, notExamined, scoreName, type TrustBasis } from "./part.js";

const JOINT_POINTS = 64;
const SEEDS = 3;

/** The points around a configuration. */
export interface NeighbourPlan {
  readonly parameters: readonly MovedParameter[];
  /** values of all parameters */
  readonly joint: readonly (readonly number[])[];
}

export function neighbourPlan(
  { seed }: TrustBasis,
  parameters: readonly MovedParameter[],
): NeighbourPlan {
  if (parameters.length < 2) return { parameters, joint: [] };
  const sobol = new Sobol(parameters.length, BigInt(drawnSeed(seed, SEEDS, 0)));
  const joint = Array.from({ length: JOINT_POINTS }, () => {
    const place = sobol.next();
    return parameters.map(({ at }, axis) => at(place[axis]));
  });
  return { parameters, joint };
}

export function neighbourVariants(
  { config }: TrustBasis,
  { parameters, joint }: NeighbourPlan,
): readonly unknown[] {
  const paths = parameters.map(({ path }) => path);
  const alone = parameters.flatMap(({ path, values }) =>
    values.map((value) => configAt(config, [path], [value])),
  );
  return [...alone, ...joint.map((point) => configAt(config, paths, point))];
}

type Score = Neighbourhood["score"];

/** Least squares of the score over the logarithm of the value, for 10 % more, as a share of the own score. */
function slopeOf(
  { own: at, values, near }: MovedParameter,
  rows: readonly TrustRow[],
  own: TrustRow,
  score: Score,
): number | null {
  const ownScore = own.metrics[score];
  if (ownScore === null || ownScore === 0) return null;
  const points = [{ x: 0, y: ownScore }];
  values.forEach((value, place) => {
    const y = rows[place].metrics[score];
    if (near[place] && y !== null && value / at > 0) points.push({ x: Math.log(value / at), y });
  });
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x0, y0] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spread = mean(({ x }) => (x - x0) ** 2);
  if (points.length < 2 || spread === 0) return null;
  const slope = mean(({ x, y }) => (x - x0) * (y - y0)) / spread;
  return (slope * Math.log(1.1)) / Math.abs(ownScore);
}

/** @param rows of `neighbourVariants` */
export function neighbourhoodOf(
  { parameters, joint }: NeighbourPlan,
  rows: readonly TrustRow[],
  own: TrustRow,
): Neighbourhood | null {
  const score = scoreName(own);
  let first = 0;
  const axes = parameters.map((parameter): NeighbourAxis => {
    const { path, own: at, values, near } = parameter;
    const part = rows.slice(first, first + values.length);
    first += values.length;
    const slope = slopeOf(parameter, part, own, score);
    return { path, own: at, values, near, rows: part, slope };
  });
  const together = rows.slice(first);
  const alone = axes.flatMap(({ rows: part, near }) => part.filter((_, place) => near[place]));
  const neighbours = rowsRun([...alone, ...together]);
  if (neighbours.length === 0) return null;
  const scores = neighbours.map(({ metrics }) => metrics[score]);
  const ownScore = own.metrics[score];
  return {
    score,
    own: ownScore,
    axes,
    joint: joint.map((point, at) => ({
      point: Object.fromEntries(parameters.map(({ path }, axis) => [path, point[axis]])),
      row: together[at],
    })),
    neighbours: neighbours.length,
    profitable: neighbours.filter(isProfitable).length,
    kept: neighbours.filter((row) => holdsUp(row, own)).length,
    median: spreadOfValues("sharpe", null, scores).median,
    better: shareOf(scores, (one) => (one ?? Number.NEGATIVE_INFINITY) > (ownScore ?? 0)),
  };
}

/** The parameter that the score hangs on most. */
function steepest({ axes }: Neighbourhood): NeighbourAxis | null {
  return axes.reduce<NeighbourAxis | null>((most, axis) => {
    if (axis.slope === null) return most;
    return most === null || Math.abs(axis.slope) > Math.abs(most.slope ?? 0) ? axis : most;
  }, null);
}

function reasonOf(grade: TrustGrade, own: TrustRow): string {
  if (!isProfitable(own)) return "losing";
  if (grade === "weak") return "slope";
  return grade === "fatal" ? "peak" : "plateau";
}

export function neighbourhoodFinding(found: Neighbourhood | null, run: TrustRow): TrustFinding {
  if (found === null) return notExamined("neighbourhood", "noParameters");
  const { neighbours, profitable, kept, median, own, better } = found;
  const share = kept / neighbours;
  // Parameters of next year are wrong by that much: most of the neighbours must do, too.
  const grade = gradeUp(share, PLATEAU_SHARES);
  const steep = steepest(found);
  return {
    part: "neighbourhood",
    grade,
    matters: true,
    reason: reasonOf(grade, run),
    value: share,
    facts: {
      neighbours,
      profitable,
      kept,
      better,
      own,
      median,
      score: found.score,
      steepPath: steep?.path ?? null,
      steepSlope: steep?.slope ?? null,
    },
  };
}
