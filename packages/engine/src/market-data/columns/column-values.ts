/** Values of one typed column, as the readers of binary formats give them, and what they say as text. */

/** How a column of times counts. Without one, the magnitude of each value decides. */
export type TimeUnit = "s" | "ms" | "us" | "ns";

/**
 * Values by row. Numbers of a `Float32Array` mean the shortest decimal that reads as the same
 * float32, all other numbers the shortest that reads as the same double. Strings are read as the
 * CSV reader reads a field. `null`, `undefined` and NaN are missing values.
 */
export type ColumnValues = ArrayLike<number> | ArrayLike<bigint> | ArrayLike<unknown>;

const NS_PER: Readonly<Record<TimeUnit, bigint>> = {
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1000n,
  ns: 1n,
};
const MS_PER: Readonly<Record<TimeUnit, number>> = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 };
const PER_MS: Readonly<Record<TimeUnit, number>> = { s: 1e-3, ms: 1, us: 1000, ns: 1e6 };
/** The last ms that has a date. */
const DATE_MS_MAX = 8.64e15;
/** A double keeps whole numbers with so many digits behind the point; float32 has fewer. */
const DECIMALS_MAX = 22;
/** Exact powers of ten. */
export const POWERS_OF_TEN = Float64Array.from({ length: DECIMALS_MAX + 1 }, (_, k) =>
  Number(`1e${k}`),
);

/**
 * The double that the shortest decimal of a float32 reads as: 0.1 for the float32 nearest to 0.1.
 * Digits before the point are kept as they are.
 */
export function doubleOfFloat32(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  for (const power of POWERS_OF_TEN) {
    const decimal = Math.round(value * power) / power;
    if (Math.fround(decimal) === value) return decimal;
  }
  return Number(value.toPrecision(9));
}

/** What a cell says, as a field of a CSV would say it; "" for a missing value. */
export function textOfCell(values: ColumnValues, row: number): string {
  const value: unknown = values[row];
  if (value === null || value === undefined) return "";
  if (typeof value === "number") {
    return String(values instanceof Float32Array ? doubleOfFloat32(value) : value);
  }
  return String(value).trim();
}

/**
 * What a time says: itself where its magnitude decides, an ISO date time where its unit is known.
 * A value that is no time keeps its unit in the text, so that no magnitude is read into it.
 */
export function textOfTime(values: ColumnValues, row: number, unit: TimeUnit | null): string {
  const value: unknown = values[row];
  if (value instanceof Date) return isoTime(value.getTime(), "ms");
  if (unit === null || (typeof value !== "number" && typeof value !== "bigint")) {
    return textOfCell(values, row);
  }
  return isoTime(value, unit);
}

function isoTime(value: number | bigint, unit: TimeUnit): string {
  const shown = `${value} ${unit}`;
  if (typeof value === "number" && !Number.isInteger(value)) return shown;
  const ns = BigInt(value) * NS_PER[unit];
  const second = (ns - (((ns % NS_PER.s) + NS_PER.s) % NS_PER.s)) / NS_PER.s;
  const timeMs = Number(second) * 1000;
  if (Math.abs(timeMs) > DATE_MS_MAX) return shown;
  const fraction = String(ns - second * NS_PER.s).padStart(9, "0");
  return `${new Date(timeMs).toISOString().slice(0, -5)}.${fraction}Z`;
}

/** UTC ms of a time when it is an ordinary one: a whole ms from 1970 on; else NaN, and its text decides. */
export function ordinaryTimeMs(value: unknown, unit: TimeUnit | null): number {
  if (value instanceof Date) return value.getTime() >= 0 ? value.getTime() : Number.NaN;
  if (typeof value !== "number" && typeof value !== "bigint") return Number.NaN;
  const number = Number(value);
  if (!(number >= 0)) return Number.NaN;
  const counted = unit ?? unitByMagnitude(number);
  const timeMs = Math.round(number * MS_PER[counted]);
  if (timeMs > DATE_MS_MAX) return Number.NaN;
  const exact =
    typeof value === "bigint"
      ? isExactly(timeMs, value, counted)
      : isNearest(timeMs, value, counted);
  return exact ? timeMs : Number.NaN;
}

/** Seconds below 10^11, ms below 10^14, µs below 10^17: each covers 1973 to 5138. */
function unitByMagnitude(value: number): TimeUnit {
  if (value < 1e11) return "s";
  if (value < 1e14) return "ms";
  return value < 1e17 ? "us" : "ns";
}

function isExactly(timeMs: number, value: bigint, unit: TimeUnit): boolean {
  return BigInt(timeMs) * NS_PER.ms === value * NS_PER[unit];
}

function isNearest(timeMs: number, value: number, unit: TimeUnit): boolean {
  return unit === "s" ? value * 1000 === timeMs : timeMs * PER_MS[unit] === value;
}
