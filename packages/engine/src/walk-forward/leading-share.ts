/** The beginning of windows. */
import { daysOf, type TimeWindow } from "./windows.js";

const DAY_MS = 86_400_000;

/**
 * The first days of windows, as many as `share` of all of them, rounded, but one at least.
 * @param windows oldest first
 * @param share 0..1
 */
export function leadingShare(windows: readonly TimeWindow[], share: number): readonly TimeWindow[] {
  if (share === 1) return windows;
  const days = windows.reduce((sum, window) => sum + daysOf(window), 0);
  let left = Math.max(1, Math.round(share * days));
  return windows.flatMap((window) => {
    const taken = Math.min(left, daysOf(window));
    left -= taken;
    return taken === 0 ? [] : [{ ...window, endMs: window.startMs + taken * DAY_MS }];
  });
}
