/**
 * Funding rates and mark, index and premium prices from named typed columns. Every row becomes text and
 * goes the way of a CSV row, so that checks, errors and resulting bytes are the same.
 */
import { PerpmillError } from "../../errors.js";
import { BadRows } from "../bad-rows.js";
import { PRICE_FIELDS, type RowSink } from "../bar-rows.js";
import type { DataSource, FundingSeries, PriceSeries } from "../bars.js";
import {
  type BarsLayout,
  namedLayout,
  plainName,
  timeColumnOf,
  timePlaceOf,
} from "../bars-layout.js";
import {
  FundingRows,
  fundingLayout,
  fundingTimeColumn,
  hasFundingColumns,
  joinFunding,
} from "../load-funding.js";
import { checkBarsOptions, type LoadSeriesOptions, throwIfAborted } from "../load-options.js";
import { joinPriceSeries, SeriesRows } from "../load-series.js";
import { NumberColumns } from "../number-columns.js";
import type { ColumnFileSink, ColumnSink } from "./column-sink.js";
import { type ColumnValues, type TimeUnit, textOfCell, textOfTime } from "./column-values.js";

/** What columns can be made into beside bars. */
export type ColumnSeriesKind = PriceSeries["kind"] | "funding";

const PRICE_KINDS = ["mark", "index", "premium"] as const;
/** What stands before `open`, `high`, `low` and `close` in frames that hold several series. */
const PREFIXES: Readonly<Record<PriceSeries["kind"], readonly string[]>> = {
  mark: ["mark_", "mark_price_"],
  index: ["index_", "index_price_"],
  premium: ["premium_", "premium_index_"],
};
/** Rows between two looks at the signal. */
const STEP_ROWS = 65_536;

/** Collects the rows of all files of a source, which are all of one kind. */
export class ColumnSeries implements ColumnSink {
  readonly makes = "series";
  private readonly options: LoadSeriesOptions;
  private readonly bad: BadRows;
  private readonly parts: NumberColumns[] = [];
  private kind: ColumnSeriesKind | null;

  /**
   * @param kind what the rows are; null: as names of columns, table or file say
   * @throws CONFIG_INVALID for impossible options
   */
  constructor(kind: ColumnSeriesKind | null, options: LoadSeriesOptions) {
    checkBarsOptions(options);
    this.options = options;
    this.bad = new BadRows(options.onBadRow);
    this.kind = kind;
  }

  get rows(): number {
    return this.parts.reduce((sum, part) => sum + part.count, 0);
  }

  timeColumn(names: readonly string[]): number {
    const funding = this.kind === "funding" || (this.kind === null && hasFundingColumns(names));
    return funding ? fundingTimeColumn(names) : timeColumnOf(names);
  }

  openFile(file: string, names: readonly string[], table: string | null = null): ColumnFileSink {
    const kind = this.kind ?? kindOf(file, names, table);
    this.kind = kind;
    const { signal } = this.options;
    if (kind === "funding") {
      const layout = fundingLayout({ header: names, columnCount: names.length }, file);
      const columns = new NumberColumns(file, { column: layout.time, field: "calc_time" }, 1);
      this.parts.push(columns);
      const sink = new FundingRows(columns, layout, this.bad);
      return new TextColumns(sink, [layout.time, layout.rate], names.length, signal);
    }
    const layout = priceLayout(kind, names, file);
    const columns = new NumberColumns(file, timePlaceOf(layout), PRICE_FIELDS.length);
    this.parts.push(columns);
    const wanted = [layout.index.time, ...PRICE_FIELDS.map((field) => layout.index[field])];
    const sink = new SeriesRows(columns, layout, kind, this.bad);
    return new TextColumns(sink, wanted, names.length, signal);
  }

  /**
   * The series of all files, joined in time order.
   * @throws BARS_EMPTY, BARS_DUPLICATE, BARS_INTERVAL, BARS_MISALIGNED
   */
  finish(
    source: DataSource,
  ):
    | { readonly kind: PriceSeries["kind"]; readonly series: PriceSeries }
    | { readonly kind: "funding"; readonly series: FundingSeries } {
    const { kind, parts, bad } = this;
    if (kind === "funding" || kind === null) {
      return { kind: "funding", series: joinFunding(parts, bad, source) };
    }
    const intervalMs = this.options.intervalMs ?? null;
    return { kind, series: joinPriceSeries(parts, bad, kind, intervalMs, source) };
  }
}

