/**
 * Bars from named typed columns: the end of every reader of a binary format. Checks, errors, options
 * and resulting bytes are those of the CSV reader: an ordinary row is taken as numbers where that is
 * exact, any other becomes text and goes the way of a CSV row.
 */
import { BadRows } from "../bad-rows.js";
import { BarColumns } from "../bar-columns.js";
import { BarRows, PRICE_FIELDS } from "../bar-rows.js";
import type { Bars, DataSource } from "../bars.js";
import { type BarsLayout, namedLayout, timeColumnOf, timePlaceOf } from "../bars-layout.js";
import { PRICE_UNITS_MAX } from "../decimal-text.js";
import { joinBars } from "../join-bars.js";
import { checkBarsOptions, type LoadBarsOptions, throwIfAborted } from "../load-options.js";
import type { ColumnFileSink, ColumnSink } from "./column-sink.js";
import {
  type ColumnValues,
  doubleOfFloat32,
  ordinaryTimeMs,
  POWERS_OF_TEN,
  type TimeUnit,
  textOfCell,
  textOfTime,
} from "./column-values.js";

/** Some consecutive rows of one file; every column has at least `rows` values. */
export interface BarSlice {
  readonly rows: number;
  readonly time: ColumnValues;
  /** how `time` counts; null: by the magnitude of each value */
  readonly timeUnit: TimeUnit | null;
  readonly open: ColumnValues;
  readonly high: ColumnValues;
  readonly low: ColumnValues;
  readonly close: ColumnValues;
  /** read only where the layout has a volume */
  readonly volume: ColumnValues | null;
}

/** Rows taken between two looks at the signal, and of a column made doubles at once. */
const STEP_ROWS = 65_536;
/** Nearer to a half than this, the decimal and not the double decides how a price is rounded. */
const HALF_MARGIN = 1e-5;

/** Collects the rows of all files of a source. */
export class ColumnBars implements ColumnSink {
  readonly makes = "bars";
  private readonly options: LoadBarsOptions;
  private readonly bad: BadRows;
  private readonly parts: BarColumns[] = [];

  /** @throws CONFIG_INVALID for impossible options */
  constructor(options: LoadBarsOptions) {
    checkBarsOptions(options);
    this.options = options;
    this.bad = new BadRows(options.onBadRow);
  }

  get rows(): number {
    return this.parts.reduce((sum, part) => sum + part.count, 0);
  }

  timeColumn(names: readonly string[]): number {
    return timeColumnOf(names);
  }

  /**
   * The sink of one file.
   * @param names all columns of the file in its order; which one holds what is found by name
   * @throws BARS_BAD_ROW when a needed column is missing
   */
  openFile(file: string, names: readonly string[]): ColumnFile {
    const layout = namedLayout(names, file);
    const fixed = this.options.priceDecimals ?? null;
    const columns = new BarColumns(file, timePlaceOf(layout), layout.index.volume >= 0, fixed ?? 0);
    this.parts.push(columns);
    return new ColumnFile(columns, layout, this.bad, fixed, this.options.signal);
  }

  /**
   * The bars of all files, joined in time order.
   * @param symbol what the source says; the option of the caller goes first
   * @throws BARS_EMPTY, BARS_DUPLICATE, BARS_INTERVAL, BARS_MISALIGNED, BARS_PRICE_RANGE
   */
  finish(source: DataSource, symbol: string | null): Bars {
    for (const part of this.parts) part.trim();
    return joinBars(this.parts, this.bad, {
      intervalMs: this.options.intervalMs ?? null,
      symbol: this.options.symbol ?? symbol,
      fixedDecimals: (this.options.priceDecimals ?? null) !== null,
      source,
    });
  }
}

/** Takes the rows of one file, slice by slice in the file's order. */
export class ColumnFile implements ColumnFileSink {
  readonly wanted: readonly number[];
  private readonly layout: BarsLayout;
  private readonly columns: BarColumns;
  private readonly careful: BarRows;
  private readonly rounded: boolean;
  private readonly signal: AbortSignal | undefined;
  private readonly fields: string[];
  private readonly units = [0, 0, 0, 0];
  /** rows of the file so far, bad ones included */
  private row = 0;

