/** Whether a user's code comes back from its steps in time. */
export class StepWatch {
  readonly #limitMs: number;
  #step = 0;
  #sinceMs = 0;

  /** @param limitMs of one step */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** @param step it is in now; 0: none. @returns whether it has been in it for too long */
  isLate(step: number, nowMs: number): boolean {
    if (step !== this.#step) {
      this.#step = step;
      this.#sinceMs = nowMs;
    }
    return step !== 0 && nowMs - this.#sinceMs > this.#limitMs;
  }
}
