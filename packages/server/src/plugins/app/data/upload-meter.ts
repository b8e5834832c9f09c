/** The uploads that are coming in just now: how far they are, and a way to end them. */
import type { Clock } from "../../../clock.js";
import { ServerError } from "../../../errors.js";

/** Bytes so far and in all, as far as the request says. */
export interface UploadState {
  readonly done: number;
  readonly total: number | null;
}

/** Tells about an upload, at most ten times a second, and when it ends. */
export type UploadListener = (dataSetId: string, state: UploadState, ended: boolean) => void;

interface Upload {
  readonly ownerId: string;
  readonly total: number | null;
  readonly controller: AbortController;
  done: number;
  toldMs: number;
}

const EVENT_MS = 100;
/** Of one user at the same time. */
const UPLOADS_PER_USER = 3;

/** The id that somebody chose is another data set's. */
export function idTaken(id: string): ServerError {
  return new ServerError("CONFLICT", { message: `the id ${id} is taken`, field: "query.id" });
}

export class UploadMeter {
  readonly #clock: Clock;
  readonly #tell: UploadListener;
  readonly #uploads = new Map<string, Upload>();

  constructor(clock: Clock, tell: UploadListener) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /**
   * Begins to count.
   * @returns aborted when the data set is removed meanwhile
   * @throws CONFLICT when one of that id is under way, RATE_LIMITED when the user has too many
   */
  begin(id: string, ownerId: string, total: number | null): AbortSignal {
    if (this.#uploads.has(id)) throw idTaken(id);
    const same = [...this.#uploads.values()].filter((upload) => upload.ownerId === ownerId);
    if (same.length >= UPLOADS_PER_USER) {
      throw new ServerError("RATE_LIMITED", {
        message: `${same.length} uploads of yours are under way; wait for one of them`,
        retryAfterMs: 5000,
      });
    }
    const controller = new AbortController();
    this.#uploads.set(id, { ownerId, total, controller, done: 0, toldMs: 0 });
    return controller.signal;
  }

  /** Counts bytes that came. */
  add(id: string, bytes: number): void {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return;
    upload.done += bytes;
    const nowMs = this.#clock.nowMs();
    if (Math.abs(nowMs - upload.toldMs) < EVENT_MS) return;
    upload.toldMs = nowMs;
    this.#tell(id, { done: upload.done, total: upload.total }, false);
  }

  /** The upload is over, well or not. */
  end(id: string): void {
    const upload = this.#uploads.get(id);
    this.#uploads.delete(id);
    if (upload !== undefined) this.#tell(id, { done: upload.done, total: upload.total }, true);
  }

  /** Ends an upload from this side. */
  abort(id: string): void {
    const removed = new ServerError("CONFLICT", { message: "this data set was removed meanwhile" });
    this.#uploads.get(id)?.controller.abort(removed);
  }

  /** How far an upload is; null when there is none. */
  of(id: string): UploadState | null {
    const upload = this.#uploads.get(id);
    return upload === undefined ? null : { done: upload.done, total: upload.total };
  }
}
