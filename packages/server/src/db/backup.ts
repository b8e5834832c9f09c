/** Copies all that a server keeps into one file, while it runs: database, data sets, stores. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { link, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { ServerError } from "../errors.js";
import type { HomePaths } from "../home-paths.js";
import { type BackupLine, backupLine } from "./backup-lines.js";
import type { DatabaseOptions } from "./database.js";
import { dumpDatabase } from "./dump-database.js";

export interface BackupOptions {
  readonly database: DatabaseOptions;
  readonly paths: HomePaths;
  /** file to write; must not be there */
  readonly out: string;
  readonly nowMs: number;
  readonly signal?: AbortSignal;
}

export interface BackupReport {
  /** by table */
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
}

/** Folders of files that belong to a backup. Secrets do not: whoever has it could forge log-ins. */
export const BACKUP_FOLDERS = ["data-sets", "stores"] as const;

const PIECE_BYTES = 3 << 18;

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Files below a folder, as paths with `/`; links are not followed. */
async function* filesBelow(root: string, relative: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, relative), { withFileTypes: true }).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    const path = `${relative}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else if (entry.isFile()) yield path;
  }
}

/** The pieces of a file; none when it went since it was listed: its data set was deleted. */
async function* fileLines(root: string, path: string): AsyncGenerator<BackupLine> {
  const handle = await open(join(root, path)).catch((error) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (handle === null) return;
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(PIECE_BYTES));
      yield { kind: "file", path, bytes: buffer.subarray(0, bytesRead) };
      if (bytesRead === 0) return;
    }
  } finally {
    await handle.close();
  }
}

async function* allLines({ database, paths, nowMs }: BackupOptions): AsyncGenerator<BackupLine> {
  yield* dumpDatabase(database, async function* (schema, rows): AsyncGenerator<BackupLine> {
    yield { kind: "head", schema, createdMs: nowMs };
    for await (const [table, row] of rows) yield { kind: "row", table, row };
  });
  for (const folder of BACKUP_FOLDERS) {
    for await (const path of filesBelow(paths.server, folder)) yield* fileLines(paths.server, path);
  }
}

async function publish(partial: string, out: string): Promise<void> {
  // A link, not a rename: it never takes the place of a file that is there.
  await link(partial, out).catch((error) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new ServerError("CONFLICT", { message: `${out} is there already`, cause: error });
  });
}

/**
 * Writes a backup, for its owner only (0600); whole, or not at all.
 * @throws ServerError CONFLICT when `out` exists, DATABASE_UNUSABLE; errors of the file system
 */
export async function createBackup(options: BackupOptions): Promise<BackupReport> {
  const { out, signal } = options;
  const rows: Record<string, number> = {};
  let files = 0;
  const partial = `${out}.${randomUUID()}.partial`;
  const texts = async function* () {
    const hash = createHash("sha256");
    let lines = 0;
    for await (const line of allLines(options)) {
      if (line.kind === "row") rows[line.table] = (rows[line.table] ?? 0) + 1;
      if (line.kind === "file" && line.bytes.length === 0) files += 1;
      const text = backupLine(line);
      hash.update(text);
      lines += 1;
      yield text;
    }
    yield backupLine({ kind: "end", lines, sha256: hash.digest("hex") });
  };
  try {
    const file = createWriteStream(partial, { flags: "wx", mode: 0o600, flush: true });
    const source = Readable.from(texts(), { objectMode: true, highWaterMark: 16 });
    await pipeline(source, createGzip({ level: 1 }), file, signal === undefined ? {} : { signal });
    await publish(partial, out);
  } finally {
    await rm(partial, { force: true });
  }
  return { rows, files };
}
