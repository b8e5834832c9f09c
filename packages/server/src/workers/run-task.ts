/** Which module does which task. */
import type { Task, TaskResult } from "./protocol.js";
import type { TaskContext } from "./task-context.js";
import { workOnCache } from "./tasks/cache.js";
import { runBacktest } from "./tasks/run.js";
import { writeSample } from "./tasks/sample.js";
import { lastDay } from "./tasks/stats.js";

/** Does a task. Throws PerpmillError and whatever the machine throws */
export async function runTask(task: Task, context: TaskContext): Promise<TaskResult> {
  switch (task.kind) {
    case "run":
      return runBacktest(task, context);
    case "sample":
      return writeSample(task, context);
    case "stats":
      return lastDay(task, context);
    case "cache":
      return workOnCache(task, context);
    default:
      throw new Error(`no task ${task.kind}`);
  }
}
