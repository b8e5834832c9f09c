/**
 * Looks at the page headers of a Parquet file before anything is decoded: the decoder believes the
 * numbers of values and bytes that a page states, so a damaged header could make it fill the memory.
 */
import type { ColumnMetaData, FileMetaData, PageHeader } from "hyparquet";
import type { parquetHeader } from "hyparquet/src/column.js";
import { damagedFormat } from "../damaged-format.js";
import { checkUnpacked } from "../unpacked-size.js";

/** Bytes of a value in memory, at most, and of its place in a list. */
const VALUE_BYTES = 16;

/**
 * @param readHeader the decoder's own
 * @param names columns that will be read
 * @throws FORMAT_DAMAGED where pages are not as their column says, ARCHIVE_TOO_LARGE
 */
export function checkPages(
  bytes: Uint8Array,
  metadata: FileMetaData,
  names: ReadonlySet<string>,
  readHeader: typeof parquetHeader,
  file: string,
): void {
  checkUnpacked(Number(metadata.num_rows) * names.size * VALUE_BYTES, bytes.length, file);
  let unpackedBytes = 0;
  let rows = 0;
  for (const group of metadata.row_groups) {
    rows += Number(group.num_rows);
    for (const { meta_data: column } of group.columns) {
      if (column === undefined || !names.has(column.path_in_schema.join("."))) continue;
      unpackedBytes += pagesBytes(bytes, column, Number(group.num_rows), readHeader, file);
      checkUnpacked(unpackedBytes, bytes.length, file);
    }
  }
  if (rows !== Number(metadata.num_rows)) {
    throw damagedFormat("Parquet", file, `its groups have ${rows} of ${metadata.num_rows} rows`);
  }
}

/** Pages of the second version count what is missing, which the decoder subtracts. */
function levelsFit(page: PageHeader["data_page_header_v2"]): boolean {
  if (page === undefined) return true;
  const { num_values, num_nulls, num_rows } = page;
  const lengths = [page.definition_levels_byte_length, page.repetition_levels_byte_length];
  return (
    num_nulls >= 0 &&
    num_nulls <= num_values &&
    num_rows === num_values &&
    lengths.every((n) => n >= 0)
  );
}

/** Bytes that the pages of one column unpack to. */
function pagesBytes(
  bytes: Uint8Array,
  column: ColumnMetaData,
  groupRows: number,
  readHeader: typeof parquetHeader,
  file: string,
): number {
  const name = column.path_in_schema.join(".");
  const wrong = (reason: string) => damagedFormat("Parquet", file, `column ${name}: ${reason}`);
  // 0 stands for a page that there is not
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 4 && end <= bytes.length && end > start)) throw wrong("it is outside of the file");
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  const reader = { view, offset: 0 };
  let values = 0;
  let unpacked = 0;
  while (reader.offset < view.byteLength && values < groupRows) {
    const header = readHeader(reader);
    const data = header.data_page_header ?? header.data_page_header_v2;
    const count = data?.num_values ?? header.dictionary_page_header?.num_values ?? 0;
    const fits =
      header.compressed_page_size >= 0 &&
      reader.offset + header.compressed_page_size <= view.byteLength &&
      header.uncompressed_page_size >= 0;
    if (!fits || !(count >= 0 && count <= groupRows) || !levelsFit(header.data_page_header_v2)) {
      throw wrong("a page is not as it says");
    }
    if (data !== undefined) values += count;
    unpacked += header.uncompressed_page_size;
    reader.offset += header.compressed_page_size;
  }
  if (values !== groupRows) throw wrong(`its pages have ${values} of ${groupRows} rows`);
  return unpacked;
}
