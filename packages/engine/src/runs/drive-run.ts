/** Advances a run to its end, with progress and cancelling. */
import { PerpmillError } from "../errors.js";
import type { KernelRun } from "../internal/kernel-run.js";

export interface RunProgress {
  /** bars run so far, and in all */
  readonly bars: number;
  readonly totalBars: number;
  /** equity recorded last, quote */
  readonly equity: number;
}

export interface RunControl {
  readonly signal?: AbortSignal | undefined;
  /**
   * asked every 10,000 bars, without a pause: for who is told by shared memory that a run is no longer
   * wanted
   */
  readonly cancelled?: (() => boolean) | undefined;
  /** called at every pause, and at the end */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /**
   * asked at each pause for the bars until the next, when progress is told and the signal looked at;
   * default: half a million
   */
  readonly pauseBars?: (() => number) | undefined;
}

/** Bars in one call of the kernel: code is only replaced by its faster form between calls. */
const CHUNK_BARS = 10_000;
/** Bars between two looks at the world outside. */
const BREATH_BARS = 500_000;

/** Throws PerpmillError ABORTED when the run is no longer wanted. */
export function throwIfAborted({ signal, cancelled }: RunControl): void {
  if (!signal?.aborted && !cancelled?.()) return;
  throw new PerpmillError("ABORTED", {
    message: "the run was cancelled",
    cause: signal?.reason,
  });
}

/** Lets timers, messages and signals through. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Whether anything can reach the run only while it pauses. */
function needsPauses({ signal, cancelled, onProgress }: RunControl): boolean {
  return signal !== undefined || (onProgress !== undefined && cancelled === undefined);
}

/**
 * Advances a run to its end, in chunks, with progress and cancelling.
 * @param untilBar stops there when the run goes on so far; default: the last
 */
export async function driveRun(
  run: KernelRun,
  totalBars: number,
  control: RunControl,
  untilBar = totalBars,
): Promise<void> {
  const pauses = needsPauses(control);
  const watched = pauses || control.onProgress !== undefined;
  const pauseBars = control.pauseBars ?? (() => BREATH_BARS);
  let nextBreath = pauseBars();
  for (;;) {
    const left = untilBar - run.cursor;
    if (left === 0 || !run.advance(Math.min(CHUNK_BARS, left))) break;
    throwIfAborted(control);
    if (!watched || run.cursor < nextBreath) continue;
    control.onProgress?.({ bars: run.cursor, totalBars, equity: run.equity });
    if (pauses) await breathe();
    throwIfAborted(control);
    nextBreath = run.cursor + pauseBars();
  }
  control.onProgress?.({ bars: run.cursor, totalBars, equity: run.equity });
}
