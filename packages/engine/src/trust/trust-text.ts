/** A verdict in sentences. */
import type { PathModel } from "../config/types.js";
import { dateText, NO_NUMBER, numberText } from "../reports/number-text.js";
import type { Language } from "../reports/texts/index.js";
import type { TrustFinding, TrustGrade } from "./findings.js";
import type { StressName } from "./stress-names.js";
import { TRUST_EN } from "./texts/en.js";
import type { Facts, TrustTexts } from "./texts/words.js";
import { TRUST_ZH } from "./texts/zh.js";

/** The words in a language. */
export function trustTexts(lang: Language): TrustTexts {
  return lang === "zh" ? TRUST_ZH : TRUST_EN;
}

/** A finding in words. */
export interface FindingText {
  /** the question that it answers */
  readonly title: string;
  /** the severity */
  readonly grade: string;
  readonly text: string;
}

const PER_CENT = 100;

function chanceText(value: number): string {
  if (value > 0.99 && value < 1) return ">99 %";
  if (value > 0 && value < 0.01) return "<1 %";
  return `${Math.round(value * PER_CENT)} %`;
}

function wordOf(name: string, words: Readonly<Record<string, string>>): string {
  return Object.hasOwn(words, name) ? words[name] : "";
}

function factsOf({ facts }: TrustFinding): Facts {
  const numeric = (name: string, show: (value: number) => string) => {
    const value = facts[name];
    return typeof value === "number" ? show(value) : NO_NUMBER;
  };
  return {
    number: (name, kind) => numeric(name, (value) => numberText(value, kind)),
    chance: (name) => numeric(name, chanceText),
    day: (name) => numeric(name, dateText),
    word: (name, words) => wordOf(String(facts[name]), words),
    field: (name) => String(facts[name]).split(".").at(-1) ?? "",
    raw: (name) => facts[name] ?? null,
  };
}

/** What a finding says in plain words. */
export function findingText(finding: TrustFinding, lang: Language): FindingText {
  const texts = trustTexts(lang);
  const { part, reason, grade, matters } = finding;
  const sentences: Readonly<Record<string, (facts: Facts) => string>> = texts.reasons[part];
  // A file may say anything.
  const say = Object.hasOwn(sentences, reason) ? sentences[reason] : undefined;
  return {
    title: texts.parts[part],
    grade: matters ? texts.grades[grade] : texts.notExamined,
    text: say === undefined ? "" : say(factsOf(finding)),
  };
}

/** What a stress is. */
export function stressText(name: StressName, lang: Language): string {
  return trustTexts(lang).stresses[name];
}

/** What a path model is called. */
export function modelText(model: PathModel, lang: Language): string {
  return trustTexts(lang).models[model];
}

/** The verdict in a sentence. */
export function verdictText(grade: TrustGrade, lang: Language): string {
  return trustTexts(lang).verdicts[grade];
}
