/** Rows of a table as CSV. */
import { shortestDecimal } from "../../decimal-text.js";
import type { CellValue } from "../metric-columns.js";
import type { SweepRows } from "../sweep-options.js";

function csvCell(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "number") return shortestDecimal(value);
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of rows, each with its end; those of the first rows come after a line of names. */
export function rowsCsv({ first, heads, rows }: SweepRows): string {
  const lines = rows.map((cells) => cells.map(csvCell).join(","));
  if (first === 0) lines.unshift(heads.map(({ name }) => csvCell(name)).join(","));
  return `${lines.join("\n")}\n`;
}
