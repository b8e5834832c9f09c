/** The files that a task names. */
import type { Task } from "./protocol.js";

export function taskPaths(task: Task): readonly string[] {
  switch (task.kind) {
    case "run":
    case "envelope":
    case "quality": {
      const { bars, mark, funding } = task.data;
      const second = task.kind === "quality" ? task.second : null;
      return [bars, mark, funding, second].flatMap((files) => files?.paths ?? []);
    }
    case "klines":
    case "columns":
    case "stats":
      return task.bars.paths;
    case "import":
      return task.files.paths;
    case "download":
    case "report":
    case "export":
    case "sample":
    case "cache":
      return [];
  }
}
