/** What the file system says about source files, and the MD5 of their bytes. */
import { createHash } from "node:crypto";
import { open, realpath, stat } from "node:fs/promises";
import { throwIfAborted } from "../market-data/load-options.js";

/** A file as it was at one moment; numbers of 64 bits as decimal text. */
export interface FileState {
  readonly realPath: string;
  readonly bytes: number;
  readonly mtimeNs: string;
  /** unlike mtime it cannot be set back, so it also tells an edit that kept the old mtime */
  readonly ctimeNs: string;
  readonly inode: string;
}

const PART_BYTES = 1 << 20;

/** The files at `paths`, in that order. Throws what the file system throws. */
export async function lookAtFiles(paths: readonly string[]): Promise<readonly FileState[]> {
  return Promise.all(
    paths.map(async (path) => {
      const realPath = await realpath(path);
      const facts = await stat(realPath, { bigint: true });
      return {
        realPath,
        bytes: Number(facts.size),
        mtimeNs: `${facts.mtimeNs}`,
        ctimeNs: `${facts.ctimeNs}`,
        inode: `${facts.ino}`,
      };
    }),
  );
}

/** Whether two looks at the same paths saw the same. */
export function sameFiles(a: readonly FileState[], b: readonly FileState[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Lower-case hex MD5 over the bytes of all files in order.
 * Throws ABORTED, and what the file system throws.
 */
export async function hashFiles(
  files: readonly FileState[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const hash = createHash("md5");
  const part = Buffer.allocUnsafe(PART_BYTES);
  for (const { realPath } of files) {
    const file = await open(realPath, "r");
    try {
      for (;;) {
        throwIfAborted(signal);
        const { bytesRead } = await file.read(part, 0, PART_BYTES, null);
        if (bytesRead === 0) break;
        hash.update(part.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
  }
  return hash.digest("hex");
}
