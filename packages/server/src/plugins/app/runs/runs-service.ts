/** Runs as their owners handle them: taken in, listed, changed, cancelled, deleted. */
import { decodeNumberCursor, encodeCursor } from "../../../db/cursor.js";
import type { RunsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type {
  ListRunsQuery,
  PatchRunBody,
  RerunBody,
  RunAccepted,
  RunDetail,
  RunSort,
  RunsPage,
  StartRunBody,
} from "../../../schemas/runs.js";
import type { Jobs } from "../jobs/job-types.js";
import { detailOf, runOf, type Viewer } from "./run-views.js";
import type { RunScope, RunSort as SortColumn } from "./runs-history.js";
import { RUN_COUNTS } from "./runs-history.js";
import type { RunsRepository } from "./runs-repository.js";
import type { RunStarter, Started } from "./start-runs.js";

const SORT_COLUMNS: Readonly<Record<RunSort, SortColumn>> = {
  createdMs: "created_ms",
  finishedMs: "finished_ms",
  totalReturn: "total_return",
  finalEquity: "final_equity",
  cagr: "cagr",
  sharpe: "sharpe",
  sortino: "sortino",
  calmar: "calmar",
  volatility: "volatility",
  maxDrawdown: "max_drawdown",
  fills: "fills",
  turnover: "turnover",
  fees: "fees",
  funding: "funding",
  winRate: "win_rate",
  profitFactor: "profit_factor",
  quotedEdgeBps: "quoted_edge_bps",
  ambiguousFillShare: "ambiguous_fill_share",
};

const SCOPES: Readonly<Record<ListRunsQuery["whose"], RunScope>> = {
  own: "own",
  shared: "shared",
  all: "visible",
};

const WHOLE: readonly string[] = RUN_COUNTS;

export interface RunsParts {
  readonly jobs: Jobs;
  readonly runs: RunsRepository;
  readonly starter: RunStarter;
}

/** A run that is another than it was, or no more, though no job of it is. */
export interface RunChange {
  readonly runId: string;
  readonly ownerId: string;
  readonly kind: "changed" | "deleted";
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

const REMOVED_AT_ONCE = 100;

export class RunsService {
  readonly #parts: RunsParts;
  readonly #listeners: ((change: RunChange) => void)[] = [];

  constructor(parts: RunsParts) {
    this.#parts = parts;
  }

  /** Calls when a run was named, starred, shared or deleted, or came with its result. */
  onChange(listener: (change: RunChange) => void): void {
    this.#listeners.push(listener);
  }

  /** The row. @throws ServerError NOT_FOUND for what is neither the viewer's nor shared */
  async visible(id: string, viewer: Pick<Viewer, "userId">): Promise<RunsTable> {
    const row = await this.#parts.runs.getVisible(id, viewer.userId);
    if (row !== null) return row;
    throw new ServerError("NOT_FOUND", { message: `there is no run ${id} for you` });
  }

  /** The row. @throws ServerError NOT_FOUND; FORBIDDEN for what another shares */
  async owned(id: string, viewer: Pick<Viewer, "userId">): Promise<RunsTable> {
    const row = await this.visible(id, viewer);
    if (row.owner_id === viewer.userId) return row;
    throw new ServerError("FORBIDDEN", { message: "this run belongs to another" });
  }

  /** Takes a run in. @throws as RunStarter.start */
  async start(body: StartRunBody, viewer: Viewer): Promise<RunAccepted> {
    return this.#accepted(await this.#parts.starter.start(viewer.userId, body), viewer);
  }

  /** Computes a run again, as a new run of the viewer. @throws NOT_FOUND; as RunStarter.start */
  async rerun(id: string, body: RerunBody, viewer: Viewer): Promise<RunAccepted> {
    const row = await this.visible(id, viewer);
    return this.#accepted(await this.#parts.starter.rerun(viewer.userId, row, body), viewer);
  }

  /** A page of history. @throws ServerError REQUEST_INVALID for a foreign cursor */
  async list(query: ListRunsQuery, viewer: Viewer): Promise<RunsPage> {
    const sort = SORT_COLUMNS[query.sort];
    const { rows, next } = await this.#parts.runs.list({
      ownerId: viewer.userId,
      scope: SCOPES[query.whose],
      states: query.state === undefined ? null : [query.state],
      symbol: query.symbol ?? null,
      strategy: query.strategy ?? null,
      label: query.label ?? null,
      text: query.text ?? null,
      starred: query.starred ?? null,
      createdFromMs: query.from ?? null,
      createdToMs: query.to ?? null,
      sort,
      descending: query.order === "desc",
      limit: query.limit,
      after:
        query.cursor === undefined ? null : decodeNumberCursor(query.cursor, WHOLE.includes(sort)),
    });
    return {
      items: rows.map((row) => runOf(row, viewer)),
      nextCursor: next === null ? null : encodeCursor(next),
    };
  }

  /** @throws ServerError NOT_FOUND */
  async get(id: string, viewer: Viewer): Promise<RunDetail> {
    const row = await this.visible(id, viewer);
    const job = row.job_id === null ? null : await this.#parts.jobs.get(row.job_id);
    return detailOf(row, job, viewer);
  }

  /** Changes label, note, star or who sees it. @throws ServerError NOT_FOUND, FORBIDDEN */
  async patch(id: string, change: PatchRunBody, viewer: Viewer): Promise<RunDetail> {
    await this.owned(id, viewer);
    const { label, note, starred, shared } = change;
    await this.#parts.runs.patch(id, viewer.userId, {
      ...(label === undefined ? {} : { label }),
      ...(note === undefined ? {} : { note }),
      ...(starred === undefined ? {} : { starred: flag(starred) }),
      ...(shared === undefined ? {} : { shared: flag(shared) }),
    });
    this.#tell({ runId: id, ownerId: viewer.userId, kind: "changed" });
    return this.get(id, viewer);
  }

  /** Ends a run that waits or runs. @throws ServerError NOT_FOUND, FORBIDDEN; CONFLICT when it had ended */
  async cancel(id: string, viewer: Viewer): Promise<RunDetail> {
    const row = await this.owned(id, viewer);
    const cancelled = row.job_id !== null && (await this.#parts.jobs.cancel(row.job_id));
    if (!cancelled) {
      const { state } = await this.owned(id, viewer);
      throw new ServerError("CONFLICT", { message: `the run has ended: it is ${state}` });
    }
    return this.get(id, viewer);
  }

  /** Deletes a run, and its result when no other has it. @throws ServerError NOT_FOUND, FORBIDDEN */
  async remove(id: string, viewer: Viewer): Promise<void> {
    await this.owned(id, viewer);
    await this.removeMany([id], viewer);
  }

  /** Deletes those of some runs that are the viewer's. @returns how many */
  async removeMany(ids: readonly string[], viewer: Pick<Viewer, "userId">): Promise<number> {
    const { jobs, runs } = this.#parts;
    for (const { id, job_id: jobId, state } of await runs.ownOf(ids, viewer.userId)) {
      const envelopeJob = await runs.envelopeJobId(id);
      if (envelopeJob !== null) await jobs.cancel(envelopeJob);
      if (jobId !== null && (state === "queued" || state === "running")) await jobs.cancel(jobId);
    }
    const deleted = await runs.delete(ids, viewer.userId);
    for (const runId of deleted) this.#tell({ runId, ownerId: viewer.userId, kind: "deleted" });
    return deleted.length;
  }

  /** Deletes all runs of somebody; those that wait or run are cancelled. */
  async removeAllOf(ownerId: string): Promise<void> {
    for (;;) {
      const ids = await this.#parts.runs.someOf(ownerId, REMOVED_AT_ONCE);
      if (ids.length === 0) return;
      await this.removeMany(ids, { userId: ownerId });
    }
  }

  #tell(change: RunChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  async #accepted({ id, deduplicated }: Started, viewer: Viewer): Promise<RunAccepted> {
    // Runs that are computed are told of by their jobs.
    if (deduplicated) this.#tell({ runId: id, ownerId: viewer.userId, kind: "changed" });
    return { run: await this.get(id, viewer), deduplicated };
  }
}
