/** The run itself: whether there is anything to trust, and how much there is of it. */
import { gradeUp, type TrustFinding, worse } from "../findings.js";
import { isProfitable, type TrustRow } from "../headlines.js";

/** A quarter, half a year and a year: less has seen one market only. */
const DAYS = { strong: 365, fair: 180, weak: 90 };
/** An average of so many fills is sure to about 1/√n of their spread: 3 %, 6 %, 10 %. */
const FILLS = { strong: 1000, fair: 300, weak: 100 };

function reasonOf(run: TrustRow): string | null {
  if (run.outcome === "liquidated") return "liquidated";
  if ((run.metrics.fills ?? 0) === 0) return "noFills";
  if (!isProfitable(run)) return "loses";
  return null;
}

/** @param days UTC days with bars */
export function runFinding(run: TrustRow, days: number): TrustFinding {
  const { totalReturn, sharpe, maxDrawdown, fills } = run.metrics;
  const facts = { totalReturn, sharpe, maxDrawdown, fills, days };
  const found = { part: "run", matters: true, value: totalReturn, facts } as const;
  const fatal = reasonOf(run);
  if (fatal !== null) return { ...found, grade: "fatal", reason: fatal };
  const ofDays = gradeUp(days, DAYS);
  const ofFills = gradeUp(fills ?? 0, FILLS);
  const length = worse(ofDays, ofFills);
  // Too little is no proof against it, only none for it.
  const grade = length === "fatal" ? "weak" : length;
  if (run.outcome !== "complete")
    return { ...found, grade: worse(grade, "weak"), reason: "stopped" };
  if (grade === "strong") return { ...found, grade, reason: "long" };
  return { ...found, grade, reason: worse(ofDays, ofFills) === ofDays ? "fewDays" : "fewFills" };
}
