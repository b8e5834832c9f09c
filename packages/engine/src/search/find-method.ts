/** The method of a search by its name. */
import { nearestName } from "../config/nearest.js";
import { PerpmillError } from "../errors.js";
import { SEARCH_METHODS, type SearchMethod } from "./method-names.js";

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
