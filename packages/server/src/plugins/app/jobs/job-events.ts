/** Who is told what happens to jobs. */
import type { FastifyBaseLogger } from "fastify";
import type { Job, JobEvent } from "./job-types.js";

type Listener = (event: JobEvent) => void;

const FINAL: ReadonlySet<string> = new Set(["done", "failed", "cancelled"]);

/** Whether a job will not change any more. */
export function hasEnded({ state }: Pick<Job, "state">): boolean {
  return FINAL.has(state);
}

export class JobEvents {
  readonly #listeners = new Set<Listener>();
  readonly #log: FastifyBaseLogger;

  constructor(log: FastifyBaseLogger) {
    this.#log = log;
  }

  /** @returns ends it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everybody; what a listener throws is its own affair. */
  tell(event: JobEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#log.error({ err: error, job: event.job.id }, "a listener to jobs failed");
      }
    }
  }

  /**
   * The job when it has ended.
   * @param now what it is at present; asked after listening, so that no end is missed
   * @throws the signal's reason
   */
  async ended(id: string, now: () => Promise<Job>, signal?: AbortSignal): Promise<Job> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = withResolvers<Job>();
    const stop = this.listen(({ type, job }) => {
      if (type === "state" && job.id === id && hasEnded(job)) resolve(job);
    });
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      const present = now().then((job) => (hasEnded(job) ? job : promise));
      return await Promise.race([promise, present]);
    } finally {
      stop();
      signal?.removeEventListener("abort", abort);
    }
  }
}

function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
