/** The report's words by language. */
import { EN, type ReportTexts } from "./en.js";
import { ZH } from "./zh.js";

export type { ReportTexts } from "./en.js";

/** Languages that the tools speak. */
export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** All words of the report in one language. */
export function reportTexts(lang: Language): ReportTexts {
  return lang === "zh" ? ZH : EN;
}
