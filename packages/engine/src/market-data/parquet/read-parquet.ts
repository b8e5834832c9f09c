/**
 * Bars from Parquet, whatever columns it has beside them: snappy, gzip, zstd, lz4 and brotli; times as
 * numbers, timestamps, dates or text; numbers as integers, floats, decimals or text.
 */
import type { AsyncBuffer, Compressors, FileMetaData, SchemaElement } from "hyparquet";
import type { ColumnSink } from "../columns/column-sink.js";
import type { ColumnValues } from "../columns/column-values.js";
import { asDamagedFormat, damagedFormat } from "../damaged-format.js";
import { cellsOf, RAW_TIMES, timeUnitOf, withoutDecimal } from "./parquet-cells.js";
import { checkPages } from "./parquet-pages.js";

/** The name pandas gives the times when they are an index without a name. */
const PANDAS_INDEX = "__index_level_0__";

/**
 * Gives the rows of one file to a sink.
 * @param bytes the whole file
 * @throws FORMAT_DAMAGED, ARCHIVE_TOO_LARGE, and BARS_* for what its rows say
 */
export async function readParquet(
  bytes: Uint8Array,
  file: string,
  into: ColumnSink,
): Promise<void> {
  try {
    await read(bytes, file, into);
  } catch (error) {
    throw asDamagedFormat("Parquet", file, error);
  }
}

async function read(bytes: Uint8Array, file: string, into: ColumnSink): Promise<void> {
  const { parquetMetadataAsync, parquetScan } = await import("hyparquet");
  const { parquetHeader } = await import("hyparquet/src/column.js");
  const buffer = bufferOf(bytes);
  const stored = await parquetMetadataAsync(buffer, { parsers: RAW_TIMES, geoparquet: false });
  const leaves = leavesOf(stored);
  const sink = into.openFile(file, leaves.map(nameOf));
  const wanted = sink.wanted.map((at) => leaves[at]);
  const wantedNames = wanted.map(({ name }) => name);
  checkPages(bytes, stored, new Set(wantedNames), parquetHeader, file);

  const metadata = { ...stored, schema: stored.schema.map(withoutDecimal) };
  const scan = await parquetScan({
    file: buffer,
    metadata,
    columns: wantedNames,
    compressors: await exactCompressors(),
    parsers: RAW_TIMES,
    utf8: false,
    geoparquet: false,
    useOffsetIndex: false,
  });
  for (const { rowStart, rowEnd } of scan.ranges) {
    const rows = rowEnd - rowStart;
    const columns: ColumnValues[] = [];
    for (const element of wanted) {
      const values = await scan.readColumn({ column: element.name, rowStart, rowEnd });
      if (values.length !== rows) {
        throw damagedFormat("Parquet", file, `${element.name}: ${values.length} of ${rows} rows`);
      }
      columns.push(cellsOf(values, element));
    }
    sink.take(rows, timeUnitOf(wanted[0]), columns);
  }
}

function bufferOf(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    slice: (start, end) => bytes.slice(start, end).buffer,
  };
}

/** The columns that hold one value per row, in the file's order; the first element is the root. */
function leavesOf({ schema }: FileMetaData): readonly SchemaElement[] {
  const leaves: SchemaElement[] = [];
  for (let at = 1; at < schema.length; at += 1) {
    const element = schema[at];
    const children = element.num_children ?? 0;
    if (children === 0 && element.repetition_type !== "REPEATED") leaves.push(element);
    else at += descendants(schema, at);
  }
  return leaves;
}

function descendants(schema: readonly SchemaElement[], at: number): number {
  let open = schema[at].num_children ?? 0;
  let next = at + 1;
  for (; open > 0 && next < schema.length; next += 1) {
    open += (schema[next].num_children ?? 0) - 1;
  }
  return next - at - 1;
}

function nameOf({ name }: SchemaElement): string {
  return name === PANDAS_INDEX ? "timestamp" : name;
}

/** The library's, but zstd writes to what the page says it has, and no further. */
async function exactCompressors(): Promise<Compressors> {
  const { compressors, decompressZstd } = await import("hyparquet-compressors");
  return {
    ...compressors,
    ZSTD: (input, outputLength) => decompressZstd(input, new Uint8Array(outputLength)),
  };
}
