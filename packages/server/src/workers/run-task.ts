/** Which module does which task. */
import type { Task, TaskResult } from "./protocol.js";
import type { TaskContext } from "./task-context.js";
import { readBeside } from "./tasks/beside.js";
import { workOnCache } from "./tasks/cache.js";
import { writeColumns } from "./tasks/columns.js";
import { compile } from "./tasks/compile.js";
import { download } from "./tasks/download.js";
import { runEnvelope } from "./tasks/envelope.js";
import { explain } from "./tasks/explain.js";
import { exportTrades } from "./tasks/export.js";
import { importFiles } from "./tasks/import.js";
import { klines } from "./tasks/klines.js";
import { reportQuality } from "./tasks/quality.js";
import { writeReport } from "./tasks/report.js";
import { runBacktest } from "./tasks/run.js";
import { writeSample } from "./tasks/sample.js";
import { lastDay } from "./tasks/stats.js";
import { exportStudy } from "./tasks/study-export.js";
import { finishStudy } from "./tasks/study-finish.js";
import { reportStudy } from "./tasks/study-report.js";
import { runStudyRows } from "./tasks/study-rows.js";
import { runWholeStudy } from "./tasks/study-whole.js";

/** Does a task. Throws PerpmillError and whatever the machine throws */
export async function runTask(task: Task, context: TaskContext): Promise<TaskResult> {
  // What it holds is the memory that other runs on the same bars work in.
  if (task.kind !== "study-rows") context.warm.dropRunner();
  switch (task.kind) {
    case "run":
      return runBacktest(task, context);
    case "envelope":
      return runEnvelope(task, context);
    case "explain":
      return explain(task, context);
    case "import":
      return importFiles(task, context);
    case "quality":
      return reportQuality(task, context);
    case "compile":
      return compile(task, context);
    case "download":
      return download(task, context);
    case "klines":
      return klines(task, context);
    case "columns":
      return writeColumns(task, context);
    case "report":
      return writeReport(task);
    case "export":
      return exportTrades(task, context);
    case "sample":
      return writeSample(task, context);
    case "stats":
      return lastDay(task, context);
    case "beside":
      return readBeside(task, context);
    case "cache":
      return workOnCache(task, context);
    case "study-rows":
      return runStudyRows(task, context);
    case "study-whole":
      return runWholeStudy(task, context);
    case "study-finish":
      return finishStudy(task, context);
    case "study-report":
      return reportStudy(task, context);
    case "study-export":
      return exportStudy(task, context);
  }
}
