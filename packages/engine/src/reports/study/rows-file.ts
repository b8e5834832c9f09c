/**
 * What `perpmill sweep` and `perpmill optimise` write with `--out rows.json`, row by row as it comes,
 * as the document of the study.
 */
import { bestRows, rankMetric } from "../../sweeps/rank.js";
import type { TableJson } from "../../sweeps/table-json.js";
import { tableOfJson } from "./table-of-json.js";

const TOP = 20;

interface RowsFile {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly sweep?: { readonly kind?: unknown; readonly rankBy?: unknown };
  readonly search?: { readonly kind?: unknown };
}

function isRowsFile(value: unknown): value is RowsFile {
  const { columns, rows, sweep, search } = Object(value) as Readonly<Record<string, unknown>>;
  return (
    (Object(sweep).kind === "sweep" || Object(search).kind === "search") &&
    Array.isArray(columns) &&
    columns.every((name) => typeof name === "string") &&
    Array.isArray(rows) &&
    rows.every((row) => Array.isArray(row) && row.length === columns.length)
  );
}

/** The metric of the sweep, or the first of the usual ones that is there. */
function rankOf({ columns, sweep }: RowsFile): string | undefined {
  const names = [sweep?.rankBy, "sharpe", "totalReturn"];
  return names.find((name): name is string => typeof name === "string" && columns.includes(name));
}

/** The document of such a file, unchecked; anything else as it is. */
export function studyOfFile(value: unknown): unknown {
  if (!isRowsFile(value)) return value;
  const { search, sweep, rows } = value;
  const columns = Object.fromEntries(
    value.columns.map((name, at) => [name, rows.map((row) => row[at])]),
  ) as TableJson;
  if (search !== undefined) return { history: [], ...search, columns };
  const rankBy = rankOf(value);
  if (rankBy === undefined) return { ...sweep, columns };
  const best = bestRows(tableOfJson(columns, value.columns), rankMetric(rankBy), TOP);
  return { ...sweep, rankBy, best, columns };
}
