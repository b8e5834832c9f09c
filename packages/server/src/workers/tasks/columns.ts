/** Bars of a range in the cache's column format, as a file. */
import { barColumns, sliceBars } from "@perpmill/engine";
import type { ColumnsTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { writePieces } from "./write-file.js";

/** Throws the codes of the readers, BARS_RANGE_EMPTY, and what the file system throws. */
export async function writeColumns(
  { bars: files, places, range, out }: ColumnsTask,
  { warm, signal }: TaskContext,
): Promise<TaskResult<ColumnsTask>> {
  const whole = await warm.bars(files, places, { signal });
  const bars = sliceBars(whole, range.fromMs, range.toMs);
  const bytes = await writePieces(out, barColumns(bars), signal);
  return { kind: "columns", bytes, bars: { count: bars.count } };
}
