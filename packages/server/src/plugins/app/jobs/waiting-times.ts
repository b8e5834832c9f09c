/** How long people should wait before they try a full queue again. */

const SHORTEST_MS = 1000;
const LONGEST_MS = 60_000;
/** Weight of the newest job. */
const WEIGHT = 0.2;

export class WaitingTimes {
  #meanMs = SHORTEST_MS;

  /** Notes how long a job took. */
  note(tookMs: number): void {
    this.#meanMs += WEIGHT * (tookMs - this.#meanMs);
  }

  /** The time in which a tenth of the queue should be done. */
  retryAfterMs(queued: number, processes: number): number {
    const wanted = (this.#meanMs * Math.max(1, queued / 10)) / processes;
    return Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, wanted)));
  }
}
