/** How long to wait before the next attempt: longer each time, never in step with other clients. */

const FIRST_MS = 250;
const MOST_MS = 15_000;

/**
 * ms before an attempt.
 * @param failures in a row, from 1
 * @param chance in [0, 1)
 */
export function backoffMs(failures: number, chance: number): number {
  const longest = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(longest * (0.5 + chance / 2));
}
