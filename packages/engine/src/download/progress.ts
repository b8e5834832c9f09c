/** How far a download is, how fast, and how long it will still take. */

export interface DownloadProgress {
  /** months and days that are settled, and in all; days that replace a missing month are added */
  readonly done: number;
  readonly total: number;
  /** bytes that came over the network */
  readonly bytes: number;
  /** bytes per second over the last seconds */
  readonly bytesPerSecond: number;
  /** null while nothing can be said */
  readonly remainingMs: number | null;
}

/** The rate is that of this last stretch. */
const WINDOW_MS = 10_000;

/** Counts, and turns counts into rate and remaining time. */
export class ProgressMeter {
  readonly #nowMs: () => number;
  readonly #report: (progress: DownloadProgress) => void;
  readonly #startedMs: number;
  readonly #samples: { readonly atMs: number; readonly bytes: number }[] = [];
  #done = 0;
  /** settled without work: they say nothing about the time that others take */
  #free = 0;
  #total = 0;
  #bytes = 0;

  constructor(nowMs: () => number, report: (progress: DownloadProgress) => void) {
    this.#nowMs = nowMs;
    this.#report = report;
    this.#startedMs = nowMs();
  }

  get bytes(): number {
    return this.#bytes;
  }

  plan(periods: number): void {
    this.#total += periods;
    this.#tell();
  }

  received(bytes: number): void {
    this.#bytes += bytes;
    const nowMs = this.#nowMs();
    this.#samples.push({ atMs: nowMs, bytes: this.#bytes });
    while (this.#samples[0].atMs < nowMs - WINDOW_MS && this.#samples.length > 2) {
      this.#samples.shift();
    }
    this.#tell();
  }

  settled(wasFetched: boolean): void {
    this.#done += 1;
    if (!wasFetched) this.#free += 1;
    this.#tell();
  }

  #tell(): void {
    const nowMs = this.#nowMs();
    const fetched = this.#done - this.#free;
    const left = this.#total - this.#done;
    const elapsedMs = nowMs - this.#startedMs;
    const oldest = this.#samples[0];
    const spanMs = oldest === undefined ? 0 : nowMs - oldest.atMs;
    this.#report({
      done: this.#done,
      total: this.#total,
      bytes: this.#bytes,
      bytesPerSecond: spanMs > 0 ? ((this.#bytes - oldest.bytes) * 1000) / spanMs : 0,
      remainingMs: fetched > 0 ? (elapsedMs / fetched) * left : null,
    });
  }
}
