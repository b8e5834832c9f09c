/** The rows of a study as columns that fill while it runs. */
import type {
  AxisValue,
  CellValue,
  ColumnHead,
  SweepColumn,
  SweepRows,
  SweepTable,
} from "@perpmill/engine";

type Filling =
  | { readonly name: string; readonly kind: "number"; readonly values: Float64Array }
  | { readonly name: string; readonly kind: "text"; readonly values: (string | null)[] }
  | { readonly name: string; readonly kind: "boolean"; readonly values: (boolean | null)[] };

function emptyColumn({ name, kind }: ColumnHead, total: number): Filling {
  if (kind === "number") return { name, kind, values: new Float64Array(total).fill(Number.NaN) };
  return { name, kind, values: new Array(total).fill(null) };
}

function put(column: Filling, row: number, value: CellValue): void {
  if (column.kind === "number") column.values[row] = Number(value ?? Number.NaN);
  else if (column.kind === "text") column.values[row] = value === null ? null : String(value);
  else column.values[row] = value === null ? null : value === true;
}

/** Rows as a server tells of them: by their numbers, a list a column. */
export interface NumberedRows {
  /** left out: the columns are known */
  readonly heads?: readonly ColumnHead[];
  readonly names: readonly string[];
  readonly index: readonly number[];
  readonly cells: readonly (readonly CellValue[])[];
}

/** A table that fills, in order or not; rows that are still to come have no values, and no outcome. */
export class StudyRows implements SweepTable {
  /** rows that are there */
  length = 0;
  /** rows that there will be, as far as that is known */
  total: number;
  #columns: readonly Filling[] = [];

  constructor(total: number) {
    this.total = total;
  }

  /** A table that is whole, such as one that was kept. */
  static of(columns: readonly SweepColumn[], length: number, total = length): StudyRows {
    const rows = new StudyRows(total);
    rows.#columns = columns.map((column) => {
      const head = emptyColumn(column, total);
      for (let row = 0; row < length; row++) put(head, row, column.values[row] ?? null);
      return head;
    });
    rows.length = length;
    return rows;
  }

  get columns(): readonly SweepColumn[] {
    return this.#columns;
  }

  #grow(least: number): void {
    const total = Math.max(least, Math.ceil(this.total * 1.5));
    this.#columns = StudyRows.of(this.#columns, this.length, total).#columns;
    this.total = total;
  }

  /** No more rows will come. */
  end(): void {
    this.total = this.length;
  }

  take({ first, heads, rows }: SweepRows): void {
    if (this.#columns.length === 0) {
      this.#columns = heads.map((head) => emptyColumn(head, this.total));
    }
    if (first + rows.length > this.total) this.#grow(first + rows.length);
    for (const [at, cells] of rows.entries()) {
      for (const [place, column] of this.#columns.entries()) {
        put(column, first + at, cells[place] ?? null);
      }
    }
    this.length = Math.max(this.length, first + rows.length);
  }

  /** Takes rows in any order, some of their columns or all. False: what the columns are is not known. */
  put({ heads, names, index, cells }: NumberedRows): boolean {
    if (this.#columns.length === 0) {
      if (heads === undefined) return false;
      this.#columns = heads.map((head) => emptyColumn(head, this.total));
    }
    const length = index.reduce((most, row) => Math.max(most, row + 1), this.length);
    if (length > this.total) this.#grow(length);
    for (const [place, name] of names.entries()) {
      const column = this.#columns.find((one) => one.name === name);
      if (column === undefined) continue;
      for (const [at, row] of index.entries()) put(column, row, cells[place]?.[at] ?? null);
    }
    this.length = length;
    return true;
  }
}

/** A column of numbers by its name; null: there is none. */
export function numbersOf(table: SweepTable, name: string): Float64Array | null {
  const column = table.columns.find((one) => one.name === name);
  return column?.kind === "number" ? column.values : null;
}

/** A value of a parameter; NaN, which stands for nothing, as null. */
export function parameterAt(table: SweepTable, path: string, row: number): AxisValue {
  const value = table.columns.find(({ name }) => name === path)?.values[row] ?? null;
  return typeof value === "number" && Number.isNaN(value) ? null : value;
}

/** A value of a metric; null: there is none. */
export function metricAt(table: SweepTable, metric: string, row: number): number | null {
  const value = numbersOf(table, metric)?.[row];
  return value === undefined || Number.isNaN(value) ? null : value;
}

export function outcomeAt(table: SweepTable, row: number): string | null {
  const value = table.columns.find(({ name }) => name === "outcome")?.values[row];
  return typeof value === "string" ? value : null;
}

/** Rows as they are kept. */
export interface KeptRows {
  readonly columns: readonly SweepColumn[];
  /** rows that are there, and that there would be */
  readonly length: number;
  readonly total: number;
}

/** Those that are there. */
export function columnsThere({ columns, length, total }: StudyRows): KeptRows {
  const there = columns.map((column): SweepColumn => {
    if (column.kind === "number") return { ...column, values: column.values.slice(0, length) };
    if (column.kind === "text") return { ...column, values: column.values.slice(0, length) };
    return { ...column, values: column.values.slice(0, length) };
  });
  return { columns: there, length, total };
}
