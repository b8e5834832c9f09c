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

/** From where on a test rules luck out, and from where on it finds nothing but luck. */
const DEFLATED = { holds: 0.95, fails: 0.5 };
const OVERFITTING = { holds: 0.1, fails: 0.5 };
const SUPERIOR = { holds: 0.05, fails: 0.2 };

/**
 * The statistics in a word. Three tests are asked: the deflated Sharpe ratio, overfitting, and superior
 * predictive ability. All must rule luck out for `holds`; two that find nothing but luck, or a best
 * Sharpe ratio that is not above 0, make `luck`.
 */
export function luckVerdict({ best, overfitting, superior }: SweepLuck): LuckVerdict {
  if (best === null) return "none";
  const probability = overfitting?.probability ?? null;
  const failed = [
    best.deflatedSharpe < DEFLATED.fails,
    probability !== null && probability >= OVERFITTING.fails,
    superior.consistent > SUPERIOR.fails,
  ].filter((fails) => fails).length;
  if (failed >= 2 || best.sharpe <= 0) return "luck";
  const holds =
    best.deflatedSharpe >= DEFLATED.holds &&
    probability !== null &&
    probability <= OVERFITTING.holds &&
    superior.consistent <= SUPERIOR.holds;
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
