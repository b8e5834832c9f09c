/**
 * Bars from JSON: rows `[time, open, high, low, close, volume, …]` as ccxt, freqtrade and the exchange's
 * K-line endpoint give them (numbers or text), rows with names, or columns by name.
 */
import { PerpmillError } from "../../errors.js";
import type { ColumnSink } from "../columns/column-sink.js";
import { damagedFormat } from "../damaged-format.js";
import { exchangeAnswer } from "./exchange-answer.js";

/** What the first columns of a row without names are. */
const POSITIONS = ["timestamp", "open", "high", "low", "close", "volume"];

type Cell = number | string | null;
type Row = readonly unknown[] | Readonly<Record<string, unknown>>;

/**
 * Gives the rows of one file to a sink.
 * @param bytes the whole file
 * @throws FORMAT_DAMAGED when it is no JSON, FORMAT_UNSUPPORTED when it is something else of an
 *   exchange, BARS_* for what its rows say
 */
export async function readJson(bytes: Uint8Array, file: string, into: ColumnSink): Promise<void> {
  const content = parse(bytes, file);
  const answer = exchangeAnswer(content, into.makes);
  if (answer !== null) {
    const { message, hint } = answer;
    throw new PerpmillError("FORMAT_UNSUPPORTED", { message, where: { file }, hint });
  }
  if (Array.isArray(content)) pushRows(content, file, into);
  else pushColumns(content as Readonly<Record<string, unknown>>, file, into);
}

function parse(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw damagedFormat("JSON", file, reason.slice(0, 200), error);
  }
}

function pushRows(rows: readonly unknown[], file: string, into: ColumnSink): void {
  const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null;
  const bad = rows.findIndex((row) => !isRow(row) || Array.isArray(row) !== Array.isArray(rows[0]));
  if (bad >= 0) {
    throw new PerpmillError("BARS_BAD_ROW", {
      message: `this is not a row of a bar: ${JSON.stringify(rows[bad])?.slice(0, 60)}`,
      where: { file, line: bad + 1 },
      hint: "Rows are [time, open, high, low, close, volume] or objects with these names, all alike.",
    });
  }
  const [first] = rows as readonly Row[];
  if (first === undefined) return;
  const width = Array.isArray(first) ? first.length : 0;
  const names = Array.isArray(first)
    ? Array.from({ length: width }, (_, at) => POSITIONS[at] ?? `column_${at + 1}`)
    : Object.keys(first);
  const cellsOf = (at: number): Cell[] =>
    (rows as readonly Row[]).map((row) =>
      cellOf(Array.isArray(row) ? row[at] : (row as Record<string, unknown>)[names[at]]),
    );
  push(names, cellsOf, rows.length, file, into);
}

/** `{ open: [...], ... }` or `{ open: {...}, ... }`, or `{ columns: [...], data: [[...], ...] }` as pandas writes with `split`. */
function pushColumns(
  content: Readonly<Record<string, unknown>>,
  file: string,
  into: ColumnSink,
): void {
  const { columns, data } = content;
  if (Array.isArray(columns) && Array.isArray(data)) {
    const names = columns.map(String);
    const rows = data.map((row: unknown) => (Array.isArray(row) ? (row as unknown[]) : []));
    push(names, (at) => rows.map((row) => cellOf(row[at])), rows.length, file, into);
    return;
  }
  const lists = Object.entries(content).map(([name, list]) => [name, listOf(list)] as const);
  const rows = lists.reduce((most, [, list]) => Math.max(most, list.length), 0);
  const names = lists.map(([name]) => name);
  push(
    names,
    (at) => Array.from({ length: rows }, (_, row) => cellOf(lists[at][1][row])),
    rows,
    file,
    into,
  );
}

/** pandas writes a column as an object, `{ "0": …, "1": … }`. */
function listOf(column: unknown): readonly unknown[] {
  if (typeof column !== "object" || column === null) return [];
  return Array.isArray(column) ? (column as readonly unknown[]) : Object.values(column);
}

function push(
  names: readonly string[],
  cellsOf: (at: number) => Cell[],
  rows: number,
  file: string,
  into: ColumnSink,
): void {
  const sink = into.openFile(file, names);
  sink.take(rows, null, sink.wanted.map(cellsOf));
}

/** A list in place of a number would read as its text. */
function cellOf(value: unknown): Cell {
  return typeof value === "number" || typeof value === "string" ? value : null;
}
