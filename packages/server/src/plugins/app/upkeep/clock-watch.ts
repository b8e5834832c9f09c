/**
 * Whether the time of day can be believed by what deletes by age. A clock that jumps ahead, or is ahead
 * at the start, makes everything look old: then a day goes by, by a clock that nobody sets, before
 * anything is deleted, so that there is time to put it right.
 */
import type { Clock } from "../../../clock.js";

/** How far ahead of the last record a start may be, ms. */
export const AHEAD_MS = 86_400_000;
/** How far the time of day may run from the steady one between two looks, ms. */
export const JUMP_MS = 3_600_000;
/** How long a clock that was not believed has to run steadily, ms. */
export const WAIT_MS = 86_400_000;

/** What a look found: `trusted`, and by how many ms the clock jumped, 0 for none. */
export interface ClockLook {
  readonly trusted: boolean;
  readonly jumpMs: number;
}

export class ClockWatch {
  readonly #clock: Clock;
  #nowMs: number;
  #steadyMs: number;
  /** of the steady clock */
  #trustedFromMs: number;
  /** how far the clock was ahead at the start, to be told once */
  #aheadMs: number;

  /** @param recordedMs UTC ms, the newest time that is on record; null for none */
  constructor(clock: Clock, recordedMs: number | null) {
    this.#clock = clock;
    this.#nowMs = clock.nowMs();
    this.#steadyMs = clock.steadyMs();
    const aheadMs = recordedMs === null ? 0 : this.#nowMs - recordedMs;
    this.#aheadMs = aheadMs > AHEAD_MS ? aheadMs : 0;
    this.#trustedFromMs = this.#steadyMs + (this.#aheadMs > 0 ? WAIT_MS : 0);
  }

  /** Looks at the clock, once in a while. */
  look(): ClockLook {
    const [nowMs, steadyMs] = [this.#clock.nowMs(), this.#clock.steadyMs()];
    const apartMs = nowMs - this.#nowMs - (steadyMs - this.#steadyMs);
    const jumpMs = Math.abs(apartMs) > JUMP_MS ? apartMs : this.#aheadMs;
    if (Math.abs(apartMs) > JUMP_MS) this.#trustedFromMs = steadyMs + WAIT_MS;
    this.#nowMs = nowMs;
    this.#steadyMs = steadyMs;
    this.#aheadMs = 0;
    return { trusted: steadyMs >= this.#trustedFromMs, jumpMs };
  }
}
