/** The identity of a data set: what a reader makes of it, whatever it is called and wherever it lies. */
import { createHash } from "node:crypto";
import type { ReadOptions } from "../../../workers/protocol.js";

/** A file of a data set. */
export interface StoredDataFile {
  /** its name in the folder, never a path */
  readonly name: string;
  readonly bytes: number;
  /** hex */
  readonly sha256: string;
}

/** What of a data set decides which rows come out of it. */
export interface DataContent {
  /** engine's DataKind */
  readonly kind: string;
  readonly symbol: string | null;
  readonly files: readonly Pick<StoredDataFile, "bytes" | "sha256">[];
  readonly options: ReadOptions;
}

/** SHA-256, hex, over the bytes of the files in their order and how they are read. */
export function contentHash({ kind, symbol, files, options }: DataContent): string {
  const { format, table, fill, onBadRow, priceDecimals, intervalMs } = options;
  const identity = {
    files: files.map(({ bytes, sha256 }) => [bytes, sha256]),
    fill: fill ?? "none",
    format: format ?? null,
    intervalMs: intervalMs ?? null,
    kind,
    onBadRow: onBadRow ?? "error",
    priceDecimals: priceDecimals ?? null,
    symbol,
    table: table ?? null,
  };
  return createHash("sha256").update(JSON.stringify(identity)).digest("hex");
}
