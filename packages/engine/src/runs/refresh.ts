/** Which refresh settings the steps of a bar can tell apart. Semantics 2 and 3. */

/**
 * The smallest distance of two steps that is at least `refreshMs`: every setting from the distance
 * before it up to this one quotes at the same steps.
 * @param refreshMs ms, 0 or more
 * @param intervalMs D, ms
 * @returns ms
 */
export function effectiveRefreshMs(refreshMs: number, intervalMs: number): number {
  const offsets = [0, Math.floor(intervalMs / 3), Math.floor((2 * intervalMs) / 3), intervalMs - 1];
  let smallest = Number.POSITIVE_INFINITY;
  for (const from of offsets) {
    for (const to of offsets) {
      const span = to - from;
      const bars = Math.max(Math.ceil((refreshMs - span) / intervalMs), span > 0 ? 0 : 1);
      smallest = Math.min(smallest, bars * intervalMs + span);
    }
  }
  return smallest;
}
