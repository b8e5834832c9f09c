/**
 * The careful path: one row of text fields is checked and appended, or reported with its place.
 * What a valid bar is, is said here; `ordinary-rows.ts` takes only rows that would pass.
 */
import type { BadRows } from "./bad-rows.js";
import { type BarColumns, priceRangeError } from "./bar-columns.js";
import type { BarsIndex, BarsLayout } from "./bars-layout.js";
import {
  type Decimal,
  decimalToUnits,
  PRICE_UNITS_MAX,
  parseDecimal,
  parseTime,
} from "./decimal-text.js";
import {
  highLow,
  notPositive,
  numberProblem,
  type Problem,
  RowReport,
  timeProblem,
  widthProblem,
} from "./row-problems.js";

/** Open, high, low, close: the order of prices everywhere in this folder. */
export const PRICE_FIELDS = ["open", "high", "low", "close"] as const;

/** Takes the rows of one file as text. */
export interface RowSink {
  /** @param unterminated the last row of the file, without a newline */
  row(fields: readonly string[], line: number, unterminated: boolean): void;
}

export class BarRows implements RowSink {
  private readonly columns: BarColumns;
  private readonly layout: BarsLayout;
  private readonly reporter: RowReport;
  /** decimals asked for by the caller, or null: as many as the data use */
  private readonly fixedDecimals: number | null;
  private readonly units = [0, 0, 0, 0];

  constructor(columns: BarColumns, layout: BarsLayout, bad: BadRows, fixedDecimals: number | null) {
    this.columns = columns;
    this.layout = layout;
    this.reporter = new RowReport(columns.file, layout.names, bad);
    this.fixedDecimals = fixedDecimals;
  }

  row(fields: readonly string[], line: number, unterminated: boolean): void {
    const wrongWidth = widthProblem(fields.length, this.layout.columnCount, unterminated);
    if (wrongWidth !== null) {
      this.reporter.report(wrongWidth, line, null);
      return;
    }

    const timeText = fields[this.layout.index.time];
    const timeMs = parseTime(timeText, this.layout.secondsAllowed);
    const wrongTime = timeProblem(timeText, timeMs, this.columns.lastTimeMs);
    if (timeMs === null || wrongTime !== null) {
      this.report(wrongTime, line, "time");
      return;
    }

    const prices = this.prices(fields, line, unterminated);
    if (prices === null) return;
    const volume = this.volume(fields);
    if (Number.isNaN(volume)) {
      const text = fields[this.layout.index.volume];
      const wanted = "volume must be a number of 0 or more";
      this.report(
        numberProblem(text, wanted, unterminated && this.isLast("volume")),
        line,
        "volume",
      );
      return;
    }
    const decimals = this.decimalsFor(prices);
    for (let index = 0; index < 4; index += 1) {
      this.units[index] = decimalToUnits(prices[index], decimals);
    }
    if (!this.pricesInOrder(fields, line)) return;
    this.widen(fields, line, decimals);
    this.columns.append(timeMs, this.units, volume, line);
  }

  private report(problem: Problem | null, line: number, field: keyof BarsIndex): void {
    if (problem === null) return;
    this.reporter.report(problem, line, { column: this.layout.index[field], field });
  }

  private isLast(field: keyof BarsIndex): boolean {
    return this.layout.index[field] === this.layout.columnCount - 1;
  }

  private prices(fields: readonly string[], line: number, unterminated: boolean): Decimal[] | null {
    const prices: Decimal[] = [];
    for (const field of PRICE_FIELDS) {
      const text = fields[this.layout.index[field]];
      const price = parseDecimal(text);
      if (price === null) {
        this.report(
          numberProblem(text, `${field} is not a number`, unterminated && this.isLast(field)),
          line,
          field,
        );
        return null;
      }
      if (price.negative || price.digits === "") {
        this.report(notPositive(field, text), line, field);
        return null;
      }
      prices.push(price);
    }
    return prices;
  }

  /** 0 without a volume column, NaN when it is not a number of 0 or more. */
  private volume(fields: readonly string[]): number {
    if (!this.columns.hasVolume) return 0;
    const text = fields[this.layout.index.volume];
    const value = parseDecimal(text) === null ? Number.NaN : Number(text);
    return Number.isFinite(value) && value >= 0 ? Math.abs(value) : Number.NaN;
  }

  private decimalsFor(prices: readonly Decimal[]): number {
    if (this.fixedDecimals !== null) return this.fixedDecimals;
    return prices.reduce(
      (most, price) => Math.max(most, price.decimals),
      this.columns.priceDecimals,
    );
  }

  private pricesInOrder(fields: readonly string[], line: number): boolean {
    const [open, high, low, close] = this.units;
    if (low <= 0) {
      const rounded = notPositive("low", fields[this.layout.index.low]);
      const message = `${rounded.message}, and with ${this.fixedDecimals} price decimals it is`;
      this.report({ ...rounded, message, hint: "Raise data.priceDecimals." }, line, "low");
      return false;
    }
    if (low <= open && low <= close && high >= open && high >= close) return true;
    const field = high < open || high < close ? "high" : "low";
    const texts = PRICE_FIELDS.map((name) => fields[this.layout.index[name]]);
    this.report(highLow(texts), line, field);
    return false;
  }

  /** Brings earlier rows to the decimals of this one; a price that no longer fits is always an error. */
  private widen(fields: readonly string[], line: number, decimals: number): void {
    const { columns } = this;
    if (this.units[1] <= PRICE_UNITS_MAX && columns.fits(decimals)) {
      columns.rescale(decimals);
      return;
    }
    const high = `price ${fields[this.layout.index.high]}`;
    const what = this.units[1] > PRICE_UNITS_MAX ? high : "an earlier price";
    throw priceRangeError(what, decimals, { file: columns.file, line });
  }
}
