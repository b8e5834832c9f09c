/** Loads settled funding rates. Semantics 5, 10. */
import { PerpmillError } from "../errors.js";
import { BadRows } from "./bad-rows.js";
import type { RowSink } from "./bar-rows.js";
import type { DataSource, FundingSeries } from "./bars.js";
import { columnOf, plainName } from "./bars-layout.js";
import type { CsvDialect } from "./csv-dialect.js";
import { parseNumber, parseTime } from "./decimal-text.js";
import { DroppedRows } from "./dropped-rows.js";
import { emptyError } from "./empty-error.js";
import type { LoadOptions } from "./load-options.js";
import { joinColumns, NumberColumns } from "./number-columns.js";
import type { Platform } from "./platform.js";
import { readSource, type Source } from "./read-source.js";
import { RowReport, timeProblem, widthProblem } from "./row-problems.js";
import { TextRows } from "./text-rows.js";

const TIME_NAMES = [
  "calc_time",
  "funding_time",
  "fundingtime",
  "time",
  "timestamp",
  "datetime",
  "date",
];
const RATE_NAMES = ["last_funding_rate", "funding_rate", "fundingrate", "rate"];

/** Column numbers from 0 of a funding file. */
export interface FundingLayout {
  readonly columnCount: number;
  readonly names: readonly string[];
  readonly time: number;
  readonly rate: number;
  readonly secondsAllowed: boolean;
}

/**
 * The funding rates of all files of a source, joined in time order. Columns are found by the header;
 * without one they are `time, rate` or `calc_time, funding_interval_hours, last_funding_rate`.
 * @throws FUNDING_BAD_ROW, BARS_EMPTY, BARS_DUPLICATE when files overlap, BARS_TRUNCATED, FILE_*, ABORTED
 */
export async function loadFundingFrom(
  source: Source,
  platform: Platform,
  options: LoadOptions,
): Promise<FundingSeries> {
  const bad = new BadRows(options.onBadRow);
  const parts: NumberColumns[] = [];
  const identity = await readSource(source, platform, options, {
    open(dialect, file) {
      const layout = fundingLayout(dialect, file);
      const field = layout.names[layout.time] ?? "calc_time";
      const columns = new NumberColumns(file, { column: layout.time, field }, 1);
      parts.push(columns);
      return new TextRows(file, dialect, new FundingRows(columns, layout, bad));
    },
    rows: () => parts.reduce((sum, part) => sum + part.count, 0),
  });
  return joinFunding(parts, bad, identity);
}

/**
 * The rates of all files in time order.
 * @throws BARS_EMPTY, BARS_DUPLICATE when files overlap
 */
export function joinFunding(
  parts: readonly NumberColumns[],
  bad: BadRows,
  source: DataSource,
): FundingSeries {
  const files = parts.filter((part) => part.count > 0);
  files.sort((a, b) => a.firstTimeMs - b.firstTimeMs);
  if (files.length === 0) throw emptyError(source.name, bad.skipped);
  const dropped = new DroppedRows(files, bad);
  const [timeMs, rate] = joinColumns(files, 1, dropped, () => undefined);
  return { count: timeMs.length, timeMs, rate, source };
}

/** Whether columns of these names are funding rates. */
export function hasFundingColumns(names: readonly string[]): boolean {
  return columnOf(names, RATE_NAMES.slice(0, -1)) >= 0;
}

/** The number of the column whose name says that it holds the settlement times, -1 without. */
export function fundingTimeColumn(names: readonly string[]): number {
  return columnOf(names, TIME_NAMES);
}

/**
 * Where a funding file has what.
 * @throws FUNDING_BAD_ROW when the header lacks a column
 */
export function fundingLayout(
  { header, columnCount }: Pick<CsvDialect, "header" | "columnCount">,
  file: string,
): FundingLayout {
  if (header === null) {
    const rate = columnCount === 2 ? 1 : 2;
    return { columnCount, names: [], time: 0, rate, secondsAllowed: false };
  }
  const time = columnOf(header, TIME_NAMES);
  const rate = columnOf(header, RATE_NAMES);
  if (time < 0 || rate < 0) {
    throw new PerpmillError("FUNDING_BAD_ROW", {
      message: `the header has no column for the ${time < 0 ? "time" : "rate"} of funding: ${header.slice(0, 12).join(", ").slice(0, 200)}`,
      where: { file, line: 1 },
      hint: "Name the columns calc_time and last_funding_rate, or time and rate.",
    });
  }
  const secondsAllowed = !["calc_time", "time"].includes(plainName(header[time]));
  return { columnCount, names: header, time, rate, secondsAllowed };
}

/** Checks the rows of a funding file and appends them. */
export class FundingRows implements RowSink {
  private readonly columns: NumberColumns;
  private readonly layout: FundingLayout;
  private readonly report: RowReport;

  constructor(columns: NumberColumns, layout: FundingLayout, bad: BadRows) {
    this.columns = columns;
    this.layout = layout;
    this.report = new RowReport(columns.file, layout.names, bad);
  }

  row(fields: readonly string[], line: number, unterminated: boolean): void {
    const { time, rate: rateColumn, columnCount, secondsAllowed } = this.layout;
    const wrongWidth = widthProblem(fields.length, columnCount, unterminated);
    if (wrongWidth !== null) {
      this.report.report(wrongWidth, line, null);
      return;
    }
    const timeMs = parseTime(fields[time], secondsAllowed);
    const wrongTime = timeProblem(fields[time], timeMs, this.columns.lastTimeMs);
    if (timeMs === null || wrongTime !== null) {
      if (wrongTime === null) return;
      this.report.report({ ...wrongTime, code: "FUNDING_BAD_ROW" }, line, this.columns.timePlace);
      return;
    }
    const text = fields[rateColumn];
    const rate = parseNumber(text);
    if (!(Math.abs(rate) < 1)) {
      const problem = {
        code: "FUNDING_BAD_ROW",
        message: `a funding rate must be a share of notional between -1 and 1: ${JSON.stringify(text.slice(0, 40))}`,
        hint: "0.0001 is one basis point; divide percentages by 100.",
      } as const;
      this.report.report(problem, line, { column: rateColumn, field: "last_funding_rate" });
      return;
    }
    this.columns.append(timeMs, [rate], line);
  }
}
