/** What can be wrong with a row of any series, and reporting it with its place. */
import type { ErrorCode } from "../errors.js";
import type { BadRows } from "./bad-rows.js";

export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** A column by number (from 0) and by the name it goes by without a header. */
export interface ColumnPlace {
  readonly column: number;
  readonly field: string;
}

const REPAIR = 'Repair the row, or leave bad rows out with onBadRow: "skip".';
const DOWNLOAD = "Download the file again.";

/** Reports bad rows of one file. */
export class RowReport {
  private readonly file: string;
  private readonly names: readonly string[];
  private readonly bad: BadRows;

  /** @param names header names, empty without a header */
  constructor(file: string, names: readonly string[], bad: BadRows) {
    this.file = file;
    this.names = names;
    this.bad = bad;
  }

  /** Throws, or counts the row where bad rows are skipped. */
  report({ code, message, hint }: Problem, line: number, place: ColumnPlace | null): void {
    const where = { file: this.file, line };
    const named =
      place === null
        ? where
        : { ...where, column: place.column + 1, field: this.names[place.column] ?? place.field };
    this.bad.report(code, { message, hint, where: named });
  }
}

/** A row that is not as wide as the first, or null. */
export function widthProblem(
  width: number,
  expected: number,
  unterminated: boolean,
): Problem | null {
  if (width === expected) return null;
  const message = `${width} columns where the first row has ${expected}`;
  if (!unterminated || width > expected) return { code: "BARS_BAD_ROW", message, hint: REPAIR };
  return {
    code: "BARS_TRUNCATED",
    message: `the last row is cut short: ${message}`,
    hint: DOWNLOAD,
  };
}

/** A time that is none, or does not follow the one before, or null. */
export function timeProblem(text: string, timeMs: number | null, lastMs: number): Problem | null {
  if (timeMs === null) {
    return {
      code: "BARS_BAD_ROW",
      message: `this is not a time: ${show(text)}`,
      hint: "Times are whole ms or µs since the epoch, or ISO date times.",
    };
  }
  if (!Number.isInteger(timeMs)) {
    return {
      code: "BARS_MISALIGNED",
      message: `the time is not a whole millisecond: ${text}`,
      hint: "A bar opens at a whole multiple of its interval since the epoch.",
    };
  }
  if (timeMs === lastMs) {
    return {
      code: "BARS_DUPLICATE",
      message: `time ${text} stands here for the second time`,
      hint: 'Keep one row per time, or leave repeated rows out with onBadRow: "skip".',
    };
  }
  if (timeMs > lastMs) return null;
  return {
    code: "BARS_UNSORTED",
    message: `times must increase: ${timeMs} ms follows ${lastMs} ms`,
    hint: "Sort the rows by time.",
  };
}

/** A field that is not a number as it should be. */
export function numberProblem(text: string, wanted: string, unterminated: boolean): Problem {
  if (unterminated && text === "") {
    return { code: "BARS_TRUNCATED", message: "the last row is cut short", hint: DOWNLOAD };
  }
  return { code: "BARS_BAD_ROW", message: `${wanted}: ${show(text)}`, hint: REPAIR };
}

export function notPositive(field: string, text: string): Problem {
  return {
    code: "BARS_NOT_POSITIVE",
    message: `${field} must be above 0: ${text}`,
    hint: "Remove the row; a minute without trades repeats the last close or is absent.",
  };
}

/** @param prices open, high, low, close as written */
export function highLow(prices: readonly string[]): Problem {
  const [open, high, low, close] = prices;
  return {
    code: "BARS_HIGH_LOW",
    message: `open and close must lie between low and high: open ${open}, high ${high}, low ${low}, close ${close}`,
    hint: REPAIR,
  };
}

function show(text: string): string {
  return text === "" ? "the field is empty" : JSON.stringify(text.slice(0, 40));
}
