/**
 * The lines of a backup: JSON lists, gzipped. First what it is, then rows of tables, then files in
 * pieces, last how many lines there were and their hash, so that a backup cut short is known.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { ServerError } from "../errors.js";
import { isRecord, readValue, type TableRow, writtenValue } from "./backup-values.js";

export const BACKUP_FORMAT = "perpmill-backup-1";

/** One line of a backup. */
export type BackupLine =
  | { readonly kind: "head"; readonly schema: string; readonly createdMs: number }
  | { readonly kind: "row"; readonly table: string; readonly row: TableRow }
  /** files below the server's folder, `/` as separator, pieces in order; the last one is empty */
  | { readonly kind: "file"; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: "end"; readonly lines: number; readonly sha256: string };

/** A line as text, its end included. */
export function backupLine(line: BackupLine): string {
  return `${JSON.stringify(written(line))}\n`;
}

function written(line: BackupLine): readonly unknown[] {
  switch (line.kind) {
    case "head":
      return [BACKUP_FORMAT, line.schema, line.createdMs];
    case "row": {
      const values = Object.entries(line.row).map(([column, value]) => [
        column,
        writtenValue(value),
      ]);
      return ["row", line.table, Object.fromEntries(values)];
    }
    case "file":
      return ["file", line.path, Buffer.from(line.bytes).toString("base64")];
    case "end":
      return ["end", line.lines, line.sha256];
  }
}

function invalid(path: string, why: string, cause?: unknown): ServerError {
  return new ServerError("BACKUP_INVALID", { message: `${path}: ${why}`, cause });
}

/** @throws TypeError, SyntaxError */
function parseLine(text: string): BackupLine {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new TypeError("a line is no list");
  const [kind, first, second]: readonly unknown[] = list;
  if (kind === BACKUP_FORMAT && typeof first === "string" && typeof second === "number") {
    return { kind: "head", schema: first, createdMs: second };
  }
  if (kind === "row" && typeof first === "string" && isRecord(second)) {
    const values = Object.entries(second).map(([column, value]) => [column, readValue(value)]);
    return { kind: "row", table: first, row: Object.fromEntries(values) };
  }
  if (kind === "file" && typeof first === "string" && typeof second === "string") {
    return { kind: "file", path: first, bytes: Buffer.from(second, "base64") };
  }
  if (kind === "end" && typeof first === "number" && typeof second === "string") {
    return { kind: "end", lines: first, sha256: second };
  }
  throw new TypeError("a line is of no known kind");
}

/** Lines of a text without their ends; what follows the last end is none. */
async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  // Pieces of one line are joined once: a line may be megabytes of many chunks.
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const [first, ...rest] = chunk.split("\n");
    parts.push(first);
    for (const next of rest) {
      yield parts.join("");
      parts = [next];
    }
  }
}

/**
 * The lines of a backup without the last, which is checked.
 * @throws ServerError BACKUP_INVALID: no backup, cut short, damaged
 */
export async function* readBackupLines(path: string): AsyncGenerator<BackupLine> {
  const file = createReadStream(path);
  // Errors come out of the last stream, where they are read.
  const unzipped = pipeline(file, createGunzip(), () => undefined).setEncoding("utf8");
  const hash = createHash("sha256");
  let lines = 0;
  let isWhole = false;
  try {
    for await (const text of textLines(unzipped)) {
      const line = parseLine(text);
      if (isWhole || (lines === 0) !== (line.kind === "head")) {
        throw new TypeError("its lines are not in order");
      }
      if (line.kind === "end") {
        isWhole = line.lines === lines && line.sha256 === hash.digest("hex");
        if (!isWhole) throw new TypeError("it does not agree with its checksum");
        continue;
      }
      hash.update(text).update("\n");
      lines += 1;
      yield line;
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError || isZlibError(error)))
      throw error;
    throw invalid(path, error.message, error);
  } finally {
    file.destroy();
  }
  if (!isWhole) throw invalid(path, "it ends early");
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
}
