/**
 * Follows studies while they are worked on, whoever does: sums up what their shards say, notes it in the study and
 * tells readers, ten times a second at most.
 */
import { askedColumns, isBetter, type StudyStage, type SweepMetric } from "@perpmill/engine";
import type { FastifyBaseLogger } from "fastify";
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, StudiesTable } from "../../../db/schema.js";
import type { Problem } from "../../../schemas/problem.js";
import type { StudyBest, StudyProgress } from "../../../schemas/studies.js";
import type { BestRow } from "./shard.js";
import type { StudiesRepository } from "./studies-repository.js";
import { findRow, type ReadRow, rowsSince } from "./study-rows-repository.js";
import { columnsOf, requestOf } from "./study-views.js";

/** What readers are told of a study. */
export interface StudyNews {
  progress(study: StudiesTable, progress: StudyProgress, best: StudyBest | null): void;
  rows(study: StudiesTable, rows: readonly ReadRow[]): void;
}

export interface StudyWatchOptions {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly repository: StudiesRepository;
  readonly news: StudyNews;
  /** all shards are done; may be told more than once */
  readonly onDone: (studyId: string) => Promise<void>;
  /** a shard has failed; may be told more than once */
  readonly onFailed: (studyId: string, problem: Problem | null) => Promise<void>;
}

const TELL_MS = 100;
/** The speed is that of this last stretch. */
const WINDOW_MS = 3000;

/** What is known of a study that is worked on. */
interface Followed {
  readonly changed: Set<number>;
  /** when rows were read last, by shard: UTC ms */
  readonly readMs: Map<number, number>;
  readonly samples: { readonly atMs: number; readonly done: number }[];
  timer: NodeJS.Timeout | null;
  telling: Promise<void>;
  /** of the work that is done, where it is not that of the rows */
  share: number | null;
}

function speedOf({ samples }: Followed, atMs: number, done: number): number | null {
  samples.push({ atMs, done });
  while (samples.length > 2 && atMs - (samples[1]?.atMs ?? atMs) >= WINDOW_MS) samples.shift();
  const [first] = samples;
  if (first === undefined || atMs <= first.atMs) return null;
  return ((done - first.done) / (atMs - first.atMs)) * 1000;
}

/** What is left at that speed, ms. */
function remainingOf(done: number, share: number | null, perSecond: number | null): number | null {
  if (share === null || perSecond === null || !(perSecond > 0) || !(share > 0)) return null;
  return (Math.max(0, done / share - done) / perSecond) * 1000;
}

/** The metric that rows of a sweep are ranked by; null: a study of another kind. */
export function rankOf(study: StudiesTable): SweepMetric | null {
  const request = requestOf(study);
  return request.kind === "sweep" ? askedColumns(request).rank : null;
}

export class StudyWatch {
  readonly #options: StudyWatchOptions;
  readonly #followed = new Map<string, Followed>();
  #stopped = false;

  constructor(options: StudyWatchOptions) {
    this.#options = options;
  }

