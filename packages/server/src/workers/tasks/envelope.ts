/** A configuration under every assumption about what bars cannot know. */
import { envelope } from "@perpmill/engine";
import { ProgressMeter } from "../progress-meter.js";
import type { EnvelopeTask, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { steadyPace } from "./pace.js";
import { barsOfRun, readInputs } from "./run-inputs.js";

/** Throws the codes of `envelope` and of the readers. */
export async function runEnvelope(
  task: EnvelopeTask,
  context: TaskContext,
): Promise<TaskResult<EnvelopeTask>> {
  const { signal, steadyMs, tell } = context;
  const inputs = await readInputs(task.data, task.places, context);
  const meter = new ProgressMeter("assumptions", steadyMs, tell);
  const barsEach = barsOfRun(inputs, task.config).count;
  const { bars, mark, funding } = inputs;
  const result = await envelope({
    bars,
    mark,
    funding,
    config: task.config,
    signal,
    pauseBars: steadyPace(steadyMs),
    onProgress: ({ bars: done, totalBars }) =>
      meter.count({ done: done / barsEach, total: totalBars / barsEach }),
  });
  return { kind: "envelope", envelope: result };
}
