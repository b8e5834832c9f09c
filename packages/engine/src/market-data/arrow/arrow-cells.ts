/** What the values of an Arrow column mean: units of times, exact decimals, text, missing values. */
import type { Batch, DataType } from "@uwdata/flechette";
import type { ColumnValues, TimeUnit } from "../columns/column-values.js";

const DAY_MS = 86_400_000;
/** By the format's own numbering. */
const UNITS: readonly TimeUnit[] = ["s", "ms", "us", "ns"];
const INT = 2;
const FLOAT = 3;
const DECIMAL = 7;
const DATE = 8;
const TIMESTAMP = 10;
const FLOAT_16 = 0;

/** How a column of times counts; null where only the magnitude of its numbers says so. */
export function timeUnitOf(type: DataType): TimeUnit | null {
  if (type.typeId === TIMESTAMP) return UNITS[(type as { readonly unit: number }).unit] ?? null;
  return type.typeId === DATE ? "ms" : null;
}

/**
 * The values of one batch, with null for missing ones.
 * @throws RangeError when it has fewer values than it says
 */
export function cellsOf(batch: Batch<unknown>): ColumnValues {
  const { length, nullCount } = batch;
  const type = batch.type as DataType;
  const values = batch.values as ArrayLike<unknown> | null | undefined;
  const isPlain =
    type.typeId === INT ||
    type.typeId === TIMESTAMP ||
    type.typeId === DATE ||
    (type.typeId === FLOAT && (type as { readonly precision: number }).precision !== FLOAT_16);
  if (!isPlain) {
    const scale = type.typeId === DECIMAL ? (type as { readonly scale: number }).scale : null;
    return Array.from({ length }, (_, row) => {
      const cell = batch.at(row);
      return scale === null || cell === null ? cell : `${cell}e${-scale}`;
    });
  }
  if (values === null || values === undefined || values.length < length) {
    throw new RangeError(`a column has ${values?.length ?? 0} of ${length} values`);
  }
  const isDays = type.typeId === DATE && (type as { readonly unit: number }).unit === 0;
  if (nullCount === 0 && !isDays) return trimmed(values, length);
  const cells = Array.from({ length }, (_, row) => {
    const cell = batch.at(row) === null ? null : values[row];
    return isDays && cell !== null ? Number(cell) * DAY_MS : cell;
  });
  // missing numbers are NaN, so that a column of floats stays one
  if (!(values instanceof Float32Array)) return cells;
  return Float32Array.from(cells, (cell) => (typeof cell === "number" ? cell : Number.NaN));
}

function trimmed(values: ArrayLike<unknown>, length: number): ColumnValues {
  if (values.length === length) return values;
  const { subarray } = values as Float64Array;
  return subarray.call(values as Float64Array, 0, length);
}
