/** A table in an HDF5 file: named columns, each at its place in the rows of some data set. */
import type { ColumnValues, TimeUnit } from "../columns/column-values.js";
import { damagedHdf5 } from "./hdf5-errors.js";
import { type ElementType, type Hdf5Dataset, TYPE_CLASS } from "./hdf5-source.js";

export interface Hdf5Column {
  readonly name: string;
  readonly dataset: Hdf5Dataset;
  readonly type: ElementType;
  /** first byte in a row, or in all of an item's values where items follow each other */
  readonly place: { readonly byte: number } | { readonly item: number };
  /** how it counts when it holds times, null when its values must tell */
  readonly unit: TimeUnit | null;
}

export interface Hdf5Table {
  /** path of the frame or data set */
  readonly path: string;
  readonly rows: number;
  /** in the file's order; columns that hold neither numbers nor times are not among them */
  readonly columns: readonly Hdf5Column[];
}

/** Whether a column of this type can be read as numbers. */
export function isNumeric({ type, size, littleEndian }: ElementType): boolean {
  if (!littleEndian && size > 1) return false;
  if (type === TYPE_CLASS.float) return size === 4 || size === 8;
  return type === TYPE_CLASS.integer && [1, 2, 4, 8].includes(size);
}

/** Rows of a column that lie in `bytes`, which holds `rows` rows of the column's data set. */
export function valuesOf(column: Hdf5Column, bytes: Uint8Array, rows: number): ColumnValues {
  const { type, place } = column;
  const step = "item" in place ? type.size : bytes.length / rows;
  const first = "item" in place ? place.item * rows * type.size : place.byte;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readNumbers(type, rows, (row) => first + row * step, view);
}

function readNumbers(
  { type, size, signed }: ElementType,
  rows: number,
  at: (row: number) => number,
  view: DataView,
): ColumnValues {
  if (type === TYPE_CLASS.float && size === 4) {
    return Float32Array.from({ length: rows }, (_, row) => view.getFloat32(at(row), true));
  }
  if (type === TYPE_CLASS.float) {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) values[row] = view.getFloat64(at(row), true);
    return values;
  }
  if (size === 8) {
    const values = signed ? new BigInt64Array(rows) : new BigUint64Array(rows);
    for (let row = 0; row < rows; row += 1) values[row] = view.getBigInt64(at(row), true);
    return values;
  }
  const read = {
    1: (byte: number) => (signed ? view.getInt8(byte) : view.getUint8(byte)),
    2: (byte: number) => (signed ? view.getInt16(byte, true) : view.getUint16(byte, true)),
    4: (byte: number) => (signed ? view.getInt32(byte, true) : view.getUint32(byte, true)),
  }[size as 1 | 2 | 4];
  return Float64Array.from({ length: rows }, (_, row) => read(at(row)));
}

/**
 * Bytes of rows `start` to `start + rows` of a data set whose rows are along its axis `axis`.
 * @throws FORMAT_DAMAGED
 */
export function readRows(
  file: string,
  { path, shape, read }: Hdf5Dataset,
  axis: number,
  start: number,
  rows: number,
): Uint8Array {
  if (start + rows > shape[axis]) {
    throw damagedHdf5(file, `${path} has ${shape[axis]} rows where others have more`);
  }
  return read(
    shape.map((_, dimension) => (dimension === axis ? start : 0)),
    shape.map((length, dimension) => (dimension === axis ? rows : length)),
  );
}
