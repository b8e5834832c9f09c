/** Puts rows that come in any order into theirs, and hands them on as soon as it is their turn. */
import type { CellValue } from "./metric-columns.js";
import { type RowResult, SWEEP_OUTCOMES, type SweepOutcome } from "./protocol.js";
import type { Point } from "./samplers/samplers.js";
import type { SweepRows } from "./sweep-options.js";
import { type ColumnHead, rowCells } from "./table.js";

/** Reasons that are kept of refused rows. */
const REFUSED_KEPT = 10;

export class OrderedRows {
  readonly rows: (readonly CellValue[])[] = [];
  readonly refused: { readonly row: number; readonly problem: string }[] = [];
  readonly outcomes: Record<SweepOutcome, number>;
  readonly #heads: readonly ColumnHead[];
  readonly #points: readonly Point[];
  readonly #tell: ((rows: SweepRows) => void | Promise<void>) | undefined;
  readonly #waiting = new Map<number, readonly RowResult[]>();
  #told: Promise<void> = Promise.resolve();

  constructor(
    heads: readonly ColumnHead[],
    points: readonly Point[],
    tell: ((rows: SweepRows) => void | Promise<void>) | undefined,
  ) {
    this.#heads = heads;
    this.#points = points;
    this.#tell = tell;
    this.outcomes = Object.fromEntries(SWEEP_OUTCOMES.map((one) => [one, 0])) as Record<
      SweepOutcome,
      number
    >;
  }

  /** Takes the rows from `first` on; ends when those that are due were handed on. */
  async add(first: number, results: readonly RowResult[]): Promise<void> {
    this.#waiting.set(first, results);
    const from = this.rows.length;
    for (;;) {
      const due = this.#waiting.get(this.rows.length);
      if (due === undefined) break;
      this.#waiting.delete(this.rows.length);
      for (const result of due) this.#append(result);
    }
    const rows = this.rows.slice(from);
    const tell = this.#tell;
    if (rows.length > 0 && tell !== undefined) {
      this.#told = this.#told.then(() => tell({ first: from, heads: this.#heads, rows }));
    }
    await this.#told;
  }

  #append(result: RowResult): void {
    const row = this.rows.length;
    this.rows.push(rowCells(this.#points[row], result));
    this.outcomes[result.outcome]++;
    if (result.problem === null || this.refused.length >= REFUSED_KEPT) return;
    this.refused.push({ row, problem: result.problem });
  }
}
