/**
 * The careful path: one row of text fields is checked and appended, or reported with its place.
 * What a valid bar is, is said here; the fast path of `parse-bars.ts` takes only rows that pass.
 */
import type { ErrorCode } from "../errors.js";
import type { BadRows } from "./bad-rows.js";
import { type BarColumns, priceRangeError } from "./bar-columns.js";
import type { BarsLayout } from "./bars-layout.js";
import {
  type Decimal,
  decimalToUnits,
  PRICE_UNITS_MAX,
  parseDecimal,
  parseTime,
} from "./decimal-text.js";

const PRICE_FIELDS = ["open", "high", "low", "close"] as const;

/** Takes the rows of one file as text. */
export interface RowSink {
  /** @param unterminated the last row of the file, without a newline */
  row(fields: readonly string[], line: number, unterminated: boolean): void;
}

export class BarRows implements RowSink {
  private readonly columns: BarColumns;
  private readonly layout: BarsLayout;
  private readonly bad: BadRows;
  /** decimals asked for by the caller, or null: as many as the data use */
  private readonly fixedDecimals: number | null;
  private readonly units = [0, 0, 0, 0];

  constructor(columns: BarColumns, layout: BarsLayout, bad: BadRows, fixedDecimals: number | null) {
    this.columns = columns;
    this.layout = layout;
    this.bad = bad;
    this.fixedDecimals = fixedDecimals;
  }

  row(fields: readonly string[], line: number, unterminated: boolean): void {
    const width = this.layout.columnCount;
    if (fields.length !== width) {
      const cut = unterminated && fields.length < width;
      this.report(cut ? "BARS_TRUNCATED" : "BARS_BAD_ROW", line, null, {
        message: `${cut ? "the last row is cut short: " : ""}${fields.length} columns where the first row has ${width}`,
        hint: cut
          ? "Download the file again."
          : 'Repair the row, or leave bad rows out with onBadRow: "skip".',
      });
      return;
    }
    const timeMs = this.time(fields, line);
    if (timeMs === null) return;
    const prices = this.prices(fields, line);
    if (prices === null) return;
    const volume = this.volume(fields, line, unterminated);
    if (volume === null) return;
    const decimals = this.decimalsFor(prices);
    for (let index = 0; index < 4; index += 1) {
      this.units[index] = decimalToUnits(prices[index], decimals);
    }
    if (!this.pricesInOrder(fields, line)) return;
    this.widen(fields, line, decimals);
    this.columns.append(timeMs, this.units, volume, line);
  }

  private report(
    code: ErrorCode,
    line: number,
    field: keyof BarsLayout["index"] | null,
    details: { readonly message: string; readonly hint: string },
  ): void {
    const file = this.columns.file;
    const index = field === null ? -1 : this.layout.index[field];
    const place =
      index < 0 ? {} : { column: index + 1, field: this.layout.names[index] ?? field ?? "" };
    this.bad.report(code, { ...details, where: { file, line, ...place } });
  }

  private text(fields: readonly string[], field: keyof BarsLayout["index"]): string {
    return fields[this.layout.index[field]];
  }

  private time(fields: readonly string[], line: number): number | null {
    const text = this.text(fields, "time");
    const timeMs = parseTime(text, this.layout.secondsAllowed);
    const last = this.columns.lastTimeMs;
    if (timeMs === null) {
      this.report("BARS_BAD_ROW", line, "time", {
        message: `open time is not a time: ${show(text)}`,
        hint: "Open times are whole ms or µs since the epoch, or ISO date times.",
      });
    } else if (!Number.isInteger(timeMs)) {
      this.report("BARS_MISALIGNED", line, "time", {
        message: `open time is not a whole millisecond: ${text}`,
        hint: "A bar opens at a whole multiple of its interval since the epoch.",
      });
    } else if (timeMs === last) {
      this.report("BARS_DUPLICATE", line, "time", {
        message: `open time ${text} stands here for the second time`,
        hint: 'Keep one row per open time, or leave repeated rows out with onBadRow: "skip".',
      });
    } else if (timeMs < last) {
      this.report("BARS_UNSORTED", line, "time", {
        message: `bar times must increase: ${timeMs} ms follows ${last} ms`,
        hint: "Sort the rows by open time.",
      });
    } else return timeMs;
    return null;
  }

  private prices(fields: readonly string[], line: number): Decimal[] | null {
    const prices: Decimal[] = [];
    for (const field of PRICE_FIELDS) {
      const text = this.text(fields, field);
      const price = parseDecimal(text);
      if (price === null) {
        this.report("BARS_BAD_ROW", line, field, {
          message: `${field} is not a number: ${show(text)}`,
          hint: 'Repair the row, or leave bad rows out with onBadRow: "skip".',
        });
        return null;
      }
      if (price.negative || price.digits === "") {
        this.report("BARS_NOT_POSITIVE", line, field, {
          message: `${field} must be above 0: ${text}`,
          hint: "Remove the row; a minute without trades repeats the last close or is absent.",
        });
        return null;
      }
      prices.push(price);
    }
    return prices;
  }

  private volume(fields: readonly string[], line: number, unterminated: boolean): number | null {
    if (!this.columns.hasVolume) return 0;
    const text = this.text(fields, "volume");
    const value = parseDecimal(text) === null ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    const cut = unterminated && text === "";
    this.report(cut ? "BARS_TRUNCATED" : "BARS_BAD_ROW", line, "volume", {
      message: cut
        ? "the last row is cut short"
        : `volume must be a number of 0 or more: ${show(text)}`,
      hint: cut
        ? "Download the file again."
        : 'Repair the row, or leave bad rows out with onBadRow: "skip".',
    });
    return null;
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
      this.report("BARS_NOT_POSITIVE", line, "low", {
        message: `low ${this.text(fields, "low")} rounds to 0 with ${this.fixedDecimals} price decimals`,
        hint: "Raise data.priceDecimals, or leave it out.",
      });
      return false;
    }
    if (low <= open && low <= close && high >= open && high >= close) return true;
    const field = high < low || high < open || high < close ? "high" : "low";
    const [o, h, l, c] = PRICE_FIELDS.map((name) => this.text(fields, name));
    this.report("BARS_HIGH_LOW", line, field, {
      message: `open and close must lie between low and high: open ${o}, high ${h}, low ${l}, close ${c}`,
      hint: 'Repair the row, or leave bad rows out with onBadRow: "skip".',
    });
    return false;
  }

  /** Brings earlier rows to the decimals of this one; a price that no longer fits is always an error. */
  private widen(fields: readonly string[], line: number, decimals: number): void {
    const fits = this.units[1] <= PRICE_UNITS_MAX && this.columns.fits(decimals);
    if (fits) this.columns.rescale(decimals);
    else {
      const highest =
        this.units[1] <= PRICE_UNITS_MAX
          ? "an earlier price"
          : `price ${this.text(fields, "high")}`;
      throw priceRangeError(highest, decimals, { file: this.columns.file, line });
    }
  }
}

function show(text: string): string {
  return text === "" ? "the field is empty" : JSON.stringify(text.slice(0, 40));
}
