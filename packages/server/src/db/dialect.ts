/** The two databases that the same queries run on. */
import type { ColumnDataType, RawBuilder } from "kysely";
import { sql } from "kysely";

export type DatabaseDialect = "sqlite" | "postgres";

type ColumnType = ColumnDataType | RawBuilder<string>;

/** Column types by what a column holds. */
export interface ColumnTypes {
  /** sorted by its bytes (UTF-8) on both */
  readonly text: ColumnType;
  /** counts, flags, UTC ms: whole numbers up to 2^53 */
  readonly integer: ColumnType;
  /** f64, bit by bit; NaN is not kept (SQLite makes it null) */
  readonly real: ColumnType;
  readonly bytes: ColumnType;
}

const TYPES: Readonly<Record<DatabaseDialect, ColumnTypes>> = {
  sqlite: { text: "text", integer: "integer", real: "real", bytes: "blob" },
  postgres: {
    text: sql`text collate "C"`,
    integer: "bigint",
    real: "double precision",
    bytes: "bytea",
  },
};

/** The column types of a dialect. */
export function columnTypes(dialect: DatabaseDialect): ColumnTypes {
  return TYPES[dialect];
}
