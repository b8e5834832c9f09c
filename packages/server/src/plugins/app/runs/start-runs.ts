/** Takes runs in: finds that the result is there already, or puts the run into the queue. */
import { randomUUID } from "node:crypto";
import type { ConfigInput, InstrumentRules, NormalisedConfig } from "@perpmill/engine";
import type { Kysely, Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, RunsTable } from "../../../db/schema.js";
import type { RerunBody, StartRunBody } from "../../../schemas/runs.js";
import type { Jobs } from "../jobs/job-types.js";
import { planRun, type RunPlan } from "./plan-run.js";
import { findInputs, type InputIds, type InputsPlace, type RunInputs } from "./run-inputs.js";
import type { NewRun, RunFigures, RunsRepository } from "./runs-repository.js";

/** What a run's job carries; everything else is in the run's row. */
export interface RunPayload {
  readonly config: NormalisedConfig;
  readonly instrumentRules: InstrumentRules;
  /** compute though a result of the same content is there */
  readonly force: boolean;
}

/** A run that was taken in. `deduplicated`: its result was there. */
export interface Started {
  readonly id: string;
  readonly deduplicated: boolean;
}

export interface StartParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly runs: RunsRepository;
  readonly place: InputsPlace;
}

/** The details that its owner gives a run. */
interface Details extends InputIds {
  readonly ownerId: string;
  readonly layer: RunsTable["layer"];
  readonly label: string;
  readonly note: string;
}

function newRun(details: Details, plan: RunPlan, inputs: RunInputs, nowMs: number): NewRun {
  const { symbol } = plan.normalised.instrument;
  return {
    id: randomUUID(),
    owner_id: details.ownerId,
    job_id: null,
    state: "queued",
    shared: 0,
    starred: 0,
    label: details.label,
    note: details.note,
    symbol: symbol ?? inputs.bars.symbol,
    strategy: plan.normalised.strategy.name,
    strategy_label: plan.strategy?.label ?? null,
    data_set_id: details.dataSetId,
    mark_data_set_id: details.markDataSetId,
    funding_data_set_id: details.fundingDataSetId,
    from_ms: plan.range.fromMs,
    to_ms: plan.range.toMs,
    config: JSON.stringify(plan.config),
    layer: details.layer,
    content_key: plan.contentKey,
    result_key: null,
    created_ms: nowMs,
    started_ms: null,
    finished_ms: null,
  };
}

/** The figures of a finished run, for another of the same content. */
function figuresIn(row: RunsTable): RunFigures {
  return {
    fills: row.fills,
    liquidated: row.liquidated,
    total_return: row.total_return,
    final_equity: row.final_equity,
    cagr: row.cagr,
    sharpe: row.sharpe,
    sortino: row.sortino,
    calmar: row.calmar,
    volatility: row.volatility,
    max_drawdown: row.max_drawdown,
    turnover: row.turnover,
    fees: row.fees,
    funding: row.funding,
    win_rate: row.win_rate,
    profit_factor: row.profit_factor,
    quoted_edge_bps: row.quoted_edge_bps,
    ambiguous_fill_share: row.ambiguous_fill_share,
  };
}

export class RunStarter {
  readonly #parts: StartParts;

  constructor(parts: StartParts) {
    this.#parts = parts;
  }

  /**
   * Takes a run in. The caller's own finished run of the same content is given back as it is; of
   * another's the result is shared under a new run of the caller.
   * @throws ServerError NOT_FOUND, CONFLICT (data), QUEUE_FULL, STRATEGY_UNKNOWN; PerpmillError: every code of the
   * configuration, BARS_RANGE_EMPTY
   */
  async start(ownerId: string, body: StartRunBody): Promise<Started> {
    const { config, fromMs, toMs, priority = 0, force = false } = body;
    const details: Details = {
      ownerId,
      dataSetId: body.dataSetId,
      markDataSetId: body.markDataSetId ?? null,
      fundingDataSetId: body.fundingDataSetId ?? null,
      layer: body.layer ?? "lazy",
      label: body.label ?? "",
      note: body.note ?? "",
    };
    const { place } = this.#parts;
    const inputs = await findInputs(place, details, { userId: ownerId, named: "body" });
    const plan = await planRun({ config, fromMs, toMs, ownerId }, inputs, place);
    const run = newRun(details, plan, inputs, this.#parts.clock.nowMs());
    return this.#take(run, plan, { priority, force });
  }

  /**
   * Computes a run's configuration again, as a new run of the caller.
   * @throws as `start`
   */
  async rerun(ownerId: string, row: RunsTable, body: RerunBody): Promise<Started> {
    const config: ConfigInput = JSON.parse(row.config);
    return this.start(ownerId, {
      config,
      dataSetId: row.data_set_id,
      markDataSetId: row.mark_data_set_id,
      fundingDataSetId: row.funding_data_set_id,
      layer: body.layer ?? row.layer,
      label: body.label ?? row.label,
      // Notes are about one run; those of another person's run are not the caller's.
      note: body.note ?? "",
      force: true,
    });
  }

  #take(run: NewRun, plan: RunPlan, wish: { priority: number; force: boolean }): Promise<Started> {
    const { db, jobs, runs } = this.#parts;
    return db.transaction().execute(async (trx) => {
      const known = wish.force ? null : await this.#known(run, trx);
      if (known !== null) return known;
      await runs.insert(run, trx);
      const payload: RunPayload = {
        config: plan.normalised,
        instrumentRules: plan.instrumentRules,
        force: wish.force,
      };
      const job = await jobs.submit(
        {
          kind: "run",
          ownerId: run.owner_id,
          subjectId: run.id,
          priority: wish.priority,
          payload,
        },
        trx,
      );
      await runs.setJob(run.id, job.id, trx);
      return { id: run.id, deduplicated: false };
    });
  }

  async #known(run: NewRun, trx: Transaction<Database>): Promise<Started | null> {
    const { runs } = this.#parts;
    const own = await runs.findDone(run.content_key, run.owner_id, trx);
    if (own !== null) return { id: own.id, deduplicated: true };
    const other = await runs.findDone(run.content_key, null, trx);
    if (other === null) return null;
    const { created_ms: nowMs } = run;
    await runs.insert(
      {
        ...run,
        ...figuresIn(other),
        state: "done",
        result_key: other.result_key,
        started_ms: nowMs,
        finished_ms: nowMs,
      },
      trx,
    );
    return { id: run.id, deduplicated: true };
  }
}
