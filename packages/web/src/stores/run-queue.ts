/**
 * One run at a time, the newest wish next. A run that a later wish has overtaken makes way when that
 * brings the newest curve sooner, but not so often that a slider that never rests has no curve at all.
 */

/** Quick: no hashes; full: everything. */
export type Pace = "quick" | "full";

/** A run under way that a later wish has overtaken. Times in ms. */
export interface Overtaken {
  readonly pace: Pace;
  /** what the last quick run took; null: there was none */
  readonly expected: number | null;
  /** since a curve was shown last, or a wish came that has none yet */
  readonly waiting: number;
}

/** Share of what a run takes: of one that has only begun little is lost. */
const BEGUN = 1 / 4;

/**
 * Whether an overtaken run is given up. A whole run always is: nobody looks at its hashes yet. A quick
 * one is let end once it is under way, counted from the last curve, so that curves keep coming.
 */
export function isGivenUp({ pace, expected, waiting }: Overtaken): boolean {
  return pace === "full" || (expected !== null && waiting < expected * BEGUN);
}

export interface RunQueueOptions {
  /** @returns whether a result was shown */
  readonly run: (pace: Pace, signal: AbortSignal) => Promise<boolean>;
  /** whether there is something that can be run */
  readonly ready: () => boolean;
  /** ms, increasing */
  readonly now: () => number;
  /** rest after the last wish before a whole run follows quick ones */
  readonly restMs: number;
}

export class RunQueue {
  readonly #options: RunQueueOptions;
  #wanted: Pace | null = null;
  #current: { readonly pace: Pace; readonly stop: AbortController } | null = null;
  #quickMs: number | null = null;
  /** when the oldest wish came that has no curve yet; null: there is none */
  #waitingSince: number | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RunQueueOptions) {
    this.#options = options;
  }

  /** Wants a run of what is there when it begins. Resolves when nothing is wanted any more. */
  async ask(pace: Pace): Promise<void> {
    const { ready, now } = this.#options;
    clearTimeout(this.#resting);
    if (!ready()) return;
    this.#wanted = pace;
    this.#waitingSince ??= now();
    if (this.#current === null) await this.#work();
    else if (this.#makesWay(this.#current.pace)) this.#current.stop.abort();
  }

  /** Ends what is under way, and wants nothing more. */
  stop(): void {
    this.#wanted = null;
    this.#waitingSince = null;
    clearTimeout(this.#resting);
    this.#current?.stop.abort();
  }

  #makesWay(pace: Pace): boolean {
    const now = this.#options.now();
    const waiting = now - (this.#waitingSince ?? now);
    return isGivenUp({ pace, expected: this.#quickMs, waiting });
  }

  async #work(): Promise<void> {
    let last: Pace = "full";
    let shown = false;
    while (this.#wanted !== null && this.#options.ready()) {
      last = this.#wanted;
      this.#wanted = null;
      shown = await this.#once(last);
    }
    if (last === "quick" && shown) {
      this.#resting = setTimeout(() => void this.ask("full"), this.#options.restMs);
    }
  }

  async #once(pace: Pace): Promise<boolean> {
    const { run, now } = this.#options;
    const began = now();
    const stop = new AbortController();
    this.#current = { pace, stop };
    try {
      const shown = await run(pace, stop.signal);
      if (shown) {
        if (pace === "quick") this.#quickMs = now() - began;
        this.#waitingSince = this.#wanted === null ? null : now();
      }
      return shown;
    } finally {
      this.#current = null;
    }
  }
}
