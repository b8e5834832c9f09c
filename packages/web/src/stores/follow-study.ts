/** Follows a study of the server to its end: its rows as they come, how far it is, what came of it. */
import type { StudyDetail, StudyProgress, StudyRowsAnswer } from "@perpmill/server/api";
import { request } from "../api/client";
import { TabFailure } from "../engine/tab-engine";
import type { StudyRows } from "../views/studies/table/study-rows";
import { useLiveStore } from "./live";

/** Most rows of one answer. */
const ROWS_AT_ONCE = 5000;

export interface FollowOptions {
  /** filled while it is followed; null: studies of the kind have none */
  readonly rows: StudyRows | null;
  /** no longer looked at: the study itself goes on */
  readonly signal: AbortSignal;
  /** it is so far, or rows have come. @param progress null: it waits for its turn */
  readonly onNews: (progress: StudyProgress | null) => void;
}

export interface EndedStudy {
  readonly detail: StudyDetail;
  /** as its kind has it */
  readonly document: unknown;
}

interface ToldRows {
  readonly columns: readonly string[];
  readonly index: readonly number[];
  readonly cells: readonly (readonly (number | string | boolean | null)[])[];
}

function hasEnded({ state }: Pick<StudyDetail, "state">): boolean {
  return state !== "queued" && state !== "running";
}

/** How far a study is; null: it waits for its turn. */
function progressOf({
  progress,
  state,
  rowsDone: done,
  rowsTotal: total,
}: StudyDetail): StudyProgress | null {
  if (progress !== null || state === "queued") return progress;
  const share = total === null ? null : done / Math.max(1, total);
  return { done, total, share, reused: 0, perSecond: null, remainingMs: null };
}

/** What a study is that nobody works on any more, when it has no result. */
function whyNot({ error }: StudyDetail): TabFailure {
  const { code, message, hint, field } = error ?? { code: "ABORTED", message: "it was cancelled" };
  return new TabFailure({ code, message, hint: hint ?? null, field: field ?? null });
}

interface Settle {
  readonly done: (ended: EndedStudy) => void;
  readonly failed: (error: unknown) => void;
}

class StudyFollower {
  readonly #id: string;
  readonly #options: FollowOptions;
  readonly #settle: Settle;
  #progress: StudyProgress | null = null;
  /** ends with the rows that are being asked for */
  #asking: Promise<void> | null = null;
  #over = false;

  constructor(id: string, options: FollowOptions, settle: Settle) {
    this.#id = id;
    this.#options = options;
    this.#settle = settle;
  }

  snapshot(data: unknown): void {
    const { study } = data as { readonly study: StudyDetail };
    this.#progress = progressOf(study);
    this.#news();
    if (hasEnded(study)) this.#end();
    else this.#ask();
  }

  event(name: string, data: unknown): void {
    if (name === "progress") {
      this.#progress = data as StudyProgress;
      this.#news();
    } else if (name === "rows") this.#take(data as ToldRows);
    else if (name === "deleted" || (name === "state" && hasEnded(data as StudyDetail))) this.#end();
  }

  /** What is not there for us is told by the request, in the language of the page. */
  gone(): void {
    this.#end();
  }

  #news(): void {
    if (!this.#options.signal.aborted) this.#options.onNews(this.#progress);
  }

  #take({ columns, index, cells }: ToldRows): void {
    const { rows } = this.#options;
    if (rows === null) return;
    // Of columns that are not known the kinds must be asked for.
    if (rows.put({ names: columns, index, cells })) this.#news();
    else this.#ask();
  }

  /** All columns of all rows that are there: on the line come only those that pictures begin with. */
  async #allRows(): Promise<void> {
    const { rows, signal } = this.#options;
    if (rows === null) return;
    for (let from = 0; ; ) {
      const query = new URLSearchParams({ from: String(from), limit: String(ROWS_AT_ONCE) });
      const path = `studies/${this.#id}/rows?${query}`;
      const { columns, index, cells } = await request<StudyRowsAnswer>(path, { signal });
      rows.put({ heads: columns, names: columns.map(({ name }) => name), index, cells });
      this.#news();
      const last = index.at(-1);
      if (last === undefined || index.length < ROWS_AT_ONCE) return;
      from = last + 1;
    }
  }

  #ask(): void {
    this.#asking ??= this.#allRows().finally(() => {
      this.#asking = null;
    });
    this.#asking.catch(this.#settle.failed);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#ended().then(this.#settle.done, this.#settle.failed);
  }

  async #ended(): Promise<EndedStudy> {
    const { signal } = this.#options;
    const detail = await request<StudyDetail>(`studies/${this.#id}`, { signal });
    this.#progress = progressOf(detail);
    await this.#asking;
    await this.#allRows();
    if (detail.state !== "done") throw whyNot(detail);
    const document = await request<unknown>(`studies/${this.#id}/result`, { signal });
    return { detail, document };
  }
}

/**
 * Resolves when the study is done.
 * Rejects with its error as TabFailure (ABORTED: it was cancelled), with ApiFailure, and by the signal
 * with a DOMException.
 */
export async function followStudy(id: string, options: FollowOptions): Promise<EndedStudy> {
  const { signal } = options;
  let leave = () => {};
  try {
    return await new Promise<EndedStudy>((done, failed) => {
      signal.addEventListener("abort", () => failed(signal.reason), { once: true });
      const follower = new StudyFollower(id, options, { done, failed });
      leave = useLiveStore().subscribe(`study:${id}`, follower);
    });
  } finally {
    leave();
  }
}