/** Rows of typed columns as rows of text. */
class TextColumns implements ColumnFileSink {
  readonly wanted: readonly number[];
  private readonly sink: RowSink;
  private readonly signal: AbortSignal | undefined;
  private readonly fields: string[];
  private row = 0;

  constructor(
    sink: RowSink,
    wanted: readonly number[],
    columnCount: number,
    signal: AbortSignal | undefined,
  ) {
    this.sink = sink;
    this.wanted = wanted;
    this.signal = signal;
    this.fields = Array.from({ length: columnCount }, () => "");
  }

  take(rows: number, timeUnit: TimeUnit | null, [times, ...others]: readonly ColumnValues[]): void {
    const [timeAt, ...at] = this.wanted;
    for (let row = 0; row < rows; row += 1) {
      if (row % STEP_ROWS === 0) throwIfAborted(this.signal);
      this.row += 1;
      this.fields[timeAt] = textOfTime(times, row, timeUnit);
      for (let column = 0; column < at.length; column += 1) {
        this.fields[at[column]] = textOfCell(others[column], row);
      }
      this.sink.row(this.fields, this.row, false);
    }
  }
}

/** Columns named for the series, such as `mark_open`, go before those that are merely `open`. */
function priceLayout(
  kind: PriceSeries["kind"],
  names: readonly string[],
  file: string,
): BarsLayout {
  const prefix = prefixOf(kind, names);
  if (prefix === null) return namedLayout(names, file);
  const fields: readonly string[] = PRICE_FIELDS;
  const renamed = names.map((name) => {
    const plain = plainName(name);
    const field = plain.startsWith(prefix) ? plain.slice(prefix.length) : "";
    if (fields.includes(field)) return field;
    return fields.includes(plain) ? `other_${plain}` : name;
  });
  return namedLayout(renamed, file);
}

function prefixOf(kind: PriceSeries["kind"], names: readonly string[]): string | null {
  const plain = names.map(plainName);
  const whole = (prefix: string) => PRICE_FIELDS.every((field) => plain.includes(prefix + field));
  return PREFIXES[kind].find(whole) ?? null;
}

/** By the columns, else by the name of the table or the file. Throws FORMAT_UNSUPPORTED */
function kindOf(file: string, names: readonly string[], table: string | null): ColumnSeriesKind {
  const prefixed = PRICE_KINDS.filter((kind) => prefixOf(kind, names) !== null);
  if (prefixed.length === 1) return prefixed[0];
  if (prefixed.length === 0 && hasFundingColumns(names)) return "funding";
  const named = kindOfTable(table ?? "") ?? kindOfName(file);
  if (named !== null) return named;
  const hasVolume = names.some((name) =>
    ["volume", "vol", "base_volume"].includes(plainName(name)),
  );
  if (hasVolume && prefixed.length === 0) throw noSeries("with volume", file);
  throw ambiguous(file);
}

function kindOfTable(path: string): ColumnSeriesKind | null {
  const word = /(?:^|[^a-z])(mark|index|premium|funding)(?![a-hj-oq-z])/i.exec(path)?.[1];
  const kind = word?.toLowerCase();
  return [...PRICE_KINDS, "funding" as const].find((one) => one === kind) ?? null;
}

/** By the words that the exchange has in the names of its files. */
export function kindOfName(file: string): PriceSeries["kind"] | null {
  const word = /(mark|index|premium)(?:Price|Index)/i.exec(file)?.[1].toLowerCase();
  return PRICE_KINDS.find((kind) => kind === word) ?? null;
}

/** `FORMAT_UNSUPPORTED`, for prices that may be of several kinds. */
export function ambiguous(file: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", {
    message: "these may be mark, index or premium prices, which look alike",
    where: { file, field: "kind" },
    hint: 'Say what they are with kind: "mark", "index" or "premium".',
  });
}

/** `FORMAT_UNSUPPORTED`, for bars given where a series is wanted. */
export function noSeries(kind: string, file: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", {
    message: `these look like bars (${kind}), not like a series that goes beside them`,
    where: { file },
    hint: 'Open them with openBars, or say what they are with kind: "mark", "index", "premium" or "funding".',
  });
}
