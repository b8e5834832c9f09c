/** How much luck can explain: of the returns themselves, and of having picked them out of many. */
import { luckVerdict } from "../../luck/luck-text.js";
import { expectedMaximumSharpe, probabilisticSharpe } from "../../luck/sharpe-statistics.js";
import { LUCK_DAYS_MIN, outOfSampleLuck } from "../../walk-forward/out-of-sample-luck.js";
import { gradeUp, type TrustFinding, type TrustGrade, worse } from "../findings.js";
import type { TriedStudy, TrustLuck, TrustRequest } from "../trust-options.js";

const YEAR_DAYS = 365;
/** More tries than this are as good as any number. */
const TRIES_MAX = 1e12;

function lengthOf(trials: TriedStudy["trials"]): number | null {
  if (trials === undefined) return null;
  return typeof trials === "number" ? trials : trials.length;
}

/** How many configurations were tried; null: nobody told. */
function triedOf({ sweep, tried }: Pick<TrustRequest, "sweep" | "tried">): number | null {
  const ofStudy =
    sweep?.luck?.trials ?? sweep?.table?.length ?? sweep?.rows ?? lengthOf(sweep?.trials) ?? null;
  if (tried === undefined) return ofStudy;
  return Math.max(tried, ofStudy ?? 1);
}

/** The least number of tries, to about a per cent, of which luck is expected to give so good a best one. */
function triesFor(sharpe: number, variance: number): number | null {
  if (!(sharpe > 0)) return null;
  let tries = 1;
  while (expectedMaximumSharpe(tries, variance) < sharpe) {
    tries = Math.max(tries + 1, tries * 1.01);
    if (tries > TRIES_MAX) return null;
  }
  return Math.round(tries);
}

/**
 * @param returns of each day of the run, share of one
 */
export function trustLuck(
  returns: Float32Array,
  request: Pick<TrustRequest, "sweep" | "tried">,
): TrustLuck {
  const own = outOfSampleLuck(returns);
  const tried = triedOf(request);
  const study = request.sweep?.luck ?? null;
  const studyMissing = request.sweep?.luckMissing ?? null;
  const common = { own, tried, study, studyMissing, fromStudy: study !== null };
  if (own === null) {
    return { ...common, expectedSharpe: null, deflatedSharpe: null, triesToExplain: null };
  }
  const daily = own.sharpe / Math.sqrt(YEAR_DAYS);
  // Without a study: as trials without an edge, each over as many days, would differ.
  const variance = study === null ? 1 / (own.days - 1) : study.sharpeDeviation ** 2 / YEAR_DAYS;
  const expected = tried === null ? null : expectedMaximumSharpe(tried, variance);
  const { days: observations, skewness, kurtosis } = own;
  const estimate = { sharpe: daily, observations, skewness, kurtosis };
  return {
    ...common,
    expectedSharpe: expected === null ? null : expected * Math.sqrt(YEAR_DAYS),
    deflatedSharpe: expected === null ? null : probabilisticSharpe(estimate, expected),
    triesToExplain: triesFor(daily, variance),
  };
}

/** 95 % is the usual word for sure; under one half luck explains it better than an edge. */
const PROBABILITY = { strong: 0.95, fair: 0.8, weak: 0.5 };

/** What the study says of its own choice. */
function ofStudy({ study }: TrustLuck): TrustGrade {
  if (study === null) return "strong";
  switch (luckVerdict(study)) {
    case "holds":
      return "strong";
    case "doubtful":
      return (study.overfitting?.probability ?? 0) >= 0.5 ? "weak" : "fair";
    default:
      return "fatal";
  }
}

export function luckPartFinding(luck: TrustLuck): TrustFinding {
  const { own, tried, deflatedSharpe, expectedSharpe, triesToExplain, study } = luck;
  const facts = {
    tried,
    triesToExplain,
    expectedSharpe,
    deflatedSharpe,
    sharpe: own?.sharpe ?? null,
    probabilisticSharpe: own?.probabilisticSharpe ?? null,
    days: own?.days ?? null,
    minimumDays: own?.minimumTrackRecordDays ?? null,
    overfitting: study?.overfitting?.probability ?? null,
    superior: study?.superior.consistent ?? null,
  };
  const found = { part: "luck", matters: true, facts } as const;
  if (own === null) {
    return {
      ...found,
      grade: "weak",
      reason: "fewDays",
      value: null,
      facts: { ...facts, days: LUCK_DAYS_MIN },
    };
  }
  if (deflatedSharpe === null) {
    const grade = worse("weak", gradeUp(own.probabilisticSharpe, PROBABILITY));
    return { ...found, grade, reason: "untold", value: own.probabilisticSharpe };
  }
  const alone = gradeUp(deflatedSharpe, PROBABILITY);
  const chosen = ofStudy(luck);
  const grade = worse(alone, chosen);
  const isStudy = grade !== alone;
  return {
    ...found,
    grade,
    reason: isStudy ? "study" : tried === 1 ? "alone" : "deflated",
    value: deflatedSharpe,
  };
}
