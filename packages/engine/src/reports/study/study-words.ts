/** Numbers, names and words of studies as people read them. */
import { METRIC_NAMES, type MetricName, metricEntry } from "../metric-catalog.js";
import { NO_NUMBER, numberText } from "../number-text.js";
import { type Language, type ReportTexts, reportTexts } from "../texts/index.js";
import { STUDY_EN, type StudyTexts } from "../texts/study-en.js";
import { STUDY_ZH } from "../texts/study-zh.js";

/** All words of a study's report in one language. */
export interface StudyWords {
  readonly lang: Language;
  readonly texts: StudyTexts;
  /** of runs: metrics, identity, palettes */
  readonly run: ReportTexts;
}

export function studyWords(lang: Language): StudyWords {
  return { lang, texts: lang === "zh" ? STUDY_ZH : STUDY_EN, run: reportTexts(lang) };
}

function catalogName(name: string): MetricName | undefined {
  return METRIC_NAMES.find((one) => one === name);
}

/** Title of a metric, in the language where it has one; an expression as it is. */
export function metricTitle(name: string, { run }: StudyWords): string {
  const known = catalogName(name);
  return known === undefined ? name : run.metric[known][0];
}

/** A value of a metric or of an expression. */
export function metricText(name: string, value: unknown): string {
  if (typeof value !== "number")
    return value === null || value === undefined ? NO_NUMBER : String(value);
  const known = catalogName(name);
  return numberText(value, known === undefined ? "ratio" : metricEntry(known).kind);
}

/** A parameter's value. */
export function valueText(value: unknown): string {
  return value === null || value === undefined ? NO_NUMBER : String(value);
}

export function count(value: number): string {
  return numberText(value, "count");
}

/** The last part of a path. */
export function shortPath(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The class of a number that was won or lost. */
export function tone(value: number | null | undefined): string {
  if (typeof value !== "number" || value === 0 || Number.isNaN(value)) return "";
  return value < 0 ? "loss" : "gain";
}
