/** A search as the engine takes it, from its form. */
import { type ConfigInput, SEARCH_METHODS } from "@perpmill/engine";
import type { TabSearch } from "../../../engine/study-protocol";
import type { FormField } from "../../run/inspector/form-fields";
import { axesOf, limitOf, linesOf, type SweepDraft } from "../sweep/sweep-draft";
import { CHOSEN_METRICS } from "../table/metric-words";

/** `condition : weight`; without a weight it is 1. */
function penaltyOf(line: string): { readonly condition: string; readonly weight: number } {
  const mark = line.lastIndexOf(":");
  if (mark < 0) return { condition: line, weight: 1 };
  return { condition: line.slice(0, mark).trim(), weight: Number(line.slice(mark + 1)) };
}

type Objective = Exclude<NonNullable<TabSearch["objective"]>, string>;

/** What is looked for, each with the same conditions. */
export function objectivesOf(draft: SweepDraft): Objective[] {
  const constraints = linesOf(draft.feasible);
  const penalties = linesOf(draft.penalties).map(penaltyOf);
  return linesOf(draft.objectives).map((expression) => ({
    expression,
    ...(constraints.length === 0 ? {} : { constraints }),
    ...(penalties.length === 0 ? {} : { penalties }),
  }));
}

/** How is looked, and how long. */
export function effortOf({ method, budget, seed }: SweepDraft) {
  const known = SEARCH_METHODS.find((one) => one === method);
  return {
    ...(known === undefined ? {} : { method: known }),
    budget: Number(budget),
    seed: Number(seed),
  };
}

/** As the engine takes it; what cannot be read goes along, for the engine to refuse with its reason. */
export function searchOf(
  draft: SweepDraft,
  config: ConfigInput,
  fields: readonly FormField[],
): TabSearch {
  const objectives = objectivesOf(draft);
  const [objective] = objectives;
  return {
    config,
    space: axesOf(draft, fields),
    constraints: linesOf(draft.constraints),
    ...(objectives.length > 1 ? { objectives } : { objective: objective ?? "" }),
    ...effortOf(draft),
    ...limitOf(draft),
  };
}

/** The column that trials are ranked by in pictures: the first metric that is looked for, or the objective. */
export function rankColumn(draft: SweepDraft): string {
  const objectives = linesOf(draft.objectives);
  const metric = CHOSEN_METRICS.find((one) => one === objectives[0]);
  return metric ?? (objectives.length > 1 ? "objective1" : "objective");
}
