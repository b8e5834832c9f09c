/** The words of a verdict, in any language. */
import type { NumberKind } from "../../reports/number-text.js";
import type { TrustFinding, TrustGrade, TrustPart } from "../findings.js";
import type { StressName } from "../trust-options.js";

/** What sentences take from a finding: its facts as texts. */
export interface Facts {
  number(name: string, kind: NumberKind): string;
  /** whole per cents, and no more than is sure: above 99 % is not 100 % */
  chance(name: string): string;
  /** a day in UTC */
  day(name: string): string;
  /** null: the fact does not exist */
  raw(name: string): number | string | null;
}

/** A sentence for each reason of each part. */
export type ReasonTexts = Readonly<
  Record<TrustPart, Readonly<Record<TrustFinding["reason"], (facts: Facts) => string>>>
>;

export interface TrustTexts {
  readonly parts: Readonly<Record<TrustPart, string>>;
  readonly grades: Readonly<Record<TrustGrade, string>>;
  readonly notExamined: string;
  readonly verdicts: Readonly<Record<TrustGrade, string>>;
  readonly stresses: Readonly<Record<StressName, string>>;
  readonly reasons: ReasonTexts;
}
