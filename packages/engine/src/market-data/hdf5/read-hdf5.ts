/** The rows of an HDF5 file: finds the one table in it and reads it piece by piece. */
import type { ColumnSink } from "../columns/column-sink.js";
import { unsupportedHdf5 } from "./hdf5-errors.js";
import type { Hdf5Dataset, Hdf5Source } from "./hdf5-source.js";
import { type Hdf5Column, type Hdf5Table, readRows, valuesOf } from "./hdf5-table.js";
import { pandasFrame, textOf } from "./pandas-frames.js";
import { plainTable } from "./plain-tables.js";

const PIECE_ROWS = 65_536;
/** 1985 in seconds: an index of whole numbers below is a count of rows and no time */
const EPOCH_FROM = 5e8;

/**
 * Gives the rows of one file to a sink.
 * @param table path of the table where a file holds several, null to take the only one
 * @param report called after every piece of rows; may throw
 * @throws FORMAT_UNSUPPORTED, FORMAT_DAMAGED, BARS_*
 */
export async function readHdf5(
  file: Hdf5Source,
  into: ColumnSink,
  table: string | null,
  report: () => void,
): Promise<void> {
  const found = await findTable(file, table);
  const columns = namedColumns(file, found, into);
  const names = columns.map(({ name }) => name);
  const sink = into.openFile(file.file, names, found.path);
  const wanted = sink.wanted.map((at) => columns[at]);
  const pieceRows = rowsOfPiece(wanted);
  for (let start = 0; start < found.rows; start += pieceRows) {
    const rows = Math.min(pieceRows, found.rows - start);
    const piece = new Piece(file.file, start, rows);
    const values = wanted.map((column) => piece.values(column));
    sink.take(rows, wanted[0].unit, values);
    report();
    // lets timers and events run, or nobody could cancel
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Some rows of a table; each data set is read once for all its columns. */
class Piece {
  private readonly file: string;
  private readonly start: number;
  private readonly rows: number;
  private readonly bytes = new Map<Hdf5Dataset, Uint8Array>();

  constructor(file: string, start: number, rows: number) {
    this.file = file;
    this.start = start;
    this.rows = rows;
  }

  values(column: Hdf5Column) {
    const { dataset, place } = column;
    let bytes = this.bytes.get(dataset);
    if (bytes === undefined) {
      bytes = readRows(this.file, dataset, "item" in place ? 1 : 0, this.start, this.rows);
      this.bytes.set(dataset, bytes);
    }
    return valuesOf(column, bytes, this.rows);
  }
}

/** Whole chunks of the file, as each is unpacked at once. */
function rowsOfPiece(columns: readonly Hdf5Column[]): number {
  const chunks = columns.map(
    ({ dataset, place }) => dataset.chunkRows?.["item" in place ? 1 : 0] ?? 1,
  );
  const longest = Math.max(...chunks);
  return Math.max(1, Math.floor(PIECE_ROWS / longest)) * longest;
}

async function findTable(file: Hdf5Source, asked: string | null): Promise<Hdf5Table> {
  const paths = file.paths();
  const frames = paths.filter(
    (path) => file.isGroup(path) && (textOf(file, path, "pandas_type") ?? "") !== "",
  );
  const inFrame = (path: string) => frames.some((frame) => path.startsWith(`${frame}/`));
  const tables: (() => Promise<Hdf5Table | null>)[] = [];
  const names: string[] = [];
  const add = (path: string, open: () => Promise<Hdf5Table | null>) => {
    if (asked !== null && path !== asked && path !== `/${asked}`) return;
    names.push(path);
    tables.push(open);
  };
  for (const path of frames) add(path, () => pandasFrame(file, path));
  for (const path of paths) {
    if (!inFrame(path) && file.isDataset(path)) add(path, () => plainTable(file, path));
  }
  const opened: Hdf5Table[] = [];
  for (const open of tables) {
    const table = await open();
    if (table !== null) opened.push(table);
  }
  if (opened.length === 1) return opened[0];
  if (opened.length > 1) {
    const list = opened
      .map(({ path }) => path)
      .join(", ")
      .slice(0, 200);
    const [{ path }] = opened;
    const hint = `Say which with --table ${path} (table: ${JSON.stringify(path)}).`;
    throw unsupportedHdf5(file.file, `the file holds several tables: ${list}`, hint);
  }
  const list = paths.join(", ").slice(0, 200);
  throw unsupportedHdf5(
    file.file,
    asked === null
      ? `no table of bars is in this file, only: ${list === "" ? "nothing" : list}`
      : `there is no table ${asked} in this file, only: ${list}`,
    "Known are frames that pandas wrote with to_hdf, and a matrix kline_data of timestamp, open, high, low, close, volume.",
  );
}

/** The columns of a table, its index as the time when no column is one. */
function namedColumns(
  file: Hdf5Source,
  { columns, path }: Hdf5Table,
  into: ColumnSink,
): readonly Hdf5Column[] {
  if (into.timeColumn(columns.map(({ name }) => name)) >= 0) return columns;
  const index = columns.find(
    ({ name, dataset }) => name === "index" || dataset.path.endsWith("/axis1"),
  );
  if (index === undefined || !countsTime(file, index)) {
    const list = columns
      .map(({ name }) => name)
      .join(", ")
      .slice(0, 200);
    throw unsupportedHdf5(
      file.file,
      `${path} has no column of times: ${list}`,
      "Name it open_time or timestamp, or make it the index of the frame.",
    );
  }
  return columns.map((column) => (column === index ? { ...column, name: "timestamp" } : column));
}

/** Whether an index without a telling name holds times and not the numbers of the rows. */
function countsTime(file: Hdf5Source, index: Hdf5Column): boolean {
  if (index.unit !== null) return true;
  if (index.dataset.shape[0] === 0) return false;
  const bytes = readRows(file.file, index.dataset, 0, 0, 1);
  return Number(valuesOf(index, bytes, 1)[0]) >= EPOCH_FROM;
}
