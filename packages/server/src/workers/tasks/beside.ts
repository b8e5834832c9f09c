/** What stands beside bars of any interval, as a chart wants it. */
import { besideBars, openTimeMs, resampleBars, sliceBars } from "@perpmill/engine";
import type { BesideTask, DataTaskResults } from "../data-tasks.js";
import type { TaskContext } from "../task-context.js";

/** Throws the codes of the readers, BARS_RANGE_EMPTY, and CONFIG_INVALID for an interval that does not fit. */
export async function readBeside(
  task: BesideTask,
  { warm, signal }: TaskContext,
): Promise<DataTaskResults["beside"]> {
  const bars = await warm.bars(task.bars, task.places, { signal });
  const mark = task.mark === null ? null : await warm.mark(task.mark, { signal });
  const funding = task.funding === null ? null : await warm.funding(task.funding, { signal });
  const inRange = sliceBars(bars, task.fromMs, task.toMs);
  const shown = resampleBars(inRange, task.interval, { incompleteLast: true });
  const first = Math.max(0, shown.count - task.limit);
  const length = shown.count - first;
  const opens = Float64Array.from({ length }, (_, row) => openTimeMs(shown, first + row));
  return { kind: "beside", beside: besideBars({ bars, mark, funding }, opens, shown.intervalMs) };
}
