/** How many bars a run may do before it looks whether it was cancelled: as many as take a moment. */

const PAUSE_MS = 50;
const FIRST_BARS = 10_000;
const MOST_BARS = 2_000_000;

/**
 * For `pauseBars` of the engine.
 * @param steadyMs ms that never go back
 */
export function steadyPace(steadyMs: () => number): () => number {
  let bars = 0;
  let sinceMs = 0;
  return () => {
    const nowMs = steadyMs();
    const tookMs = nowMs - sinceMs;
    sinceMs = nowMs;
    if (bars === 0) bars = FIRST_BARS;
    else bars *= Math.min(4, Math.max(0.25, PAUSE_MS / Math.max(tookMs, 1)));
    bars = Math.min(MOST_BARS, Math.max(FIRST_BARS, Math.round(bars)));
    return bars;
  };
}
