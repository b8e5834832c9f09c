/** The known name closest to a misspelt one. */

/** Edit distance in which swapping two neighbours is one edit. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, beforeLast[j - 2] + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}

function startsAlike(candidate: string, start: string): boolean {
  return candidate.toLowerCase().startsWith(start.toLowerCase());
}

/**
 * The known name that `name` begins, or else the one fewest edits away; letter case is set aside and
 * the first of equals taken.
 * @returns null when nothing is known
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  const begun = name === "" ? undefined : known.find((candidate) => startsAlike(candidate, name));
  if (begun !== undefined) return begun;
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase().slice(0, 64), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}
