/** The methods of a search by name. */
import { nearestName } from "../config/nearest.js";
import { PerpmillError } from "../errors.js";
import type { SearchAlgorithm } from "./algorithms/algorithm.js";
import { RandomSearch, SobolSearch } from "./algorithms/baselines.js";
import { CmaEs } from "./algorithms/cma-es/cma-es.js";
import { DifferentialEvolution } from "./algorithms/differential-evolution.js";
import { Hyperband } from "./algorithms/hyperband.js";
import { Nsga2 } from "./algorithms/nsga-2/nsga-2.js";
import { TpeSearch } from "./algorithms/tpe/tpe.js";
import { SEARCH_METHODS, type SearchMethod } from "./method-names.js";
import type { SearchPlan } from "./plan.js";

/** Other names that are in use. */
const ALIASES: Readonly<Record<string, SearchMethod>> = {
  cmaes: "cma-es",
  "nsga-ii": "nsga-2",
  nsga2: "nsga-2",
  "differential-evolution": "de",
};

/** Those that look for a front of several objectives. */
const MANY_OBJECTIVES: readonly SearchMethod[] = ["nsga-2", "sobol", "random"];

/**
 * The method of a name.
 * @param objectives how many there are
 * @throws SEARCH_INVALID
 */
export function searchMethod(name: string | undefined, objectives: number): SearchMethod {
  if (name === undefined) return objectives > 1 ? "nsga-2" : "tpe";
  const method = ALIASES[name] ?? SEARCH_METHODS.find((one) => one === name);
  if (method === undefined) {
    throw new PerpmillError("SEARCH_INVALID", {
      message: `there is no search method "${name}"`,
      hint: `Did you mean "${nearestName(name, SEARCH_METHODS)}"? There are ${SEARCH_METHODS.join(", ")}.`,
    });
  }
  if (objectives > 1 && !MANY_OBJECTIVES.includes(method)) {
    throw new PerpmillError("SEARCH_INVALID", {
      message: `the method ${method} looks for one objective, got ${objectives}`,
      hint: `Use ${MANY_OBJECTIVES.join(", ")}, or join the objectives in one expression.`,
    });
  }
  return method;
}

/** A method at work. */
export function startMethod({
  method,
  space: { dimensions },
  seed,
  budget,
  rungs,
}: Pick<SearchPlan, "method" | "seed" | "budget" | "rungs"> & {
  readonly space: Pick<SearchPlan["space"], "dimensions">;
}): SearchAlgorithm {
  switch (method) {
    case "tpe":
      return new TpeSearch(dimensions, seed);
    case "cma-es":
      return new CmaEs(dimensions, seed);
    case "nsga-2":
      return new Nsga2(dimensions, seed, budget);
    case "de":
      return new DifferentialEvolution(dimensions, seed, budget);
    case "hyperband":
      return new Hyperband(dimensions, seed, rungs);
    case "sobol":
      return new SobolSearch(dimensions, seed);
    case "random":
      return new RandomSearch(dimensions, seed);
  }
}
