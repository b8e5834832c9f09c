/** What the history asks the server for, and whether a run is among it. */
import type { JobState, Run, RunSort } from "@perpmill/server/api";

export interface RunsFilter {
  readonly whose: "own" | "shared" | "all";
  readonly state: JobState | "";
  readonly strategy: string;
  readonly symbol: string;
  /** part of a label */
  readonly label: string;
  readonly starred: boolean;
  readonly sort: RunSort;
  readonly order: "asc" | "desc";
}

export const NO_FILTER: RunsFilter = {
  whose: "own",
  state: "",
  strategy: "",
  symbol: "",
  label: "",
  starred: false,
  sort: "createdMs",
  order: "desc",
};

/** Query parameters of a page. @param cursor of the page before; null: the first */
export function runsQuery(filter: RunsFilter, cursor: string | null): string {
  const query = new URLSearchParams({
    sort: filter.sort,
    order: filter.order,
    whose: filter.whose,
    limit: "100",
  });
  for (const name of ["state", "strategy", "symbol", "label"] as const) {
    const value = filter[name].trim();
    if (value !== "") query.set(name, name === "symbol" ? value.toUpperCase() : value);
  }
  if (filter.starred) query.set("starred", "true");
  if (cursor !== null) query.set("cursor", cursor);
  return query.toString();
}

/** Whether a run that is new belongs at the top of what is shown. */
export function belongsOnTop(filter: RunsFilter, run: Run): boolean {
  if (filter.sort !== "createdMs" || filter.order !== "desc" || filter.whose === "shared") {
    return false;
  }
  const fits = (wanted: string, value: string) => wanted.trim() === "" || wanted === value;
  return (
    fits(filter.state, run.state) &&
    fits(filter.strategy, run.strategy) &&
    fits(filter.symbol.trim().toUpperCase(), run.symbol ?? "") &&
    run.label.toLowerCase().includes(filter.label.trim().toLowerCase()) &&
    (!filter.starred || run.starred)
  );
}
