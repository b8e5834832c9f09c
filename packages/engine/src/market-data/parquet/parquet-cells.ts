/** What the values of a Parquet column mean: units of times, exact decimals, text. */
import type { DecodedArray, ParquetParsers, SchemaElement } from "hyparquet";
import type { ColumnValues, TimeUnit } from "../columns/column-values.js";

const DAY_MS = 86_400_000;
const UNITS = { MILLIS: "ms", MICROS: "us", NANOS: "ns" } as const;

/** Times stay the whole numbers they are stored as, and their column says how they count. */
export const RAW_TIMES: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => value,
  timestampFromMicroseconds: (value) => value,
  timestampFromNanoseconds: (value) => value,
  dateFromDays: (days) => (typeof days === "number" ? days * DAY_MS : days),
};

/** How a column of times counts; null where only the magnitude of its numbers says so. */
export function timeUnitOf(element: SchemaElement): TimeUnit | null {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (logical?.type === "TIMESTAMP") return UNITS[logical.unit];
  if (converted === "TIMESTAMP_MILLIS") return "ms";
  if (converted === "TIMESTAMP_MICROS") return "us";
  if (converted === "DATE" || logical?.type === "DATE") return "ms";
  return type === "INT96" ? "ns" : null;
}

/** Whether a column holds decimals: numbers in units of 10^-scale. */
export function isDecimal(element: SchemaElement): boolean {
  return element.converted_type === "DECIMAL" || element.logical_type?.type === "DECIMAL";
}

/** The element as one of plain numbers: the decoder would make doubles of decimals, and not exact ones. */
export function withoutDecimal(element: SchemaElement): SchemaElement {
  if (!isDecimal(element)) return element;
  const { converted_type: _converted, logical_type: _logical, ...plain } = element;
  return plain;
}

/** The values as the columns of this folder take them. */
export function cellsOf(values: DecodedArray, element: SchemaElement): ColumnValues {
  if (isDecimal(element)) return Array.from(values, (cell) => decimalText(cell, element));
  if (element.type === "FLOAT" && !(values instanceof Float32Array)) {
    return Float32Array.from(values as ArrayLike<unknown>, (cell) =>
      typeof cell === "number" ? cell : Number.NaN,
    );
  }
  if (element.type === "BYTE_ARRAY" || element.type === "FIXED_LEN_BYTE_ARRAY") {
    const decoder = new TextDecoder();
    return Array.from(values as ArrayLike<unknown>, (cell) =>
      cell instanceof Uint8Array ? decoder.decode(cell) : cell,
    );
  }
  return values;
}

function decimalText(cell: unknown, element: SchemaElement): string | null {
  const units = wholeNumber(cell);
  if (units === null) return null;
  const scale = element.scale ?? scaleOfLogical(element);
  return scale === 0 ? `${units}` : `${units}e-${scale}`;
}

function scaleOfLogical({ logical_type: logical }: SchemaElement): number {
  return logical?.type === "DECIMAL" ? logical.scale : 0;
}

/** Big-endian two's complement where it is bytes. */
function wholeNumber(cell: unknown): bigint | null {
  if (typeof cell === "bigint") return cell;
  if (typeof cell === "number" && Number.isInteger(cell)) return BigInt(cell);
  if (!(cell instanceof Uint8Array) || cell.length === 0) return null;
  let value = 0n;
  for (const byte of cell) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(cell.length * 8, value);
}
