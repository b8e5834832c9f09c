/**
 * Tables that are one data set: a matrix called `kline_data`, as the older Python system keeps its
 * bars (`timestamp, open, high, low, close, volume, …`, ms), any matrix whose columns are named in an
 * attribute, and arrays of records as h5py writes them.
 */
import { damagedHdf5 } from "./hdf5-errors.js";
import type { Hdf5Source } from "./hdf5-source.js";
import { type Hdf5Table, isNumeric } from "./hdf5-table.js";

const MATRIX_NAME = "kline_data";
/** the columns of a matrix that does not name them */
const MATRIX_COLUMNS = ["timestamp", "open", "high", "low", "close", "volume"];
/** attributes in which programs name the columns of a matrix */
const NAME_ATTRIBUTES = ["columns", "column_names", "fields", "names", "dtype_names"];

/** The table that a data set is, or null when it is none. */
export async function plainTable(file: Hdf5Source, path: string): Promise<Hdf5Table | null> {
  const named = namesOf(file, path);
  const isBars = path.endsWith(`/${MATRIX_NAME}`);
  const dataset = await file.dataset(path);
  const { type, shape } = dataset;
  const rows = shape[0] ?? 0;
  if (shape.length === 1 && type.compound_type !== undefined) {
    const members = type.compound_type.members.filter(isNumeric);
    const columns = members.map(({ name, offset, ...member }) => {
      return { name, dataset, type: member, place: { byte: offset }, unit: null };
    });
    return { path, rows, columns };
  }
  if (shape.length !== 2 || !isNumeric(type) || (named === null && !isBars)) return null;
  const names = named ?? MATRIX_COLUMNS.slice(0, shape[1]);
  if (named !== null && named.length !== shape[1]) {
    throw damagedHdf5(file.file, `${path} has ${shape[1]} columns and ${named.length} names`);
  }
  const columns = names.map((name, column) => {
    return { name, dataset, type, place: { byte: column * type.size }, unit: null };
  });
  return { path, rows, columns };
}

function namesOf(file: Hdf5Source, path: string): readonly string[] | null {
  for (const attribute of NAME_ATTRIBUTES) {
    const value = file.attribute(path, attribute);
    if (value === null) continue;
    const texts = value.map(String);
    // several names in one text: JSON, a Python list, or separated by commas
    return texts.length > 1
      ? texts
      : texts[0].split(",").map((name) => name.replace(/[^\w ]/g, "").trim());
  }
  return null;
}
