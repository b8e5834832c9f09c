/** What choosing was worth: how much of the training's result is left, and how steady the choice is. */
import type { AxisValue } from "../sweeps/axis.js";
import { yearly } from "./daily-metrics.js";
import type { ChosenFold, Efficiency, FoldResult, ParameterDrift } from "./fold-options.js";
import { daysOf } from "./windows.js";

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}

function present(values: readonly (number | null | undefined)[]): number[] {
  return values.filter((value) => typeof value === "number");
}

/** Growth in a year of the best in its training. */
function inSampleYearly({ train, best }: ChosenFold): number | null {
  const total = best?.inSample.metrics.totalReturn;
  if (typeof total !== "number") return null;
  return yearly(
    total,
    train.reduce((days, window) => days + daysOf(window), 0),
  );
}

/**
 * Walk-forward efficiency: growth in a year out of sample over that in sample.
 * @param totalReturn of the joined account, share of one
 * @param days of it
 */
export function efficiencyOf(
  folds: readonly FoldResult[],
  totalReturn: number,
  days: number,
): Efficiency {
  const before = mean(present(folds.map(inSampleYearly)));
  const after = yearly(totalReturn, days);
  const bests = folds.flatMap(({ best }) => best ?? []);
  const shares = bests.map(({ outOfSample: { rank, of } }) => rank && (rank - 0.5) / of);
  return {
    inSampleYearly: before,
    outOfSampleYearly: after,
    ratio: before !== null && before > 0 && after !== null ? after / before : null,
    inSampleObjective: mean(present(bests.map(({ inSample }) => inSample.objective))),
    outOfSampleObjective: mean(present(bests.map(({ outOfSample }) => outOfSample.objective))),
    meanRankShare: mean(present(shares)),
  };
}

function driftOf(path: string, folds: readonly ChosenFold[]): ParameterDrift {
  const values = folds.map(({ best }): AxisValue => best?.parameters[path] ?? null);
  const chosen = folds.flatMap(({ best }) =>
    best === null ? [] : [best.parameters[path] ?? null],
  );
  const numbers = chosen.filter((value) => typeof value === "number");
  const centre = numbers.length === chosen.length ? mean(numbers) : null;
  const spread = centre === null ? null : mean(numbers.map((one) => (one - centre) ** 2));
  return {
    path,
    values,
    changes: chosen.filter((value, at) => at > 0 && value !== chosen[at - 1]).length,
    mean: centre,
    deviation: spread === null ? null : Math.sqrt(spread),
    least: centre === null ? null : Math.min(...numbers),
    most: centre === null ? null : Math.max(...numbers),
  };
}

/** How each parameter of the best moves from fold to fold. */
export function parameterDrift(
  paths: readonly string[],
  folds: readonly ChosenFold[],
): readonly ParameterDrift[] {
  return paths.map((path) => driftOf(path, folds));
}
