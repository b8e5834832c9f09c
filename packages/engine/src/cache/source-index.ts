/**
 * Remembers the MD5 of source files by (real path, size, times, inode), so that files that did not
 * change are not read again to be recognised. One small file per list of sources: writers of
 * different lists never meet, writers of the same list replace each other's equal record.
 */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { writeAtomically } from "./atomic-file.js";
import { cacheFile } from "./cache-paths.js";
import { type FileState, sameFiles } from "./file-state.js";

interface IndexRecord {
  readonly files: readonly FileState[];
  readonly md5: string;
  /** MD5 over the two above */
  readonly checksum: string;
}

const SECOND_NS = 1_000_000_000n;
// longer than the clock tick of file systems that keep nanoseconds, and of those that keep seconds
const FINE_TICK_NS = 50_000_000n;
const COARSE_TICK_NS = 2n * SECOND_NS;

function recordPath(cacheDir: string, files: readonly FileState[]): string {
  const paths = files.map((file) => file.realPath);
  return cacheFile(cacheDir, md5Of(JSON.stringify(paths)), "source.json");
}

/** The MD5 of `files` as remembered, null when they are not known as they are now. */
export async function knownMd5(
  cacheDir: string,
  files: readonly FileState[],
): Promise<string | null> {
  const path = recordPath(cacheDir, files);
  try {
    const record = JSON.parse(await readFile(path, "utf8")) as IndexRecord;
    if (record.checksum !== checksumOf(record.files, record.md5)) return null;
    if (!sameFiles(record.files, files)) return null;
    const written = await stat(path, { bigint: true });
    return files.every((file) => settledBefore(file, written.mtimeNs)) ? record.md5 : null;
  } catch {
    return null;
  }
}

/** Remembers the MD5 of `files`. Throws what the file system throws. */
export async function rememberMd5(
  cacheDir: string,
  files: readonly FileState[],
  md5: string,
): Promise<void> {
  const record: IndexRecord = { files, md5, checksum: checksumOf(files, md5) };
  await writeAtomically(recordPath(cacheDir, files), async (file) => {
    await file.writeFile(`${JSON.stringify(record)}\n`);
  });
}

// a file written again within one tick of the clock keeps its times: a record made so soon after
// the last change proves nothing (git calls such entries racy)
function settledBefore(file: FileState, writtenNs: bigint): boolean {
  const changedNs = [BigInt(file.mtimeNs), BigInt(file.ctimeNs)];
  const coarse = changedNs.some((ns) => ns % SECOND_NS === 0n);
  return changedNs.every((ns) => writtenNs - ns > (coarse ? COARSE_TICK_NS : FINE_TICK_NS));
}

function checksumOf(files: readonly FileState[], md5: string): string {
  return md5Of(JSON.stringify([files, md5]));
}

function md5Of(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
