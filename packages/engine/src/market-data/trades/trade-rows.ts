/** Checks the rows of a trades file and appends them; what a valid trade is, is said here. */
import type { BadRows } from "../bad-rows.js";
import type { RowSink } from "../bar-rows.js";
import { type Decimal, decimalToUnits, parseDecimal, parseTime } from "../decimal-text.js";
import type { NumberColumns } from "../number-columns.js";
import { type Problem, RowReport, widthProblem } from "../row-problems.js";
import type { TradesLayout } from "./trades-layout.js";

/** Price, quantity, whether the buyer was maker (1 or 0): the order of the columns. */
export const TRADE_WIDTH = 3;

type Field = "id" | "time" | "price" | "quantity" | "isBuyerMaker";

const REPAIR = 'Repair the row, or leave bad rows out with onBadRow: "skip".';

export class TradeRows implements RowSink {
  /** most decimals of a price so far */
  priceDecimals = 0;
  private readonly columns: NumberColumns;
  private readonly layout: TradesLayout;
  private readonly reporter: RowReport;
  /** decimals asked for by the caller, or null: as many as the data use */
  private readonly fixedDecimals: number | null;
  private lastId = Number.NEGATIVE_INFINITY;

  constructor(
    columns: NumberColumns,
    layout: TradesLayout,
    bad: BadRows,
    fixedDecimals: number | null,
  ) {
    this.columns = columns;
    this.layout = layout;
    this.reporter = new RowReport(columns.file, layout.names, bad);
    this.fixedDecimals = fixedDecimals;
  }

  row(fields: readonly string[], line: number, unterminated: boolean): void {
    const { layout } = this;
    const wrongWidth = widthProblem(fields.length, layout.columnCount, unterminated);
    if (wrongWidth !== null) {
      this.reporter.report(asTradeProblem(wrongWidth), line, null);
      return;
    }
    const id = layout.id < 0 ? null : Number(fields[layout.id]);
    if (id !== null && !(Number.isSafeInteger(id) && id > this.lastId)) {
      const rule = `trade ids must be whole numbers that increase (the last was ${this.lastId})`;
      this.report(rule, fields, line, "id");
      return;
    }
    const timeMs = parseTime(fields[layout.time], false);
    if (timeMs === null || timeMs < this.columns.lastTimeMs) {
      const rule = timeMs === null ? "this is not a time" : "times must not decrease";
      this.report(rule, fields, line, "time");
      return;
    }
    const price = parseDecimal(fields[layout.price]);
    if (price === null || price.negative || price.digits === "") {
      this.report("price must be a number above 0", fields, line, "price");
      return;
    }
    const quantity = parseDecimal(fields[layout.quantity]);
    const amount = quantity === null ? Number.NaN : Number(fields[layout.quantity]);
    if (!(amount > 0 && amount < Number.POSITIVE_INFINITY)) {
      this.report("quantity must be a number above 0", fields, line, "quantity");
      return;
    }
    const maker = flag(fields[layout.isBuyerMaker]);
    if (maker === null) {
      this.flagProblem(fields, line, unterminated);
      return;
    }
    const value = this.priceOf(price, fields[layout.price]);
    if (value === 0) {
      this.report(`price is 0 with ${this.fixedDecimals} decimals`, fields, line, "price");
      return;
    }
    this.columns.append(timeMs, [value, amount, maker], line);
    if (id !== null) this.lastId = id;
  }

  private priceOf(price: Decimal, text: string): number {
    if (this.fixedDecimals !== null) {
      return decimalToUnits(price, this.fixedDecimals) / 10 ** this.fixedDecimals;
    }
    if (price.decimals > this.priceDecimals) this.priceDecimals = price.decimals;
    return Number(text);
  }

  private flagProblem(fields: readonly string[], line: number, unterminated: boolean): void {
    const { isBuyerMaker, columnCount } = this.layout;
    if (unterminated && isBuyerMaker === columnCount - 1) {
      const message = "the last row is cut short";
      const hint = "Download the file again.";
      this.reporter.report({ code: "BARS_TRUNCATED", message, hint }, line, null);
      return;
    }
    this.report("whether the buyer was maker must be true or false", fields, line, "isBuyerMaker");
  }

  private report(rule: string, fields: readonly string[], line: number, field: Field): void {
    const column = this.layout[field];
    const message = `${rule}: ${JSON.stringify(fields[column].slice(0, 40))}`;
    this.reporter.report({ code: "TRADES_BAD_ROW", message, hint: REPAIR }, line, {
      column,
      field,
    });
  }
}

function flag(text: string): 0 | 1 | null {
  if (text === "true" || text === "True" || text === "TRUE" || text === "1") return 1;
  if (text === "false" || text === "False" || text === "FALSE" || text === "0") return 0;
  return null;
}

function asTradeProblem(problem: Problem): Problem {
  return problem.code === "BARS_BAD_ROW" ? { ...problem, code: "TRADES_BAD_ROW" } : problem;
}
