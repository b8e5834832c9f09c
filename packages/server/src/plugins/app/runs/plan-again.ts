/** What a run that there is was computed from, to compute more of it. */
import type { RunsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { RunData } from "../../../workers/protocol.js";
import { planRun, type RunPlan } from "./plan-run.js";
import { findInputs, type InputsPlace, runDataOf } from "./run-inputs.js";

export interface PlannedAgain {
  readonly plan: RunPlan;
  readonly data: RunData;
}

/**
 * The configuration and data of a run, as they were.
 * @param userId who must be able to see the data sets; null: the server itself asks
 * @throws ServerError NOT_FOUND (a data set is gone, or not theirs to see), CONFLICT (data or engine are
 * others by now), DATA_UNFIT, STRATEGY_UNKNOWN (its owner removed it)
 */
export async function planAgain(
  place: InputsPlace,
  run: RunsTable,
  userId: string | null,
): Promise<PlannedAgain> {
  const ids = {
    dataSetId: run.data_set_id,
    markDataSetId: run.mark_data_set_id,
    fundingDataSetId: run.funding_data_set_id,
  };
  const inputs = await findInputs(place, ids, { userId, named: "run" });
  const config = JSON.parse(run.config);
  const wish = { config, fromMs: undefined, toMs: undefined, ownerId: run.owner_id };
  const plan = await planRun(wish, inputs, place);
  if (plan.contentKey !== run.content_key) {
    throw new ServerError("CONFLICT", {
      message: "the data or the server's version have changed since this run: rerun it first",
    });
  }
  return { plan, data: runDataOf(inputs, plan.range) };
}
