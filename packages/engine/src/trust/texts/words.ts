/** The words of a verdict, in any language. */
import type { PathModel } from "../../config/types.js";
import type { NumberKind } from "../../reports/number-text.js";
import type { TrustFinding, TrustGrade, TrustPart } from "../findings.js";
import type { StressName } from "../stress-names.js";

/** What sentences take from a finding: its facts as texts. */
export interface Facts {
  number(name: string, kind: NumberKind): string;
  /** whole per cents, and no more than is sure: above 99 % is not 100 % */
  chance(name: string): string;
  /** a day in UTC */
  day(name: string): string;
  /** of some words the one that the fact names; nothing for any other */
  word(name: string, words: Readonly<Record<string, string>>): string;
  /** the last name of a path */
  field(name: string): string;
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
  /** path models and fill rules by their names in a configuration */
  readonly models: Readonly<Record<PathModel, string>>;
  readonly rules: Readonly<Record<"touch" | "through", string>>;
  readonly reasons: ReasonTexts;
}
