/** `tradesHash` and `resultHash`: MD5 over little-endian columns. Semantics 9. */
import { createHash } from "node:crypto";
import type { ReferenceTrade } from "./result.js";

function f64Bytes(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, true);
  });
  return bytes;
}

/** Lower-case hex MD5 of the trades, and of the trades followed by the equity. */
export function hashesOf(
  trades: readonly ReferenceTrade[],
  equity: readonly number[],
): { readonly tradesHash: string; readonly resultHash: string } {
  const hash = createHash("md5");
  hash.update(f64Bytes(trades.map((trade) => trade.time)));
  hash.update(f64Bytes(trades.map((trade) => trade.priceUnits)));
  hash.update(f64Bytes(trades.map((trade) => trade.lots)));
  hash.update(Uint8Array.from(trades, (trade) => (trade.side === "buy" ? 1 : 0xff)));
  const tradesHash = hash.copy().digest("hex");
  return { tradesHash, resultHash: hash.update(f64Bytes(equity)).digest("hex") };
}
