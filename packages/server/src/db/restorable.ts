/**
 * What of a backup may be restored. Whoever made it may mean harm, and the server makes paths of ids, folders
 * and names of files: none may lead out of where it keeps them.
 */
import { BACKUP_FOLDERS } from "./backup.js";
import type { BackupLine } from "./backup-lines.js";
import { isRecord, type TableRow } from "./backup-values.js";
import { TABLES } from "./tables.js";

const TABLE_NAMES: ReadonlySet<string> = new Set(TABLES.map(({ name }) => name));
const ID = /^[\w-]{1,128}$/;
/** Columns that become the name of a folder or a file. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  users: ["id"],
  jobs: ["id", "owner_id", "subject_id"],
  data_sets: ["id", "owner_id", "content_hash"],
  strategies: ["id", "owner_id", "hash"],
  strategy_versions: ["strategy_id", "hash"],
  results: ["key", "result_hash"],
  runs: ["id", "owner_id", "result_key"],
  studies: ["id", "owner_id", "content_key"],
  study_shards: ["study_id", "job_id"],
  study_rows: ["study_id", "key"],
  study_kept: ["study_id", "key"],
};

/** Whether a name stays in the folder that it is in. */
function isPlain(part: unknown): boolean {
  return typeof part === "string" && !/^\.{0,2}$|[/\\\0:]/.test(part);
}

/** Whether a path of a backup stays where files of backups go. */
function isSafePath(path: string): boolean {
  const [folder, ...parts] = path.split("/");
  const known: readonly string[] = BACKUP_FOLDERS;
  return known.includes(folder) && parts.length > 0 && parts.every(isPlain);
}

/** Whether the files that a data set has, or is to have, are below the folder of data sets. */
function areSafeFiles(folder: unknown, files: unknown): boolean {
  return (
    typeof folder === "string" &&
    folder.startsWith("server/data-sets/") &&
    isSafePath(folder.slice("server/".length)) &&
    Array.isArray(files) &&
    files.every((file) => isRecord(file) && isPlain(file.name))
  );
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a job reads, when it goes on, nothing but files of data sets. */
function isSafeJob({ payload }: TableRow): boolean {
  const said = parsed(payload);
  if (!isRecord(said)) return false;
  const { next } = said;
  if (next === null || next === undefined) return true;
  return isRecord(next) && areSafeFiles(next.folder, next.files);
}

function whyNoRow(table: string, row: TableRow): string | null {
  if (!TABLE_NAMES.has(table)) return `no table is ${table}`;
  for (const column of IDS[table] ?? []) {
    const id = row[column];
    if (id === null || id === undefined) continue;
    if (typeof id !== "string" || !ID.test(id)) return `${table}.${column} is no id`;
  }
  if (table === "data_sets" && !areSafeFiles(row.folder, parsed(row.files))) {
    return "a data set names files that cannot be its own";
  }
  if (table === "jobs" && !isSafeJob(row)) return "a job names files that are of no data set";
  return null;
}

/** Why a line cannot be restored; null when it can. */
export function whyNotRestorable(line: BackupLine): string | null {
  if (line.kind === "row") return whyNoRow(line.table, line.row);
  if (line.kind === "file" && !isSafePath(line.path)) return `no file may be at ${line.path}`;
  return null;
}
