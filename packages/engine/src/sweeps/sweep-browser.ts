/** Sweeps in a browser. */
import { SweepPool } from "./pool.js";
import type { PoolOptions } from "./pool-setup.js";
import { sweepOn } from "./run-sweep.js";
import type { SweepOptions, SweepResult } from "./sweep-options.js";
import type { ThreadPlatform } from "./threads.js";
import { browserThreads } from "./threads-browser.js";

/** How Web Workers are started. */
export interface BrowserThreads {
  /**
   * makes a module worker whose script calls `serveSweepWorker()`; without it the calling thread does
   * the work itself
   */
  readonly startWorker?: (() => Worker) | undefined;
}

/** Workers of a page, or its own thread. */
export function platformOf({ startWorker }: BrowserThreads): ThreadPlatform {
  if (startWorker !== undefined) return browserThreads(startWorker);
  const start = () => {
    throw new TypeError("workers need startWorker");
  };
  return { cores: 0, sharesMemory: false, start };
}

/**
 * Runs every configuration that the axes make of one. On a page that is isolated from others
 * (`crossOriginIsolated`) the workers share the bars; elsewhere there is one, with a copy, and
 * `sharedMemory` of the result is false.
 * @throws as `sweepOn`
 */
export function sweep({
  startWorker,
  ...options
}: SweepOptions & BrowserThreads): Promise<SweepResult> {
  return sweepOn(options, platformOf({ startWorker }));
}

/** Threads on a market that stay for many sweeps, one after another; to be closed at the end. */
export function openSweepPool({
  startWorker,
  ...options
}: PoolOptions & BrowserThreads): SweepPool {
  return new SweepPool(options, platformOf({ startWorker }));
}
