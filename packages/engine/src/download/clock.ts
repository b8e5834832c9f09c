/** The clock that downloads and live bars are given: tests inject one that does not wait. */
import { PerpmillError } from "../errors.js";

export interface Clock {
  /** UTC, ms */
  readonly nowMs: () => number;
  /** Resolves after `ms`; rejects with ABORTED as soon as the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** @throws ABORTED when the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new PerpmillError("ABORTED", {
    message: "stopped; what was fetched so far is kept",
    hint: "Start it again: it goes on where it stopped.",
    cause: signal.reason,
  });
}

/** Waits by a timer of the platform. */
export function timerSleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      try {
        throwIfAborted(signal);
      } catch (error) {
        reject(error);
      }
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
