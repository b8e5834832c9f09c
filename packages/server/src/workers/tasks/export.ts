/** Trades of a stored result as a file. */
import { type TradeColumns, tradesArrow, tradesCsv } from "@perpmill/engine";
import { decodeTrades } from "../columns-codec.js";
import type { ExportTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { tradesBinary } from "./trades-binary.js";
import { writePieces } from "./write-file.js";

/** Throws BLOB_DAMAGED, and what the file system throws. */
export async function exportTrades(
  { pieces, format, out }: ExportTask,
  { signal }: Pick<TaskContext, "signal">,
): Promise<TaskResult<ExportTask>> {
  const trades = await decodeTrades(pieces);
  const bytes = await writePieces(out, await piecesOf(trades, format), signal);
  return { kind: "export", bytes };
}

async function piecesOf(
  trades: TradeColumns,
  format: ExportTask["format"],
): Promise<Iterable<Uint8Array | string>> {
  if (format === "csv") return tradesCsv(trades);
  if (format === "arrow") return [await tradesArrow(trades)];
  return tradesBinary(trades);
}
