/** What the statistics of luck say, in sentences. */
import { numberText, plainNumber } from "../reports/number-text.js";
import type { Language } from "../reports/texts/index.js";
import type { LuckMissing, SweepLuck } from "./luck.js";
import { LUCK_EN, type LuckTexts } from "./texts/en.js";
import { LUCK_ZH } from "./texts/zh.js";

/** The words in a language. */
export function luckTexts(lang: Language): LuckTexts {
  return lang === "zh" ? LUCK_ZH : LUCK_EN;
}

/**
 * `luck`: a winner as good is to be expected from luck alone; `holds`: every test rules that out;
 * `doubtful`: some do; `none`: there is no winner.
 */
export const LUCK_VERDICTS = ["none", "luck", "doubtful", "holds"] as const;
export type LuckVerdict = (typeof LUCK_VERDICTS)[number];

const CONVINCING = 0.95;
/** Of splits in which the best of one half is the median or worse in the other. */
const OVERFITTING_MAX = 0.1;

/** The statistics in a word. */
export function luckVerdict(luck: SweepLuck): LuckVerdict {
  const { best, overfitting, superior, expectedBestSharpeEffective } = luck;
  if (best === null) return "none";
  const isExpected = best.sharpe <= Math.max(0, expectedBestSharpeEffective);
  if (isExpected || (overfitting !== null && overfitting.probability >= 0.5)) return "luck";
  const holds =
    best.deflatedSharpe >= CONVINCING &&
    superior.consistent <= 1 - CONVINCING &&
    overfitting !== null &&
    overfitting.probability <= OVERFITTING_MAX;
  return holds ? "holds" : "doubtful";
}

/** Whole per cents, as no more of these numbers is sure; what is not certain is never shown as 100 %. */
function share(value: number): string {
  if (value > 0.99 && value < 1) return ">99 %";
  return `${plainNumber(value * 100, 1)} %`;
}

/** A share of resamples: that none was as good only says that it is less than one of them. */
function pValue(value: number, draws: number): string {
  return value === 0 ? `<${share(1 / draws)}` : share(value);
}

function ratio(value: number): string {
  return numberText(value, "ratio");
}

function count(value: number): string {
  return numberText(value, "count");
}

function bestSentences(luck: SweepLuck, texts: LuckTexts): string[] {
  const { best, days, expectedBestSharpe, expectedBestSharpeEffective } = luck;
  if (best === null) return [];
  const { minimumTrackDays: needed } = best;
  return [
    texts.expected(
      ratio(best.sharpe),
      ratio(expectedBestSharpe),
      ratio(expectedBestSharpeEffective),
    ),
    texts.deflated(
      share(best.probabilisticSharpe),
      share(best.deflatedSharpe),
      share(best.deflatedSharpeEffective),
    ),
    needed === null ? texts.noTrack : texts.track(count(needed), count(days)),
  ];
}

/**
 * Sentences about the best of a study, the verdict first.
 * @param luck null: there is none
 * @param missing why there is none
 */
export function luckText(
  luck: SweepLuck | null,
  missing: LuckMissing | null,
  lang: Language,
): readonly string[] {
  const texts = luckTexts(lang);
  if (luck === null) return missing === null ? [] : [texts.missing[missing]];
  const { trials, days, effectiveTrials, periodDays, overfitting, superior } = luck;
  const { realityCheck, consistent, lower, upper } = superior;
  const sentences = [
    texts.verdicts[luckVerdict(luck)],
    texts.tried(count(trials), count(days), plainNumber(effectiveTrials, 1)),
    ...bestSentences(luck, texts),
  ];
  if (overfitting !== null) {
    const { probability, splits, lossProbability } = overfitting;
    sentences.push(texts.overfitting(share(probability), count(splits), share(lossProbability)));
  }
  const shown = [realityCheck, consistent, lower, upper].map((one) => pValue(one, superior.draws));
  sentences.push(texts.superior(shown[0], shown[1], shown[2], shown[3]));
  if (periodDays > 1) sentences.push(texts.joined(count(periodDays)));
  return sentences;
}
