/** A configuration under every assumption about what bars cannot know. */
import { envelope } from "@perpmill/engine";
import { ProgressMeter } from "../progress-meter.js";
import type { EnvelopeTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { steadyPace } from "./pace.js";
import { barsOfRun, readInputs } from "./run-inputs.js";
import { userStrategy, watched } from "./user-module.js";

/** Throws the codes of `envelope` and of the readers. */
export async function runEnvelope(
  task: EnvelopeTask,
  context: TaskContext,
): Promise<TaskResult<EnvelopeTask>> {
  const { signal, steadyMs, tell, modules } = context;
  const inputs = await readInputs(task.data, task.places, context);
  const meter = new ProgressMeter("assumptions", steadyMs, tell);
  const strategy = await userStrategy(task.strategy);
  const barsEach = barsOfRun(inputs, task.config, strategy).count;
  const { bars, mark, funding } = inputs;
  const result = await watched(task.strategy, modules, (step) =>
    envelope({
      bars,
      mark,
      funding,
      config: task.config,
      userStrategy: strategy,
      signal,
      cancelled: step,
      pauseBars: steadyPace(steadyMs),
      onProgress: ({ bars: done, totalBars }) =>
        meter.count({ done: done / barsEach, total: totalBars / barsEach }),
    }),
  );
  return { kind: "envelope", envelope: result };
}
