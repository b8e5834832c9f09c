/** Fingerprints of a result: MD5 over its columns. Semantics 9. */
import { createMD5 } from "hash-wasm";
import type { TradeColumns } from "../runs/result.js";

/** hash-wasm takes its input through a small window, so large columns go in by pieces anyway. */
function bytesOf(column: Float64Array | Int8Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/**
 * `tradesHash` and `resultHash`, lower-case hex MD5. Columns are little-endian, as every platform
 * with WebAssembly has them.
 * @param equity f64[bars], recorded equity; null gives no resultHash
 */
export async function resultHashes(
  trades: TradeColumns,
  equity: Float64Array | null,
): Promise<{ tradesHash: string; resultHash: string | null }> {
  const md5 = await createMD5();
  md5.init();
  for (const column of [trades.timeMs, trades.priceUnits, trades.lots, trades.side]) {
    md5.update(bytesOf(column));
  }
  const state = md5.save();
  const tradesHash = md5.digest("hex");
  if (equity === null) return { tradesHash, resultHash: null };
  md5.load(state);
  md5.update(bytesOf(equity));
  return { tradesHash, resultHash: md5.digest("hex") };
}
