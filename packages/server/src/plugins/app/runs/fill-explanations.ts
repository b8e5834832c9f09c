/** Why fills of runs happened where they did: computed by a process when somebody asks. */
import { type FillExplanation, PerpmillError } from "@perpmill/engine";
import { ServerError } from "../../../errors.js";
import type { TaskPlaces } from "../../../workers/protocol.js";
import type { Pool } from "../jobs/job-types.js";
import { planAgain } from "./plan-again.js";
import type { ResultsRepository } from "./results-repository.js";
import type { InputsPlace } from "./run-inputs.js";
import type { Viewer } from "./run-views.js";
import type { RunsService } from "./runs-service.js";

export interface FillExplanationsParts {
  readonly service: RunsService;
  readonly results: ResultsRepository;
  readonly pool: Pool;
  readonly place: InputsPlace;
  readonly taskPlaces: TaskPlaces;
}

export class FillExplanations {
  readonly #parts: FillExplanationsParts;

  constructor(parts: FillExplanationsParts) {
    this.#parts = parts;
  }

  /**
   * Explains a fill of a finished run. The run is computed again up to its bar, from the same data and
   * with the same engine, so that the fill is the stored one.
   * @param fill row of its trades, from 0
   * @throws PerpmillError FILL_UNKNOWN; ServerError NOT_FOUND (also of data that the viewer does not
   * see), CONFLICT (the run is not done, or its data or the server have changed since), QUEUE_FULL
   */
  async get(id: string, fill: number, viewer: Viewer): Promise<FillExplanation> {
    const { service, results, place, pool, taskPlaces } = this.#parts;
    const run = await service.visible(id, viewer);
    if (run.state !== "done" || run.result_key === null) {
      throw new ServerError("CONFLICT", { message: `the run has no result: it is ${run.state}` });
    }
    const head = await results.head(run.result_key);
    if (head === null) throw new ServerError("NOT_FOUND", { message: "the result was deleted" });
    if (fill >= head.trades) {
      throw new PerpmillError("FILL_UNKNOWN", {
        message: `there is no fill ${fill}: the run has ${head.trades} fills`,
        where: { field: "params.fill" },
        hint: "Fills are counted from 0, in the order of the trades.",
      });
    }
    const { plan, data } = await planAgain(place, run, viewer.userId);
    const { normalised: config, strategy } = plan;
    const { explanation } = await pool.call(
      { kind: "explain", places: taskPlaces, data, config, strategy, fill },
      { ownerId: viewer.userId },
    );
    return explanation;
  }
}
