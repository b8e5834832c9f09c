/** What is odd about bars, and beside what is compared with them. */
import { coverageSvg, qualityReport } from "@perpmill/engine";
import type { QualityTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { readInputs } from "./run-inputs.js";

/** Throws the codes of the readers. */
export async function reportQuality(
  task: QualityTask,
  context: TaskContext,
): Promise<TaskResult<QualityTask>> {
  const { warm, signal } = context;
  const { bars, mark, funding } = await readInputs(task.data, task.places, context);
  const second =
    task.second === null ? undefined : await warm.bars(task.second, task.places, { signal });
  const report = qualityReport(bars, {
    mark: mark ?? undefined,
    funding: funding ?? undefined,
    second,
  });
  const svg = { en: coverageSvg(report, "en"), zh: coverageSvg(report, "zh") };
  const { firstDayMs, share, possible } = report.days;
  const days = { firstDayMs, share: [...share], possible: [...possible] };
  return { kind: "quality", report: { ...report, days }, svg };
}
