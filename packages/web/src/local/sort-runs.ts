/** Runs in the order that a list asks for, as the server gives them. */
import type { Run, RunSort, RunSummary } from "@perpmill/server/api";

type Key = string | number | null;

function keyOf(run: Run, by: RunSort): Key {
  if (by in run) return run[by as keyof Run] as Key;
  return (run.summary?.[by as keyof RunSummary] ?? null) as Key;
}

/** What has no value comes last, whichever the order. */
export function sortRuns(runs: readonly Run[], by: RunSort, order: "asc" | "desc"): readonly Run[] {
  const sign = order === "asc" ? 1 : -1;
  return [...runs].sort((first, second) => {
    const [a, b] = [keyOf(first, by), keyOf(second, by)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (a === b) return 0;
    return a < b ? -sign : sign;
  });
}
