/** What a verdict says: findings with a severity, the weakest first, and one word for all of them. */

/** From what forbids trust to what is no objection. */
export const TRUST_GRADES = ["fatal", "weak", "fair", "strong"] as const;
export type TrustGrade = (typeof TRUST_GRADES)[number];

/** What is examined; of findings of one severity the earlier part comes first. */
export const TRUST_PARTS = [
  "run",
  "luck",
  "forward",
  "neighbourhood",
  "stress",
  "fills",
  "paths",
  "bootstrap",
  "starts",
  "transfer",
] as const;
export type TrustPart = (typeof TRUST_PARTS)[number];

/** What a part has found. */
export interface TrustFinding {
  readonly part: TrustPart;
  readonly grade: TrustGrade;
  /** false: the part could not be examined, or nothing was given to examine; the verdict leaves it out */
  readonly matters: boolean;
  /** why the grade is what it is, by the part's own names */
  readonly reason: string;
  /**
   * the number that decides: of `run` its total return, of `luck` and `forward` a probability, of `neighbourhood`,
   * `fills`, `paths`, `starts`, `transfer` the share of runs that hold up, of `stress` what is left of
   * the return under everything mild at once, of `bootstrap` the probability of a loss
   */
  readonly value: number | null;
  /** what its sentences name */
  readonly facts: Readonly<Record<string, number | string | null>>;
}

/** What must be reached for each grade. */
export interface Thresholds {
  readonly strong: number;
  readonly fair: number;
  readonly weak: number;
}

/** The grade of a number of which more is better. */
export function gradeUp(value: number, { strong, fair, weak }: Thresholds): TrustGrade {
  if (value >= strong) return "strong";
  if (value >= fair) return "fair";
  return value >= weak ? "weak" : "fatal";
}

/** The grade of a number of which less is better. */
export function gradeDown(value: number, { strong, fair, weak }: Thresholds): TrustGrade {
  return gradeUp(-value, { strong: -strong, fair: -fair, weak: -weak });
}

/** The worse of two grades. */
export function worse(a: TrustGrade, b: TrustGrade): TrustGrade {
  return TRUST_GRADES[Math.min(TRUST_GRADES.indexOf(a), TRUST_GRADES.indexOf(b))];
}

/** Findings, the weakest first; those that do not matter come last. */
export function weakestFirst(findings: readonly TrustFinding[]): readonly TrustFinding[] {
  const place = ({ part, grade, matters }: TrustFinding) =>
    (matters ? 0 : TRUST_GRADES.length * TRUST_PARTS.length) +
    TRUST_GRADES.indexOf(grade) * TRUST_PARTS.length +
    TRUST_PARTS.indexOf(part);
  return [...findings].sort((a, b) => place(a) - place(b));
}

/** The verdict: never better than the weakest finding that matters. */
export function overallGrade(findings: readonly TrustFinding[]): TrustGrade {
  return findings
    .filter(({ matters }) => matters)
    .reduce<TrustGrade>((grade, finding) => worse(grade, finding.grade), "strong");
}