  /** A shard has new rows, or ended. */
  changed(studyId: string, position: number): void {
    if (this.#stopped) return;
    const followed = this.#of(studyId);
    followed.changed.add(position);
    followed.timer ??= setTimeout(() => this.#due(studyId, followed), TELL_MS);
  }

  /** A study is so far, though its rows do not say so. */
  stage(studyId: string, { share }: Pick<StudyStage, "share">): void {
    if (!this.#stopped) this.#of(studyId).share = share;
  }

  #of(studyId: string): Followed {
    const followed = this.#followed.get(studyId) ?? {
      changed: new Set(),
      readMs: new Map(),
      samples: [],
      timer: null,
      telling: Promise.resolve(),
      share: null,
    };
    this.#followed.set(studyId, followed);
    return followed;
  }

  /** Tells no more of a study: it is over, or was cancelled. */
  forget(studyId: string): void {
    const followed = this.#followed.get(studyId);
    if (followed?.timer != null) clearTimeout(followed.timer);
    this.#followed.delete(studyId);
  }

  /** Tells no more of any. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const telling = [...this.#followed.values()].map((one) => one.telling);
    for (const id of [...this.#followed.keys()]) this.forget(id);
    await Promise.all(telling);
  }

  #due(studyId: string, followed: Followed): void {
    followed.timer = null;
    const positions = [...followed.changed];
    followed.changed.clear();
    followed.telling = followed.telling
      .then(() => this.#tell(studyId, followed, positions))
      .catch((error: unknown) => {
        this.#options.log.error({ err: error, study: studyId }, "could not tell of a study");
      });
  }

  async #tell(studyId: string, followed: Followed, positions: readonly number[]): Promise<void> {
    const { repository, news, clock, onDone, onFailed } = this.#options;
    const study = await repository.get(studyId);
    if (study === null || (study.state !== "queued" && study.state !== "running")) {
      this.forget(studyId);
      return;
    }
    const shards = await repository.shards(studyId, positions);
    await this.#tellRows(study, followed, shards);
    const sums = await repository.sums(studyId);
    const total = study.rows_total;
    const share = followed.share ?? (total === null ? null : sums.rowsDone / Math.max(1, total));
    const perSecond = speedOf(followed, clock.steadyMs(), sums.rowsDone);
    const progress: StudyProgress = {
      done: sums.rowsDone,
      total,
      share,
      reused: sums.rowsReused,
      perSecond,
      remainingMs: remainingOf(sums.rowsDone, share, perSecond),
    };
    const best = await this.#best(study);
    await repository.update(studyId, {
      rows_done: sums.rowsDone,
      rows_reused: sums.rowsReused,
      progress: JSON.stringify(progress),
      best: best === null ? null : JSON.stringify(best),
    });
    news.progress(study, progress, best);
    const failed = shards.find(({ state }) => state === "failed");
    if (failed !== undefined) {
      await onFailed(studyId, failed.error === null ? null : JSON.parse(failed.error));
    } else if (sums.total > 0 && sums.done === sums.total) await onDone(studyId);
  }

  async #tellRows(
    study: StudiesTable,
    { readMs }: Followed,
    shards: Awaited<ReturnType<StudiesRepository["shards"]>>,
  ): Promise<void> {
    const { db, news } = this.#options;
    for (const { position, first_row: first, row_count: count } of shards) {
      const rows = await rowsSince(db, study.id, {
        first,
        count,
        sinceMs: readMs.get(position) ?? 0,
      });
      const last = rows.reduce((ms, { written_ms }) => Math.max(ms, written_ms), 0);
      // Rows of the same millisecond may still come: those that were told are told again then.
      if (last > 0) readMs.set(position, last);
      if (rows.length > 0) news.rows(study, rows);
    }
  }

  /** The best row of all shards, with its parameters. */
  async #best(study: StudiesTable): Promise<StudyBest | null> {
    const { db, repository } = this.#options;
    const metric = rankOf(study);
    if (metric === null) {
      const [whole] = await repository.bests(study.id);
      return whole === undefined ? null : JSON.parse(whole);
    }
    const bests = (await repository.bests(study.id)).map((text): BestRow => JSON.parse(text));
    const best = bests.reduce<BestRow | null>((sofar, one) => {
      if (sofar === null || isBetter(metric, one.value, sofar.value)) return one;
      return one.value === sofar.value && one.row < sofar.row ? one : sofar;
    }, null);
    if (best === null) return null;
    const known: StudyBest | null = study.best === null ? null : JSON.parse(study.best);
    if (known?.row === best.row) return known;
    const row = await findRow(db, study.id, best.row);
    const values: readonly (string | number | boolean | null)[] =
      row === null ? [] : JSON.parse(row.point);
    const paths = columnsOf(study).filter(({ role }) => role === "parameter");
    const point = Object.fromEntries(paths.map(({ name }, at) => [name, values[at] ?? null]));
    return { row: best.row, metric, value: best.value, point };
  }
}
