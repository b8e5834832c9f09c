/** The methods of a search, at work. */
import type { SearchAlgorithm } from "./algorithms/algorithm.js";
import { RandomSearch, SobolSearch } from "./algorithms/baselines.js";
import { CmaEs } from "./algorithms/cma-es/cma-es.js";
import { DifferentialEvolution } from "./algorithms/differential-evolution.js";
import { Hyperband } from "./algorithms/hyperband.js";
import { Nsga2 } from "./algorithms/nsga-2/nsga-2.js";
import { TpeSearch } from "./algorithms/tpe/tpe.js";
import type { SearchPlan } from "./plan.js";

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
