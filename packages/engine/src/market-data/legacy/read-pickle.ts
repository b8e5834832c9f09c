/**
 * The older Python system's cache of prepared bars, `preprocessed_data_<md5>.pkl`: a pickled tuple of
 * numpy arrays (timestamps in s; open, high, low, close as float64) and then length, start and end.
 */
import type { ColumnSink } from "../columns/column-sink.js";
import type { ColumnValues } from "../columns/column-values.js";
import { refusedPickle } from "./pickle-error.js";
import { parsePickle } from "./pickle-parser.js";
import { NumpyArray, numbersOf, type PickleValue } from "./pickle-values.js";

const NAMES = ["timestamp", "open", "high", "low", "close"];

/**
 * Appends the bars of one file, which have no volume.
 * @param bytes the whole file
 * @throws FORMAT_UNSUPPORTED for any other pickle, and BARS_* for what its rows say
 */
export function readPickle(bytes: Uint8Array, file: string, into: ColumnSink): Promise<void> {
  return Promise.resolve().then(() => {
    const columns = arraysOf(parsePickle(bytes, file), file);
    const sink = into.openFile(file, NAMES);
    const wanted = sink.wanted.map((at) => columns[at]);
    sink.take(columns[0].length, null, wanted);
  });
}

/** In the order of NAMES, all of one length. */
function arraysOf(value: PickleValue, file: string): readonly ColumnValues[] {
  if (!Array.isArray(value)) throw refusedPickle(file, "it is no tuple");
  const members: readonly PickleValue[] = value;
  const arrays = members.filter((member) => member instanceof NumpyArray);
  const rest = members.slice(arrays.length);
  if (rest.some((member) => member instanceof NumpyArray)) {
    throw refusedPickle(file, "its arrays do not come first");
  }
  const columns = columnsOf(arrays);
  if (columns === null) {
    const found = arrays.map(({ shape }) => shape.join(" x ")).join(", ");
    const wanted = "timestamps, open, high, low and close of one length";
    throw refusedPickle(file, `its arrays are ${found === "" ? "none" : found}, not ${wanted}`);
  }
  const rows = columns[0].length;
  const [length] = rest;
  const isNumber = typeof length === "number" || typeof length === "bigint";
  if (isNumber && Number(length) !== rows) {
    throw refusedPickle(file, `it says ${length} rows and its arrays have ${rows}`);
  }
  return columns;
}

/** Five arrays of one length, or the timestamps and a matrix of four columns; null for anything else. */
function columnsOf(arrays: readonly NumpyArray[]) {
  const rows = arrays[0]?.shape[0] ?? 0;
  const [time, matrix] = arrays;
  if (arrays.length === 2 && matrix.shape.join() === `${rows},4` && isColumn(time, rows)) {
    const prices = [0, 1, 2, 3].map((column) =>
      matrix.fortran
        ? numbersOf(matrix, column * rows, rows)
        : numbersOf(matrix, column, rows, matrix.shape[1]),
    );
    return [numbersOf(time, 0, rows), ...prices];
  }
  if (arrays.length !== 5 || !arrays.every((array) => isColumn(array, rows))) return null;
  return arrays.map((array) => numbersOf(array, 0, rows));
}

function isColumn({ shape, type }: NumpyArray, rows: number): boolean {
  return shape.length === 1 && shape[0] === rows && type !== null;
}
