/** A result as one page of HTML. */
import { htmlReport } from "@perpmill/engine";
import type { ReportTask, TaskResult } from "../protocol.js";

/** Throws nothing that is the caller's fault. */
export function writeReport({ result, language }: ReportTask): TaskResult<ReportTask> {
  return { kind: "report", html: htmlReport(result, { lang: language }) };
}
