/** Which column of a CSV holds what: the exchange's order, or by the names of the header. */
import { PerpmillError } from "../errors.js";
import type { CsvDialect } from "./csv-dialect.js";
import type { ColumnPlace } from "./row-problems.js";

/** Column numbers from 0; volume -1 where there is none. */
export interface BarsIndex {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export interface BarsLayout {
  readonly columnCount: number;
  /** header names, empty without a header */
  readonly names: readonly string[];
  readonly index: BarsIndex;
  /** whether a time below 10^11 is in seconds: never so in the exchange's own layout */
  readonly secondsAllowed: boolean;
  /** `open_time, open, high, low, close[, volume]` first, commas, no quotes: the fast parser reads it */
  readonly exchange: boolean;
}

/** Names a column may have, in order of preference, in lower case with `_` for anything else. */
const NAMES: Record<keyof BarsIndex, readonly string[]> = {
  time: [
    "open_time",
    "opentime",
    "open_timestamp",
    "candle_begin_time",
    "begin_time",
    "start_time",
    "timestamp",
    "unix",
    "time",
    "datetime",
    "date_time",
    "date",
    "ts",
    "t",
  ],
  open: ["open", "open_price", "o"],
  high: ["high", "high_price", "h"],
  low: ["low", "low_price", "l"],
  close: ["close", "close_price", "c"],
  volume: ["volume", "base_volume", "vol", "v"],
};

/** The column of the open times. */
export function timePlaceOf({ index, names }: BarsLayout): ColumnPlace {
  return { column: index.time, field: names[index.time] ?? "open_time" };
}

/** The number of the column whose name says that it holds the open times, -1 without. */
export function timeColumnOf(names: readonly string[]): number {
  return columnOf(names, NAMES.time);
}

/** A header name as it is compared: lower case, `_` for every run of other characters. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

/** The number of the first column with one of `names`, -1 without. */
export function columnOf(header: readonly string[], names: readonly string[]): number {
  const plain = header.map(plainName);
  for (const name of names) {
    const index = plain.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}

/**
 * The layout of a bars file.
 * @throws BARS_BAD_ROW when a needed column is missing
 */
export function barsLayout(dialect: CsvDialect, file: string): BarsLayout {
  const { columnCount, header } = dialect;
  if (columnCount < 5) {
    throw new PerpmillError("BARS_BAD_ROW", {
      message: `bars need at least 5 columns and the first line has ${columnCount}`,
      where: { file, line: 1 },
      hint: "The columns are open_time, open, high, low, close and, if there is one, volume.",
    });
  }
  const index = header === null ? positions(columnCount) : byName(header, file);
  const ordered = [index.time, index.open, index.high, index.low, index.close].every(
    (at, i) => at === i,
  );
  const ownName = header === null || plainName(header[index.time]) === "open_time";
  const inMs = /^\d{12,}$/.test(dialect.firstRow?.[index.time] ?? "");
  const plain = dialect.delimiter === "," && !dialect.quoted && ordered;
  return {
    columnCount,
    names: header ?? [],
    index,
    secondsAllowed: !ownName,
    exchange: plain && (ownName || inMs) && (index.volume === 5 || index.volume === -1),
  };
}

/**
 * The layout of a file whose columns have names and types, as in every binary format.
 * @throws BARS_BAD_ROW when a needed column is missing
 */
export function namedLayout(names: readonly string[], file: string): BarsLayout {
  return {
    columnCount: names.length,
    names,
    index: byName(names, file),
    secondsAllowed: true,
    exchange: false,
  };
}

function positions(columnCount: number): BarsIndex {
  return { time: 0, open: 1, high: 2, low: 3, close: 4, volume: columnCount > 5 ? 5 : -1 };
}

function byName(header: readonly string[], file: string): BarsIndex {
  const at = (field: keyof BarsIndex) => columnOf(header, NAMES[field]);
  const needed = (field: keyof BarsIndex) => {
    const index = at(field);
    if (index >= 0) return index;
    throw new PerpmillError("BARS_BAD_ROW", {
      message: `the header has no column for ${field}: ${header.slice(0, 12).join(", ").slice(0, 200)}`,
      where: { file, line: 1, field },
      hint: `Name it one of: ${NAMES[field].join(", ")}.`,
    });
  };
  return {
    time: needed("time"),
    open: needed("open"),
    high: needed("high"),
    low: needed("low"),
    close: needed("close"),
    volume: at("volume"),
  };
}
