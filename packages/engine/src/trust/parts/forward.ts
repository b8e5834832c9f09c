/** What choosing on the past came to on the days behind, which no choice had seen. */
import { gradeUp, type TrustFinding, worse } from "../findings.js";
import type { ForwardTest, WalkedStudy } from "../trust-options.js";
import { notExamined } from "./part.js";

/** What counts of a walk-forward; null: none is given. */
export function forwardTest(study: WalkedStudy | undefined): ForwardTest | null {
  if (study === undefined) return null;
  const { folds, metrics, efficiency, luck } = study;
  return {
    folds: folds.length,
    winning: metrics.winningFolds,
    totalReturn: metrics.totalReturn,
    sharpe: metrics.sharpe,
    maxDrawdown: metrics.maxDrawdown,
    efficiency: efficiency.ratio,
    meanRankShare: efficiency.meanRankShare,
    luck,
  };
}

/** Of a Sharpe ratio above 0: nothing is deflated, as these days were not chosen on. */
const PROBABILITY = { strong: 0.95, fair: 0.8, weak: 0.5 };
/** From here on the choice did no better than any other trial. */
const RANK_OF_CHANCE = 0.5;

export function forwardFinding(found: ForwardTest | null): TrustFinding {
  if (found === null) return notExamined("forward", "notGiven");
  const { totalReturn, luck, meanRankShare, ...facts } = found;
  const probability = luck?.probabilisticSharpe ?? null;
  const loses = totalReturn <= 0;
  const isChance = meanRankShare !== null && meanRankShare >= RANK_OF_CHANCE;
  const ofReturns = probability === null ? "weak" : gradeUp(probability, PROBABILITY);
  const grade = isChance ? worse(ofReturns, "weak") : ofReturns;
  return {
    part: "forward",
    grade: loses ? "fatal" : grade,
    matters: true,
    reason: loses ? "loses" : isChance ? "chance" : "earns",
    value: probability,
    facts: { ...facts, totalReturn, meanRankShare, probability, days: luck?.days ?? null },
  };
}
