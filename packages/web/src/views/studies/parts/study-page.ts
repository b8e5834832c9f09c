/** The report of a study as one page of HTML; a chunk of its own. */
import { type Language, type ReportedStudy, studyReport } from "@perpmill/engine";

export function studyPage(study: ReportedStudy, language: Language): Blob {
  return new Blob([studyReport(study, { language })], { type: "text/html" });
}
