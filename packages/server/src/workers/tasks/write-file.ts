/** Files for the server to send; it gives them their names once they are whole. */
import { open } from "node:fs/promises";

/**
 * Writes a new file for its owner only.
 * @param pieces each is written before the next is asked for
 * @returns bytes
 */
export async function writePieces(
  path: string,
  pieces: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
  signal: AbortSignal,
): Promise<number> {
  const file = await open(path, "wx", 0o600);
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      await file.writeFile(piece);
    }
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
