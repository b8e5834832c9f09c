/** A report of risk as plain data. */
import { type StudyHead, studyHead } from "../studies/study-head.js";
import type { RiskReport } from "./risk-options.js";

export interface RiskJson extends StudyHead<"risk">, Omit<RiskReport, "config" | "data"> {}

/** The document of a report. */
export function riskJson({ config, data, ...report }: RiskReport): RiskJson {
  return { ...studyHead("risk", data, config), ...report };
}