  constructor(
    columns: BarColumns,
    layout: BarsLayout,
    bad: BadRows,
    fixedDecimals: number | null,
    signal: AbortSignal | undefined,
  ) {
    this.columns = columns;
    this.layout = layout;
    const { time, open, high, low, close, volume } = layout.index;
    this.wanted = [time, open, high, low, close, ...(volume < 0 ? [] : [volume])];
    this.careful = new BarRows(columns, layout, bad, fixedDecimals);
    this.rounded = fixedDecimals !== null;
    this.signal = signal;
    this.fields = Array.from({ length: layout.columnCount }, () => "");
  }

  /**
   * Appends all rows of a slice. In errors, `line` is the row's number in its file, from 1.
   * @throws BARS_* for a bad row unless bad rows are skipped, ABORTED
   */
  push(slice: BarSlice): void {
    for (let start = 0; start < slice.rows; start += STEP_ROWS) {
      throwIfAborted(this.signal);
      this.step(slice, start, Math.min(slice.rows, start + STEP_ROWS));
    }
  }

  take(rows: number, timeUnit: TimeUnit | null, columns: readonly ColumnValues[]): void {
    const [time, open, high, low, close, volume = null] = columns;
    this.push({ rows, time, timeUnit, open, high, low, close, volume });
  }

  private step(slice: BarSlice, start: number, end: number): void {
    const prices = PRICE_FIELDS.map((field) => doubles(slice[field], start, end));
    const volumes = slice.volume === null ? null : doubles(slice.volume, start, end);
    for (let row = start; row < end; row += 1) {
      this.row += 1;
      const timeMs = ordinaryTimeMs(slice.time[row], slice.timeUnit);
      const volume = this.volumeAt(volumes, row - start);
      if (
        timeMs > this.columns.lastTimeMs &&
        volume >= 0 &&
        this.takeNumbers(prices, row - start)
      ) {
        this.columns.append(timeMs, this.units, volume, this.row);
      } else this.careful.row(this.texts(slice, row), this.row, false);
    }
  }

  /** 0 without a volume column, NaN for what is no amount. */
  private volumeAt(volumes: Float64Array | null, row: number): number {
    if (!this.columns.hasVolume) return 0;
    const volume = volumes === null ? Number.NaN : volumes[row];
    // the sum makes 0 of -0, as the CSV reader does
    return volume < Number.POSITIVE_INFINITY ? volume + 0 : Number.NaN;
  }

  /**
   * Brings the prices of an ordinary row into `units`; false when its text has to decide. A double
   * with at most fifteen digits is the only one nearest to them, so when units / 10^decimals gives
   * the very double, those are its decimals.
   */
  private takeNumbers(prices: readonly Float64Array[], row: number): boolean {
    const { units } = this;
    const power = POWERS_OF_TEN[this.columns.priceDecimals];
    for (let field = 0; field < 4; field += 1) {
      const price = prices[field][row];
      const scaled = price * power;
      const rounded = Math.round(scaled);
      if (!(rounded > 0 && rounded <= PRICE_UNITS_MAX)) return false;
      if (rounded / power !== price && !(this.rounded && isFarFromHalf(scaled))) return false;
      units[field] = rounded;
    }
    const [open, high, low, close] = units;
    return low <= open && low <= close && high >= open && high >= close;
  }

  private texts(slice: BarSlice, row: number): readonly string[] {
    const { index } = this.layout;
    this.fields[index.time] = textOfTime(slice.time, row, slice.timeUnit);
    for (const field of PRICE_FIELDS) this.fields[index[field]] = textOfCell(slice[field], row);
    if (index.volume >= 0) {
      this.fields[index.volume] = slice.volume === null ? "" : textOfCell(slice.volume, row);
    }
    return this.fields;
  }
}

function isFarFromHalf(scaled: number): boolean {
  return Math.abs(scaled - Math.floor(scaled) - 0.5) > HALF_MARGIN;
}

/** Rows `start` to `end` as doubles; NaN for what is not a number, whose text will decide. */
function doubles(values: ColumnValues, start: number, end: number): Float64Array {
  if (values instanceof Float64Array) return values.subarray(start, end);
  const numbers = new Float64Array(end - start);
  const single = values instanceof Float32Array;
  for (let row = start; row < end; row += 1) {
    const value: unknown = values[row];
    if (typeof value === "number") numbers[row - start] = single ? doubleOfFloat32(value) : value;
    else numbers[row - start] = typeof value === "bigint" ? safeNumber(value) : Number.NaN;
  }
  return numbers;
}

function safeNumber(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}
