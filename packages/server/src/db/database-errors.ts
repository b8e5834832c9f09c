/** What the errors of both databases mean to a client, by their own codes. */
import type { ServerErrorCode } from "../errors.js";

/** PostgreSQL's codes; the first two characters are their class. */
const POSTGRES: Readonly<Record<string, ServerErrorCode>> = {
  // disk_full, out_of_memory
  "53100": "STORAGE_FULL",
  "53200": "STORAGE_BUSY",
  // too_many_connections, lock_not_available, serialization_failure, deadlock_detected
  "53300": "STORAGE_BUSY",
  "55P03": "STORAGE_BUSY",
  "40001": "STORAGE_BUSY",
  "40P01": "STORAGE_BUSY",
  // admin_shutdown, crash_shutdown, cannot_connect_now
  "57P01": "STORAGE_BUSY",
  "57P02": "STORAGE_BUSY",
  "57P03": "STORAGE_BUSY",
  // connection_failure and its like
  "08000": "STORAGE_BUSY",
  "08003": "STORAGE_BUSY",
  "08006": "STORAGE_BUSY",
  // PostgreSQL is down or starts again; nothing else here makes connections of its own
  ECONNREFUSED: "STORAGE_BUSY",
  ECONNRESET: "STORAGE_BUSY",
  // character_not_in_repertoire: PostgreSQL keeps no NUL in text
  "22021": "REQUEST_INVALID",
};

/** SQLite's, without what says more about them behind an underscore. */
const SQLITE: Readonly<Record<string, ServerErrorCode>> = {
  SQLITE_FULL: "STORAGE_FULL",
  SQLITE_BUSY: "STORAGE_BUSY",
  SQLITE_LOCKED: "STORAGE_BUSY",
};

/** The code that a client is told; null: not an error of a database that it can do something about. */
export function databaseErrorCode(code: string): ServerErrorCode | null {
  return POSTGRES[code] ?? SQLITE[code.split("_", 2).join("_")] ?? null;
}
