/** One fill of a run, explained. */
import { explainFill } from "@perpmill/engine";
import type { ExplainTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { readInputs } from "./run-inputs.js";
import { userStrategy } from "./user-module.js";

/** Throws FILL_UNKNOWN, the codes of `backtest` and of the readers. */
export async function explain(
  task: ExplainTask,
  context: TaskContext,
): Promise<TaskResult<ExplainTask>> {
  // The configuration names the range too. Whole bars stay one object while they are warm, by which the
  // engine knows a run again and need not begin at its first bar.
  const whole = { ...task.data, range: { fromMs: null, toMs: null } };
  const { bars, mark, funding } = await readInputs(whole, task.places, context);
  const { config, fill } = task;
  const { signal } = context;
  const strategy = await userStrategy(task.strategy);
  const inputs = { bars, mark, funding, config, userStrategy: strategy };
  return { kind: "explain", explanation: await explainFill({ ...inputs, fill, signal }) };
}
