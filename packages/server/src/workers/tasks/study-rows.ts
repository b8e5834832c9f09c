/** Rows of a sweep on one market, sent to the server as they come. */
import { setImmediate as messages } from "node:timers/promises";
import { StudyRowRunner } from "@perpmill/engine";
import { RowsOutbox } from "../rows-outbox.js";
import type { StudyRowsTask, StudyTaskResults } from "../study-tasks.js";
import type { TaskContext } from "../task-context.js";
import { steadyPace } from "./pace.js";
import { readInputs } from "./run-inputs.js";
import { userStrategy, watched } from "./user-module.js";

/** Rows of few bars come without a pause: so often the messages of the server are let in between them. */
const LISTEN_MS = 20;

async function runnerOf(task: StudyRowsTask, context: TaskContext): Promise<StudyRowRunner> {
  const { bars, mark, funding } = await readInputs(task.data, task.places, context);
  const strategy = await userStrategy(task.strategy);
  return new StudyRowRunner({ bars, mark, funding, userStrategy: strategy });
}

/** What runners of the same market and strategy have in common. */
function marketKey({ data, strategy }: StudyRowsTask): string {
  const { bars, mark, funding } = data;
  const hashes = [bars, mark, funding].map((files) => files?.contentHash ?? null);
  return JSON.stringify([hashes, strategy?.descriptor.id ?? null]);
}

/** Throws the codes of the readers and ABORTED; a configuration that cannot be run is a row. */
export async function runStudyRows(
  task: StudyRowsTask,
  context: TaskContext,
): Promise<StudyTaskResults["study-rows"]> {
  const { signal, steadyMs, modules, warm, giveRows } = context;
  const runner = await warm.runner(marketKey(task), () => runnerOf(task, context));
  const outbox = new RowsOutbox(giveRows, steadyMs);
  let listenedMs = steadyMs();
  try {
    await watched(task.strategy, modules, (step) =>
      runner.run(
        task.recipe,
        task.rows,
        { signal, cancelled: step, pauseBars: steadyPace(steadyMs), onProgress: () => {} },
        async (index, row) => {
          modules.over();
          await outbox.add({ index, row });
          if (steadyMs() - listenedMs >= LISTEN_MS) {
            await messages();
            listenedMs = steadyMs();
          }
          step();
        },
      ),
    );
  } finally {
    await outbox.flush();
  }
  return { kind: "study-rows", rows: task.rows.length };
}
