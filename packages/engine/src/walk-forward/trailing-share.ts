/** The end of windows: a search that grows its time holds the newest market in all of its parts. */
import { daysOf, type TimeWindow } from "./windows.js";

const DAY_MS = 86_400_000;

/**
 * The last days of windows, as many as `share` of all of them, rounded, but one at least.
 * @param windows oldest first
 * @param share 0..1
 */
export function trailingShare(
  windows: readonly TimeWindow[],
  share: number,
): readonly TimeWindow[] {
  if (share === 1) return windows;
  const days = windows.reduce((sum, window) => sum + daysOf(window), 0);
  let left = Math.max(1, Math.round(share * days));
  const taken: TimeWindow[] = [];
  for (const window of windows.toReversed()) {
    const own = Math.min(left, daysOf(window));
    if (own === 0) break;
    taken.unshift({ ...window, startMs: window.endMs - own * DAY_MS });
    left -= own;
  }
  return taken;
}
