/** What a task reads. */
import type { Task } from "./protocol.js";

/** Data sets, each once named: how they are known to be the same, and where they are. */
interface Read {
  readonly paths: readonly string[];
  readonly contentHash?: string;
}

function readBy(task: Task): readonly Read[] {
  switch (task.kind) {
    case "run":
    case "envelope":
    case "explain":
    case "study-rows":
    case "study-finish":
    case "quality": {
      const { bars, mark, funding } = task.data;
      const second = task.kind === "quality" ? task.second : null;
      return [bars, mark, funding, second].flatMap((files) => files ?? []);
    }
    case "study-whole":
      return [task.data, ...task.others.map(({ data }) => data)].flatMap(
        ({ bars, mark, funding }) => [bars, mark, funding].flatMap((files) => files ?? []),
      );
    case "beside":
      return [task.bars, task.mark, task.funding].flatMap((files) => files ?? []);
    case "klines":
    case "columns":
    case "stats":
      return [task.bars];
    case "import":
      return [task.files];
    case "compile":
    case "download":
    case "report":
    case "export":
    case "study-export":
    case "study-report":
    case "sample":
    case "cache":
      return [];
  }
}

/** Files, by absolute path. */
export function taskPaths(task: Task): readonly string[] {
  return readBy(task).flatMap(({ paths }) => paths);
}

/** Contents that a process keeps warm, so that the task should get a process that has read them before. */
export function taskContents(task: Task): readonly string[] {
  return readBy(task).flatMap(({ contentHash }) => contentHash ?? []);
}
