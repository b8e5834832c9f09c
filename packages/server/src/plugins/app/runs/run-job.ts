/** What the queue does with runs: their task, and where the result goes. */
import type { ResultJson } from "@perpmill/engine";
import type { Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, ResultChunksTable, ResultsTable, RunsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { ColumnPiece, TaskPlaces, TaskResult } from "../../../workers/protocol.js";
import type { Job, JobHandler } from "../jobs/job-types.js";
import { contentKeyOf } from "./plan-run.js";
import type { ResultPart, ResultsRepository } from "./results-repository.js";
import { findInputs, type InputsPlace, runDataOf } from "./run-inputs.js";
import { figuresOf } from "./run-views.js";
import type { RunsRepository } from "./runs-repository.js";
import type { RunPayload } from "./start-runs.js";

export interface RunJobParts {
  readonly clock: Clock;
  readonly runs: RunsRepository;
  readonly results: ResultsRepository;
  readonly place: InputsPlace;
  readonly taskPlaces: TaskPlaces;
}

function payloadOf(job: Job): RunPayload {
  // Written by start-runs.ts alone.
  return job.payload as RunPayload;
}

function chunksOf(
  key: string,
  part: ResultPart,
  pieces: readonly ColumnPiece[],
): ResultChunksTable[] {
  return pieces.map(({ firstRow, rows, firstMs, lastMs, sha256, bytes }, position) => ({
    result_key: key,
    part,
    position,
    first_row: firstRow,
    rows,
    first_ms: firstMs,
    last_ms: lastMs,
    sha256,
    bytes,
  }));
}

function rowsOf(pieces: readonly ColumnPiece[]): number {
  return pieces.reduce((sum, { rows }) => sum + rows, 0);
}

/** The handler of jobs of the kind `run`. */
export class RunJobHandler implements JobHandler {
  readonly kind = "run";
  readonly lane = "compute";
  readonly #parts: RunJobParts;

  constructor(parts: RunJobParts) {
    this.#parts = parts;
  }

  async begin(job: Job): ReturnType<JobHandler["begin"]> {
    const { runs, results, place, taskPlaces } = this.#parts;
    const run = await this.#run(job);
    if (run === null) throw new ServerError("NOT_FOUND", { message: "the run was deleted" });
    const { config, instrumentRules, force } = payloadOf(job);
    const ids = {
      dataSetId: run.data_set_id,
      markDataSetId: run.mark_data_set_id,
      fundingDataSetId: run.funding_data_set_id,
    };
    // Whoever put the run into the queue could see the data then; that is what counts.
    const inputs = await findInputs(place, ids, { userId: null, named: "run" });
    const key = contentKeyOf(config, inputs);
    // The data, or the server's version, may have changed since.
    if (key !== run.content_key) await runs.setContentKey(run.id, key);
    if (!force && (await results.head(key)) !== null) return { done: true };
    const range = { fromMs: run.from_ms, toMs: run.to_ms };
    const data = runDataOf(inputs, range);
    const strategy = await place.strategies.named(run.owner_id, config.strategy.name);
    const { layer } = run;
    const what = { config, strategy, layer, instrumentRules };
    return { task: { kind: "run", places: taskPlaces, data, ...what } };
  }

  async prepare(job: Job, result: TaskResult): Promise<void> {
    const run = await this.#run(job);
    if (run === null) return;
    const { row, chunks } = this.#rows(run.content_key, result);
    await this.#parts.results.prepare(row, chunks);
  }

  async finish(job: Job, result: TaskResult | null, trx: Transaction<Database>): Promise<void> {
    const { runs, results } = this.#parts;
    const run = await this.#run(job, trx);
    if (run === null) return;
    const key = run.content_key;
    if (result !== null) {
      const { row, chunks, figures } = this.#rows(key, result);
      await results.putPrepared(row, chunks, trx);
      await runs.setOutcome(run.id, { result_key: key, ...figures }, trx);
      return;
    }
    const stored = await results.result(key, trx);
    if (stored === null) throw new ServerError("CONFLICT", { message: "the result was deleted" });
    const metrics: ResultJson = JSON.parse(stored);
    await runs.setOutcome(run.id, { result_key: key, ...figuresOf(metrics) }, trx);
  }

  async changed(job: Job, trx: Transaction<Database>): Promise<void> {
    if (job.subject_id === null) return;
    const change = {
      state: job.state,
      started_ms: job.started_ms,
      finished_ms: job.finished_ms,
      error: job.error === null ? null : JSON.stringify(job.error),
    };
    await this.#parts.runs.setState(job.subject_id, change, trx);
  }

  async #run(job: Job, trx?: Transaction<Database>): Promise<RunsTable | null> {
    return job.subject_id === null ? null : this.#parts.runs.get(job.subject_id, trx);
  }

  #rows(key: string, done: TaskResult) {
    if (done.kind !== "run") throw new Error(`a run gave a result of kind ${done.kind}`);
    const { series, ...result } = done.result;
    const row: ResultsTable = {
      key,
      result: JSON.stringify(result),
      series: JSON.stringify(series),
      result_hash: result.resultHash,
      trades: rowsOf(done.trades),
      equity_rows: rowsOf(done.equity),
      stored: 1,
      created_ms: this.#parts.clock.nowMs(),
    };
    const chunks = [
      ...chunksOf(key, "trades", done.trades),
      ...chunksOf(key, "equity", done.equity),
    ];
    return { row, chunks, figures: figuresOf(done.result) };
  }
}
