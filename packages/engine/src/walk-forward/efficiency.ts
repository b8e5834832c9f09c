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

/**
 * Growth in a year of the bests in their trainings, one after another: the mean of yearly growths
 * would be that of the shortest and wildest.
 */
function inSampleYearly(folds: readonly ChosenFold[]): number | null {
  let [growth, days] = [1, 0];
  for (const { train, best } of folds) {
    const total = best?.inSample.metrics.totalReturn;
    if (typeof total !== "number") continue;
    growth *= 1 + total;
    days += train.reduce((sum, window) => sum + daysOf(window), 0);
  }
  return yearly(growth - 1, days);
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
  const before = inSampleYearly(folds);
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
