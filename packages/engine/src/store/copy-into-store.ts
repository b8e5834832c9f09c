/** Copies of files for a data set, under temporary names until they become part of it. */
import { createHash } from "node:crypto";
import { mkdir, open, realpath, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { throwIfAborted } from "../market-data/load-options.js";
import type { NewFile } from "./data-store.js";

const PART_BYTES = 1 << 20;

/**
 * Copies a file into the folder of a data set, which is made when missing, and takes its SHA-256;
 * `DataStore.change` with what this returns makes it a part of the data set.
 * @param covers UTC ms of the time that the file covers, `[fromMs, toMs)`
 * Throws ABORTED and what the file system throws; then no copy is left
 */
export async function copyIntoStore(
  path: string,
  folder: string,
  covers: { readonly fromMs: number; readonly toMs: number },
  signal?: AbortSignal,
): Promise<NewFile> {
  await mkdir(folder, { recursive: true });
  const name = basename(path);
  // the name that removeAbandoned of the cache knows: a copy that was cut short goes by itself
  const movedFrom = join(folder, `${name}.${process.pid}-0.tmp`);
  try {
    const { bytes, sha256 } = await copy(path, movedFrom, signal);
    const { fromMs, toMs } = covers;
    return { name, bytes, sha256, source: await realpath(path), fromMs, toMs, movedFrom };
  } catch (error) {
    await rm(movedFrom, { force: true });
    throw error;
  }
}

async function copy(
  path: string,
  target: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  const part = Buffer.allocUnsafe(PART_BYTES);
  let bytes = 0;
  const from = await open(path, "r");
  try {
    const to = await open(target, "w");
    try {
      for (;;) {
        throwIfAborted(signal);
        const { bytesRead } = await from.read(part, 0, PART_BYTES, null);
        if (bytesRead === 0) break;
        hash.update(part.subarray(0, bytesRead));
        await to.writeFile(part.subarray(0, bytesRead));
        bytes += bytesRead;
      }
      await to.sync();
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}
