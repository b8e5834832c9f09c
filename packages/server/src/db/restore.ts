/** Puts a backup in place. The server must be stopped. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ServerError } from "../errors.js";
import type { HomePaths } from "../home-paths.js";
import { BACKUP_FOLDERS } from "./backup.js";
import { type BackupLine, readBackupLines } from "./backup-lines.js";
import type { TableRow } from "./backup-values.js";
import { connectDatabase, type DatabaseOptions } from "./database.js";
import { fillDatabase } from "./dump-database.js";
import { migrateToLatest } from "./migrate.js";
import { whyNotRestorable } from "./restorable.js";

export interface RestoreOptions {
  readonly database: DatabaseOptions;
  readonly paths: HomePaths;
  /** the backup */
  readonly from: string;
  /** whether an SQLite database that has users may go; one of PostgreSQL must be empty always */
  readonly replace: boolean;
}

export interface RestoreReport {
  readonly createdMs: number;
  readonly schema: string;
  readonly rows: number;
  readonly files: number;
}

/** Reads all of it before anything is touched. */
async function check(from: string): Promise<RestoreReport> {
  let [schema, createdMs, rows, files] = ["", 0, 0, 0];
  for await (const line of readBackupLines(from)) {
    const why = whyNotRestorable(line);
    if (why !== null) throw new ServerError("BACKUP_INVALID", { message: `${from}: ${why}` });
    if (line.kind === "head") ({ schema, createdMs } = line);
    if (line.kind === "row") rows += 1;
    if (line.kind === "file" && line.bytes.length === 0) files += 1;
  }
  return { schema, createdMs, rows, files };
}

async function isEmpty(options: DatabaseOptions): Promise<boolean> {
  if (options.url === null && !existsSync(options.file)) return true;
  const { db, dialect } = connectDatabase(options);
  try {
    await migrateToLatest(db, dialect);
    return (await db.selectFrom("users").select("id").limit(1).execute()).length === 0;
  } finally {
    await db.destroy();
  }
}

async function* rowsOf(from: string): AsyncGenerator<readonly [string, TableRow]> {
  for await (const line of readBackupLines(from)) {
    if (line.kind === "row") yield [line.table, line.row];
  }
}

/** Writes the files of a backup below a folder. */
async function writeFiles(lines: AsyncIterable<BackupLine>, folder: string): Promise<void> {
  let handle: FileHandle | null = null;
  try {
    for await (const line of lines) {
      if (line.kind !== "file") continue;
      const path = join(folder, line.path);
      if (handle === null) {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        handle = await open(path, "wx", 0o600);
      }
      await handle.writeFile(line.bytes);
      if (line.bytes.length > 0) continue;
      await handle.sync();
      await handle.close();
      handle = null;
    }
  } finally {
    await handle?.close();
  }
}

/** Moves each data set and store to its place; one of the same id goes. */
async function placeFiles(folder: string, paths: HomePaths): Promise<void> {
  for (const name of BACKUP_FOLDERS) {
    if (!existsSync(join(folder, name))) continue;
    await mkdir(join(paths.server, name), { recursive: true, mode: 0o700 });
    for (const entry of await readdir(join(folder, name))) {
      const target = join(paths.server, name, entry);
      await rm(target, { recursive: true, force: true });
      await rename(join(folder, name, entry), target);
    }
  }
}

async function fill(options: RestoreOptions, schema: string): Promise<void> {
  const { database, from } = options;
  if (database.url !== null) {
    await fillDatabase(database, schema, rowsOf(from));
    return;
  }
  const file = `${database.file}.${randomUUID()}.restoring`;
  try {
    await fillDatabase({ ...database, file }, schema, rowsOf(from));
    // What SQLite keeps beside a database belongs to that one only.
    for (const suffix of ["-wal", "-shm"]) await rm(`${database.file}${suffix}`, { force: true });
    await rename(file, database.file);
  } finally {
    for (const suffix of ["", "-wal", "-shm"]) await rm(`${file}${suffix}`, { force: true });
  }
}

/**
 * Checks a backup wholly, then puts its files and its database in place. The backup may come from
 * the other kind of database and from any older server.
 * @throws ServerError BACKUP_INVALID; CONFLICT when there are users and they may not go;
 * DATABASE_UNUSABLE for a backup of a newer server
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { database, paths, from, replace } = options;
  const report = await check(from);
  if (!(replace && database.url === null) && !(await isEmpty(database))) {
    throw new ServerError("CONFLICT", {
      message: "the database holds users: a backup goes into an empty one",
    });
  }
  const folder = join(paths.server, `restoring-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFiles(readBackupLines(from), folder);
    await placeFiles(folder, paths);
    await fill(options, report.schema);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return report;
}
