/** The last 24 hours of bars. */
import { dayStats } from "@perpmill/engine";
import type { DataTaskResults, StatsTask } from "../data-tasks.js";
import type { TaskContext } from "../task-context.js";

/** Throws the codes of the readers. */
export async function lastDay(
  { bars, places }: StatsTask,
  { warm, signal }: TaskContext,
): Promise<DataTaskResults["stats"]> {
  return { kind: "stats", stats: dayStats(await warm.bars(bars, places, { signal })) };
}
