/** Bars as bytes and back. Format and checksums are read when they are asked for: a run needs neither. */
import type { Bars } from "../bars.js";

/**
 * Bars in the column format of the cache, to be stored or sent; `barsOfColumns` reads them. What they
 * were made from stays out of them.
 * @yields pieces, each in the same memory as the one before: write it before asking for the next
 */
export async function* barColumns(bars: Bars): AsyncGenerator<Uint8Array> {
  const { encodeBars } = await import("./entry-bytes.js");
  yield* encodeBars(bars);
}

/**
 * The bars of such bytes, every checksum checked; their columns are views of the bytes where alignment
 * allows it.
 * @throws CACHE_DAMAGED
 */
export async function barsOfColumns(bytes: Uint8Array): Promise<Bars> {
  const { decodeBars } = await import("./entry-bytes.js");
  return decodeBars(bytes);
}
