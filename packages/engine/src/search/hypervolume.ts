/** The volume that points dominate, up to a reference (E. Zitzler and L. Thiele, 1998). */

/**
 * The volume between points and a reference that they dominate; less is better. Exact, by slicing: of
 * two objectives in the time of a sort, of more in that to the power of one less.
 * @param points those not under the reference everywhere count for nothing
 */
export function hypervolume(
  points: readonly (readonly number[])[],
  reference: readonly number[],
): number {
  const inside = points.filter((point) => point.every((value, at) => value < reference[at]));
  return volume(inside, reference, reference.length);
}

/** Volume of the first `objectives` of the points. */
function volume(
  points: readonly (readonly number[])[],
  reference: readonly number[],
  objectives: number,
): number {
  const last = objectives - 1;
  if (points.length === 0) return 0;
  if (last === 0) return reference[0] - Math.min(...points.map(([value]) => value));
  const sorted = [...points].sort((a, b) => a[last] - b[last]);
  if (last === 1) return area(sorted, reference);
  let sum = 0;
  for (let at = 0; at < sorted.length; at++) {
    const upTo = at + 1 < sorted.length ? sorted[at + 1][last] : reference[last];
    const depth = upTo - sorted[at][last];
    if (depth > 0) sum += depth * volume(sorted.slice(0, at + 1), reference, last);
  }
  return sum;
}

/** @param sorted by the second objective */
function area(sorted: readonly (readonly number[])[], [right, top]: readonly number[]): number {
  let sum = 0;
  let edge = right;
  sorted.forEach(([x], at) => {
    edge = Math.min(edge, x);
    const upTo = at + 1 < sorted.length ? sorted[at + 1][1] : top;
    sum += (right - edge) * (upTo - sorted[at][1]);
  });
  return sum;
}
