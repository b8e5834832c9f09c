/** The time of day, handed in so that tests can turn it. */
export interface Clock {
  /** UTC ms; whoever sets the machine's clock sets it */
  nowMs(): number;
  /** ms since some moment; never set, never back */
  steadyMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
};
