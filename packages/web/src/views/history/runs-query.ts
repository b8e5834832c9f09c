/** What the history asks the server for, and whether a run is among it. */
import type { JobState, Run, RunSort } from "@perpmill/server/api";
import type { TimeZone } from "../../format/times";
import { FIGURE_COLUMNS } from "./columns";

export interface RunsFilter {
  readonly whose: "own" | "shared" | "all";
  readonly state: JobState | "";
  readonly strategy: string;
  readonly symbol: string;
  /** part of a label or a note */
  readonly text: string;
  readonly starred: boolean;
  /** first and last day of the request, `YYYY-MM-DD`; empty: any */
  readonly from: string;
  readonly to: string;
  readonly sort: RunSort;
  readonly order: "asc" | "desc";
}

export const NO_FILTER: RunsFilter = {
  whose: "own",
  state: "",
  strategy: "",
  symbol: "",
  text: "",
  starred: false,
  from: "",
  to: "",
  sort: "createdMs",
  order: "desc",
};

/** UTC ms at which a day begins. @param day `YYYY-MM-DD` */
export function dayStartMs(day: string, zone: TimeZone): number {
  return Date.parse(zone === "utc" ? day : `${day}T00:00:00`);
}

/** UTC ms `[from, to)` of the days that are looked for; null: any. */
function timesOf({ from, to }: RunsFilter, zone: TimeZone) {
  const end = to === "" ? null : new Date(dayStartMs(to, zone));
  // A day later, which is not always 24 hours.
  if (zone === "utc") end?.setUTCDate(end.getUTCDate() + 1);
  else end?.setDate(end.getDate() + 1);
  return { from: from === "" ? null : dayStartMs(from, zone), to: end?.getTime() ?? null };
}

/** As an address asks for: by a figure, the highest first; else as at first. */
export function filterOf(sort: unknown): RunsFilter {
  const found = FIGURE_COLUMNS.find(({ name }) => name === sort);
  return found === undefined ? NO_FILTER : { ...NO_FILTER, sort: found.name };
}

/** Query parameters of a page. @param cursor of the page before; null: the first */
export function runsQuery(filter: RunsFilter, cursor: string | null, zone: TimeZone): string {
  const query = new URLSearchParams({
    sort: filter.sort,
    order: filter.order,
    whose: filter.whose,
    limit: "200",
  });
  for (const name of ["state", "strategy", "symbol", "text"] as const) {
    const value = filter[name].trim();
    if (value !== "") query.set(name, name === "symbol" ? value.toUpperCase() : value);
  }
  if (filter.starred) query.set("starred", "true");
  const { from, to } = timesOf(filter, zone);
  if (from !== null) query.set("from", String(from));
  if (to !== null) query.set("to", String(to));
  if (cursor !== null) query.set("cursor", cursor);
  return query.toString();
}

/** Whether something is looked for, whatever the order. */
export function isFiltered(filter: RunsFilter): boolean {
  const { sort, order, ...wanted } = filter;
  const { sort: _sort, order: _order, ...nothing } = NO_FILTER;
  return JSON.stringify(wanted) !== JSON.stringify(nothing);
}

/** Whether a run that is new belongs at the top of what is shown. */
export function belongsOnTop(filter: RunsFilter, run: Run, zone: TimeZone): boolean {
  if (filter.sort !== "createdMs" || filter.order !== "desc" || filter.whose === "shared") {
    return false;
  }
  const fits = (asked: string, value: string) => asked.trim() === "" || asked === value;
  const { from, to } = timesOf(filter, zone);
  const wanted = filter.text.trim().toLowerCase();
  return (
    run.own &&
    fits(filter.state, run.state) &&
    fits(filter.strategy, run.strategy) &&
    fits(filter.symbol.trim().toUpperCase(), run.symbol ?? "") &&
    [run.label, run.note].some((one) => one.toLowerCase().includes(wanted)) &&
    (!filter.starred || run.starred) &&
    (from === null || run.createdMs >= from) &&
    (to === null || run.createdMs < to)
  );
}
