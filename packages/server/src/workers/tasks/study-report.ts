/** A study as one page of HTML. */
import {
  bestRows,
  type CellValue,
  type ReportedStudy,
  type SweepColumn,
  type SweepDocument,
  studyReport,
} from "@perpmill/engine";
import { readRowsFile } from "../rows-file.js";
import type { StudyReportTask, StudyTaskResults } from "../study-tasks.js";
import type { TaskContext } from "../task-context.js";

/** Best rows that a page shows. */
const TOP = 10;

function columnOf(
  { name, kind }: StudyReportTask["columns"][number],
  values: readonly CellValue[],
): SweepColumn {
  if (kind === "number") {
    const numbers = Float64Array.from(values, (one) => Number(one ?? Number.NaN));
    return { name, kind, values: numbers };
  }
  if (kind === "text") {
    return { name, kind, values: values.map((one) => (one === null ? null : String(one))) };
  }
  return { name, kind, values: values.map((one) => (one === null ? null : one === true)) };
}

/** A sweep with its rows, as the engine has it. */
async function withRows(
  { document, columns, rows }: StudyReportTask,
  signal: AbortSignal,
): Promise<ReportedStudy> {
  const cells: CellValue[][] = columns.map(() => []);
  if (rows !== null) {
    for await (const { point, row } of readRowsFile(rows)) {
      signal.throwIfAborted();
      [...point, row.outcome, ...row.cells].forEach((cell, at) => void cells[at]?.push(cell));
    }
  }
  const { best: _, ...summary }: SweepDocument = JSON.parse(document);
  const table = {
    length: summary.rows,
    columns: columns.map((column, at) => columnOf(column, cells[at] ?? [])),
  };
  const named = columns.map(({ name }, at) => [name, cells[at] ?? []]);
  return {
    ...summary,
    best: bestRows(table, summary.rankBy, TOP),
    columns: Object.fromEntries(named),
  };
}

/** Throws ABORTED */
export async function reportStudy(
  task: StudyReportTask,
  { signal }: Pick<TaskContext, "signal">,
): Promise<StudyTaskResults["study-report"]> {
  const study: ReportedStudy =
    task.rows === null ? JSON.parse(task.document) : await withRows(task, signal);
  return { kind: "study-report", html: studyReport(study, { language: task.language }) };
}
