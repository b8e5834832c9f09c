/** A study's JSON as one page that needs nothing else: no scripts, no fonts, no network. */
import { kFoldSections, walkForwardSections } from "./study/folds-sections.js";
import { pageOf, type StudySections } from "./study/page.js";
import { splitsSections } from "./study/splits-sections.js";
import type { ReportedStudy } from "./study/study-json.js";
import { type StudyWords, studyWords } from "./study/study-words.js";
import { searchSections, sweepSections } from "./study/table-sections.js";
import { trustSections } from "./study/trust-sections.js";
import type { Language } from "./texts/index.js";

export interface StudyReportOptions {
  readonly language: Language;
}

function sectionsOf(study: ReportedStudy, words: StudyWords): StudySections {
  switch (study.kind) {
    case "sweep":
      return sweepSections(study, words);
    case "search":
      return searchSections(study, words);
    case "walk-forward":
      return walkForwardSections(study, words);
    case "k-fold":
      return kFoldSections(study, words);
    case "time-splits":
      return splitsSections(study, words);
    case "trust":
      return trustSections(study, words);
  }
}

/**
 * One self-contained HTML page: of a sweep or a search what luck can explain, a heatmap, what stands
 * around the best, the best rows; of a walk-forward, a k-fold or time splits the account, its windows
 * and folds; of a verdict its findings and what each part has measured. All that comes from input is escaped.
 * @param study as `sweepJson`, `searchJson`, `walkForwardJson`, `kFoldJson`, `timeSplitsJson` and `trustJson` give it
 */
export function studyReport(study: ReportedStudy, { language }: StudyReportOptions): string {
  const words = studyWords(language);
  return pageOf(study, sectionsOf(study, words), words);
}
