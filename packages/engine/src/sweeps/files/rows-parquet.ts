/** Rows of a sweep as Parquet, a row group at a time. */
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { CellValue } from "../metric-columns.js";
import type { SweepRows } from "../sweep-options.js";
import type { ColumnHead } from "../table.js";
import type { RowsWriter } from "./rows-writer.js";

/** Rows of a row group; so many are held. */
const GROUP_ROWS = 8192;

const TYPES = {
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
} as const satisfies Record<ColumnHead["kind"], Omit<SchemaElement, "name">>;

function schemaOf(heads: readonly ColumnHead[]): SchemaElement[] {
  return [
    { name: "root", num_children: heads.length },
    ...heads.map(({ name, kind }): SchemaElement => {
      return { name, repetition_type: "OPTIONAL", ...TYPES[kind] };
    }),
  ];
}

/** Takes bytes that follow each other. */
export type AppendBytes = (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** Hands what was written on whenever a row group is whole. */
class HandedBytes extends ByteWriter {
  readonly #append: AppendBytes;

  constructor(append: AppendBytes) {
    super();
    this.#append = append;
  }

  async flush(): Promise<void> {
    const bytes = new Uint8Array(this.getBytes());
    this.index = 0;
    if (bytes.length > 0) await this.#append(bytes);
  }
}

function cellOf(value: CellValue, { kind }: ColumnHead): CellValue {
  return value !== null && kind === "text" ? String(value) : value;
}

/** Rows as Parquet, handed on a row group at a time. */
export function parquetRows(append: AppendBytes): RowsWriter {
  const bytes = new HandedBytes(append);
  let open: { readonly heads: readonly ColumnHead[]; readonly writer: ParquetWriter } | null = null;
  let held: (readonly CellValue[])[] = [];

  async function writeGroup(): Promise<void> {
    if (open === null || held.length === 0) return;
    const rows = held;
    held = [];
    const columnData = open.heads.map((head, at) => ({
      name: head.name,
      data: rows.map((cells) => cellOf(cells[at] ?? null, head)),
    }));
    await open.writer.write({ columnData, rowGroupSize: rows.length });
  }

  return {
    rows: async ({ heads, rows }: SweepRows) => {
      open ??= { heads, writer: new ParquetWriter({ writer: bytes, schema: schemaOf(heads) }) };
      held.push(...rows);
      if (held.length >= GROUP_ROWS) await writeGroup();
    },
    end: async () => {
      await writeGroup();
      await open?.writer.finish();
      await bytes.flush();
    },
  };
}
