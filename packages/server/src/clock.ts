/** The time of day, handed in so that tests can turn it. */
export interface Clock {
  /** UTC ms */
  nowMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };
