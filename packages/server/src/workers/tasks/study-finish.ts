/** What belongs to all rows of a sweep: counts, the best, and whether it is luck. */
import { dataIdentity, SweepSummary } from "@perpmill/engine";
import { readRowsFile } from "../rows-file.js";
import type { StudyFinishTask, StudyTaskResults } from "../study-tasks.js";
import type { TaskContext } from "../task-context.js";
import { readInputs } from "./run-inputs.js";

/** Throws the codes of the readers and ABORTED */
export async function finishStudy(
  { data, places, plan, context: asked, rows }: StudyFinishTask,
  context: TaskContext,
): Promise<StudyTaskResults["study-finish"]> {
  const { signal } = context;
  const { bars } = await readInputs(data, places, context);
  const summary = new SweepSummary(plan, { ...asked, intervalMs: bars.intervalMs });
  for await (const { index, point, row } of readRowsFile(rows)) {
    signal.throwIfAborted();
    summary.add(index, point, row);
  }
  const document = await summary.finish(dataIdentity(bars), { signal });
  return { kind: "study-finish", document: JSON.stringify(document) };
}
