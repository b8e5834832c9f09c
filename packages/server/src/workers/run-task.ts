/** Which module does which task. */
import type { Task, TaskResult } from "./protocol.js";
import type { TaskContext } from "./task-context.js";
import { runBacktest } from "./tasks/run.js";

/** Does a task. Throws PerpmillError and whatever the machine throws */
export async function runTask(task: Task, context: TaskContext): Promise<TaskResult> {
  switch (task.kind) {
    case "run":
      return runBacktest(task, context);
    default:
      throw new Error(`no task ${task.kind}`);
  }
}
