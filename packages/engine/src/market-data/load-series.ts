/** Loads mark, index and premium prices: laid out like bars, kept as doubles. Semantics 2, 10. */
import { BadRows } from "./bad-rows.js";
import { PRICE_FIELDS, type RowSink } from "./bar-rows.js";
import type { DataSource, PriceSeries } from "./bars.js";
import { type BarsLayout, barsLayout, timePlaceOf } from "./bars-layout.js";
import { parseNumber, parseTime } from "./decimal-text.js";
import { DroppedRows } from "./dropped-rows.js";
import { emptyError } from "./empty-error.js";
import { ExchangeRows, type RowTaker } from "./exchange-rows.js";
import { checkBarsOptions, type LoadSeriesOptions } from "./load-options.js";
import { joinColumns, NumberColumns } from "./number-columns.js";
import { type OrdinaryNumbers, takeOrdinaryNumbers } from "./ordinary-numbers.js";
import type { Platform } from "./platform.js";
import { readSource, type Source } from "./read-source.js";
import {
  highLow,
  notPositive,
  numberProblem,
  type Problem,
  RowReport,
  timeProblem,
  widthProblem,
} from "./row-problems.js";
import { commonDistance, dropMisaligned, settleInterval } from "./settle-interval.js";
import { TextRows } from "./text-rows.js";

/** D of a series of one row, as for bars (semantics 2). */
const INTERVAL_OF_ONE_MS = 60_000;

/**
 * The price series of all files of a source, joined in time order.
 * @throws BARS_*, FILE_*, CONFIG_INVALID for impossible options, ABORTED
 */
export async function loadPriceSeriesFrom(
  source: Source,
  kind: PriceSeries["kind"],
  platform: Platform,
  options: LoadSeriesOptions,
): Promise<PriceSeries> {
  checkBarsOptions(options);
  const bad = new BadRows(options.onBadRow);
  const parts: NumberColumns[] = [];
  const identity = await readSource(source, platform, options, {
    open(dialect, file) {
      const layout = barsLayout(dialect, file);
      const columns = new NumberColumns(file, timePlaceOf(layout), PRICE_FIELDS.length);
      parts.push(columns);
      const sink = new SeriesRows(columns, layout, kind, bad);
      if (!layout.exchange) return new TextRows(file, dialect, sink);
      const rules = { separators: layout.columnCount - 1, signed: kind === "premium" };
      return new ExchangeRows(file, dialect, numberTaker(columns, rules), sink);
    },
    rows: () => parts.reduce((sum, part) => sum + part.count, 0),
  });
  return joinPriceSeries(parts, bad, kind, options.intervalMs ?? null, identity);
}

/**
 * The prices of all files in time order.
 * @param askedMs D as asked for; null: as the rows have it
 * @throws BARS_EMPTY, BARS_DUPLICATE, BARS_INTERVAL, BARS_MISALIGNED
 */
export function joinPriceSeries(
  parts: readonly NumberColumns[],
  bad: BadRows,
  kind: PriceSeries["kind"],
  askedMs: number | null,
  source: DataSource,
): PriceSeries {
  const files = parts.filter((part) => part.count > 0);
  files.sort((a, b) => a.firstTimeMs - b.firstTimeMs);
  if (files.length === 0) throw emptyError(source.name, bad.skipped);
  const dropped = new DroppedRows(files, bad);
  let intervalMs = INTERVAL_OF_ONE_MS;
  const joined = joinColumns(files, PRICE_FIELDS.length, dropped, (timeMs) => {
    intervalMs = seriesInterval(timeMs, dropped, askedMs);
  });
  const [openTimeMs, open, high, low, close] = joined;
  if (openTimeMs.length === 0) throw emptyError(source.name, bad.skipped);
  return {
    kind,
    count: openTimeMs.length,
    intervalMs,
    openTimeMs,
    open,
    high,
    low,
    close,
    source,
  };
}

/**
 * A series may lack rows, so its interval is what all distances are multiples of. Where that is no
 * whole second a stray row is among them, and it is looked for as among bars.
 */
function seriesInterval(
  timeMs: Float64Array,
  dropped: DroppedRows,
  askedMs: number | null,
): number {
  const intervalMs = askedMs ?? commonDistance(timeMs, dropped) ?? INTERVAL_OF_ONE_MS;
  if (askedMs === null && intervalMs % 1000 !== 0) return settleInterval(timeMs, dropped, null);
  dropMisaligned(timeMs, dropped, intervalMs);
  return intervalMs;
}

function numberTaker(columns: NumberColumns, rules: OrdinaryNumbers): RowTaker {
  return {
    get count() {
      return columns.count;
    },
    take: (bytes, start, line) => takeOrdinaryNumbers(columns, bytes, start, line, rules),
    end: () => undefined,
  };
}

/** Checks the rows of a price series and appends them. */
export class SeriesRows implements RowSink {
  private readonly columns: NumberColumns;
  private readonly layout: BarsLayout;
  private readonly signed: boolean;
  private readonly report: RowReport;
  private readonly values = [0, 0, 0, 0];

  constructor(columns: NumberColumns, layout: BarsLayout, kind: PriceSeries["kind"], bad: BadRows) {
    this.columns = columns;
    this.layout = layout;
    this.signed = kind === "premium";
    this.report = new RowReport(columns.file, layout.names, bad);
  }

  row(fields: readonly string[], line: number, unterminated: boolean): void {
    const { index, columnCount, secondsAllowed } = this.layout;
    const wrongWidth = widthProblem(fields.length, columnCount, unterminated);
    if (wrongWidth !== null) {
      this.report.report(wrongWidth, line, null);
      return;
    }
    const timeMs = parseTime(fields[index.time], secondsAllowed);
    const wrongTime = timeProblem(fields[index.time], timeMs, this.columns.lastTimeMs);
    if (timeMs === null || wrongTime !== null) {
      if (wrongTime !== null) this.report.report(wrongTime, line, this.columns.timePlace);
      return;
    }
    for (let at = 0; at < PRICE_FIELDS.length; at += 1) {
      const field = PRICE_FIELDS[at];
      this.values[at] = parseNumber(fields[index[field]]);
      const cut = unterminated && index[field] === columnCount - 1;
      const problem = this.valueProblem(fields[index[field]], this.values[at], field, cut);
      if (problem === null) continue;
      this.report.report(problem, line, { column: index[field], field });
      return;
    }
    const [open, high, low, close] = this.values;
    if (low > open || low > close || high < open || high < close) {
      const texts = PRICE_FIELDS.map((field) => fields[index[field]]);
      this.report.report(highLow(texts), line, { column: index.high, field: "high" });
      return;
    }
    this.columns.append(timeMs, this.values, line);
  }

  private valueProblem(text: string, value: number, field: string, cut: boolean): Problem | null {
    if (Number.isNaN(value)) {
      return numberProblem(text, `${field} is not a number`, cut);
    }
    return this.signed || value > 0 ? null : notPositive(field, text);
  }
}
