/** Runs of an older system's SQLite file, whatever its tables are called: they are told by their columns. */
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import type { RunFigures } from "../plugins/app/runs/runs-repository.js";
import { FIGURE_RULES, HISTORY_RULES, type HistoryField } from "./history-table.js";
import { foldName } from "./parameter-table.js";

/** A run as the older system kept it. */
export interface OldRun {
  readonly table: string;
  /** from 1, in the order of the table */
  readonly position: number;
  /** `null`: the row does not say so */
  readonly state: string | null;
  readonly symbol: string | null;
  readonly strategy: string | null;
  readonly createdMs: number | null;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly figures: Partial<RunFigures>;
  /** what none of the above was made of, by name */
  readonly rest: Readonly<Record<string, unknown>>;
  /** the whole row, for telling whether it was brought before */
  readonly row: Readonly<Record<string, unknown>>;
}

export interface OldHistory {
  readonly runs: readonly OldRun[];
  /** tables that hold no runs */
  readonly otherTables: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

const FIGURE_NAMES: ReadonlySet<HistoryField> = new Set(FIGURE_RULES.map(({ field }) => field));
/** A table, or a result in JSON, is one of runs when it has so many of their numbers. */
const FIGURES_LEAST = 2;
const MILLISECONDS_FROM = 1e11;

interface Meaning {
  readonly field: HistoryField;
  readonly percent: boolean;
}

function meaningOf(name: string): Meaning | null {
  const folded = foldName(name);
  const base = folded.replace(/(pct|percent|percentage)$/, "");
  for (const { field, old } of HISTORY_RULES) {
    const names = old.map(foldName);
    if (names.includes(folded)) return { field, percent: false };
    if (names.includes(base) && FIGURE_NAMES.has(field)) return { field, percent: true };
  }
  return null;
}

function objectOf(value: unknown): Row | null {
  if (typeof value !== "string" || !value.trimStart().startsWith("{")) return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function timeOf(value: unknown): number | null {
  if (typeof value === "number" && Number.isFinite(value)) {
    return Math.round(value < MILLISECONDS_FROM ? value * 1000 : value);
  }
  if (typeof value !== "string" || value.trim() === "") return null;
  // times without a zone were written in UTC
  const text = value.trim().replace(" ", "T");
  const time = Date.parse(
    /[Zz]$|[+-]\d\d:?\d\d$/.test(text) || !text.includes("T") ? text : `${text}Z`,
  );
  return Number.isNaN(time) ? null : time;
}

function figureOf(value: unknown, { field, percent }: Meaning): number | null {
  if (field === "liquidated") {
    if (typeof value === "boolean") return value ? 1 : 0;
    return value === 0 || value === 1 ? value : null;
  }
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  return percent ? Number((number / 100).toPrecision(15)) : number;
}

/** Fields of a row and of the JSON in it; what comes first counts. */
class Fields {
  readonly values = new Map<HistoryField, unknown>();
  readonly figures: Record<string, number> = {};
  readonly rest: Record<string, unknown> = {};

  add(row: Row): void {
    for (const [name, value] of Object.entries(row)) this.#addOne(name, value);
  }

  #addOne(name: string, value: unknown): void {
    const meaning = meaningOf(name);
    if (value === null || value === undefined) return;
    if (meaning === null) {
      this.rest[name] = value;
      return;
    }
    const { field } = meaning;
    if (field === "results") {
      const inner = typeof value === "object" ? (value as Row) : objectOf(value);
      if (inner === null) this.rest[name] = value;
      else this.add(inner);
      return;
    }
    if (FIGURE_NAMES.has(field)) {
      const figure = figureOf(value, meaning);
      if (figure === null || field in this.figures) this.rest[name] = value;
      else this.figures[field] = figure;
      return;
    }
    if (this.values.has(field)) this.rest[name] = value;
    else this.values.set(field, value);
  }

  text(field: HistoryField): string | null {
    const value = this.values.get(field);
    return value === undefined ? null : String(value);
  }

  time(field: HistoryField): number | null {
    return timeOf(this.values.get(field));
  }
}

function runOf(table: string, row: Row, position: number): OldRun {
  const fields = new Fields();
  fields.add(row);
  return {
    table,
    position,
    state: fields.text("state"),
    symbol: fields.text("symbol"),
    strategy: fields.text("strategy"),
    createdMs: fields.time("createdMs"),
    startedMs: fields.time("startedMs"),
    finishedMs: fields.time("finishedMs"),
    fromMs: fields.time("fromMs"),
    toMs: fields.time("toMs"),
    parameters: objectOf(fields.values.get("parameters")),
    figures: fields.figures as Partial<RunFigures>,
    rest: fields.rest,
    row,
  };
}

/** Whether the columns of a table, and the JSON in its first row, are those of runs. */
function holdsRuns(columns: readonly string[], first: Row): boolean {
  const ofRows = columns.filter((name) => {
    const meaning = meaningOf(name);
    return meaning !== null && FIGURE_NAMES.has(meaning.field);
  });
  if (ofRows.length >= FIGURES_LEAST) return true;
  return Object.keys(runOf("", first, 1).figures).length >= FIGURES_LEAST;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function readTables(db: SqliteDatabase.Database): OldHistory {
  const tables = db
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
    )
    .all();
  const runs: OldRun[] = [];
  const otherTables: string[] = [];
  for (const { name } of tables) {
    const query = db.prepare<[], Row>(`select * from ${quoted(name)}`);
    const columns = query.columns().map((column) => column.name);
    const rows = query.all();
    const [first] = rows;
    if (first === undefined || !holdsRuns(columns, first)) otherTables.push(name);
    else runs.push(...rows.map((row, index) => runOf(name, row, index + 1)));
  }
  return { runs, otherTables };
}

/**
 * Reads the runs of a file. A copy is opened: SQLite writes beside a database even when it only reads.
 * @throws better-sqlite3's errors for what is no database, errors of the file system
 */
export async function readHistory(path: string): Promise<OldHistory> {
  const folder = await mkdtemp(join(tmpdir(), "perpmill-history-"));
  try {
    const copy = join(folder, "history.sqlite");
    await copyFile(path, copy);
    // what was written last, of a system that did not stop
    if (existsSync(`${path}-wal`)) await copyFile(`${path}-wal`, `${copy}-wal`);
    const db = new SqliteDatabase(copy, { fileMustExist: true });
    try {
      return readTables(db);
    } finally {
      db.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
