/** Runs bars of a strategy in TypeScript: the kernel stops where it has to be asked. */
import { type Kernel, LAYOUT } from "@perpmill/core-wasm";
import type { CallbackRun } from "../callbacks/callback-run.js";

/**
 * As `kernel.advance`, with the strategy's calls in between.
 * @returns a STATUS_ number, never STATUS_NEEDS_QUOTE
 * @throws STRATEGY_FAILED
 */
export function advanceCallback(
  kernel: Kernel,
  run: number,
  bars: number,
  callback: CallbackRun,
): number {
  callback.attach(kernel.memory.buffer, run);
  return callback.readsBars
    ? advanceByBar(kernel, run, bars, callback)
    : advanceByQuote(kernel, run, bars, callback);
}

/** For strategies that are asked for quotes only. The callback must be attached. */
export function advanceByQuote(
  kernel: Kernel,
  run: number,
  bars: number,
  callback: CallbackRun,
): number {
  const target = callback.cursor + bars;
  let status = kernel.advance(run, bars);
  while (status === LAYOUT.STATUS_NEEDS_QUOTE) {
    callback.quote();
    status = kernel.advance(run, target - callback.cursor);
  }
  return status;
}

/** For strategies that learn of every bar. Quotes made before its end are worked out before. */
function advanceByBar(kernel: Kernel, run: number, bars: number, callback: CallbackRun): number {
  let left = bars;
  let status: number = LAYOUT.STATUS_MORE;
  while (left > 0 && status === LAYOUT.STATUS_MORE) {
    status = kernel.advance(run, 1);
    while (status === LAYOUT.STATUS_NEEDS_QUOTE) {
      callback.quote();
      status = kernel.advance(run, 1);
    }
    if (status !== LAYOUT.STATUS_MORE && status !== LAYOUT.STATUS_DONE) break;
    while (kernel.settle(run) === LAYOUT.STATUS_NEEDS_QUOTE) callback.quote();
    callback.bar();
    left--;
  }
  return status;
}
