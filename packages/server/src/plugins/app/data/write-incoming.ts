/** Files that come in, written whole or not at all, hashed on the way. */
import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ServerError } from "../../../errors.js";
import type { StoredDataFile } from "./content-hash.js";

/** A file on its way in. */
export interface IncomingFile {
  /** checked by whoever stores it */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface WriteControl {
  readonly signal: AbortSignal;
  /** called with the bytes of each chunk before it is written; throws to refuse more */
  readonly count: (bytes: number) => void;
  /** longest time without a byte, ms */
  readonly stallMs: number;
}

/**
 * Writes a file into a folder that is there.
 * @param name plain, without a path
 * @throws what `count` and the file system throw; REQUEST_INVALID when nothing comes any more; the
 *   signal's reason. Nothing is left then
 */
export async function writeIncoming(
  folder: string,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  control: WriteControl,
): Promise<StoredDataFile> {
  const path = join(folder, name);
  const partial = `${path}.tmp`;
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    const file = await open(partial, "wx", 0o600);
    try {
      for await (const chunk of inTime(chunks, control)) {
        control.count(chunk.length);
        hash.update(chunk);
        await file.writeFile(chunk);
        bytes += chunk.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { name, bytes, sha256: hash.digest("hex") };
}

/**
 * Passes on what comes; gives up on the signal and on a sender that has gone quiet.
 * @throws REQUEST_INVALID, the signal's reason
 */
export async function* inTime<T>(
  items: AsyncIterable<T>,
  { signal, stallMs }: Pick<WriteControl, "signal" | "stallMs">,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orStopped(iterator.next(), signal, stallMs);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: one that has gone quiet would not answer.
    iterator.return?.().catch(() => {});
  }
}

async function orStopped<T>(work: Promise<T>, signal: AbortSignal, stallMs: number): Promise<T> {
  signal.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    timer = setTimeout(() => {
      const message = `nothing came for ${stallMs / 1000} s`;
      reject(new ServerError("REQUEST_INVALID", { message, field: "body" }));
    }, stallMs);
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    // The one that loses may still fail.
    work.catch(() => {});
  }
}
