/** A verdict as one page of text for a terminal, the weakest point first. */
import { NO_NUMBER, numberText, spanText } from "../../reports/number-text.js";
import type { TrustFinding, TrustGrade } from "../../trust/findings.js";
import { TRUST_HEADLINES, type TrustSpread } from "../../trust/headlines.js";
import type { TrustVerdict } from "../../trust/trust-options.js";
import { findingText, verdictText } from "../../trust/trust-text.js";
import type { CommandContext } from "../context.js";
import { type Colours, coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";
import { wrapText } from "../print/text-width.js";
import { metricText, metricTitle } from "../sweep/sweep-text.js";

const WIDTH = 96;
const INDENT = "  ";

function painted(grade: TrustGrade, text: string, paint: Colours): string {
  switch (grade) {
    case "fatal":
      return paint.red(text);
    case "weak":
      return paint.yellow(text);
    default:
      return grade === "strong" ? paint.green(text) : text;
  }
}

function findingLines(finding: TrustFinding, paint: Colours, { lang }: CommandContext): string[] {
  const { title, grade, text } = findingText(finding, lang);
  const shown = finding.matters ? painted(finding.grade, grade, paint) : paint.dim(grade);
  const lines = wrapText(text, WIDTH - INDENT.length).map((line) => INDENT + line);
  return [`${paint.bold(title)} · ${shown}`, ...lines, ""];
}

function rangeText(spread: TrustSpread | undefined): string {
  const { metric, p5 = null, p95 = null } = spread ?? {};
  if (metric === undefined || p5 === null || p95 === null) return NO_NUMBER;
  return `${metricText(metric, p5)} … ${metricText(metric, p95)}`;
}

/** Every headline metric with what nine in ten mixtures of days, paths and fill assumptions give it. */
function rangesText({ run, parts }: TrustVerdict, context: CommandContext): string {
  const words = context.texts.trust.ranges;
  const { bootstrap, fills, paths } = parts;
  const random = paths.find(({ model }) => model === "random");
  const rows = TRUST_HEADLINES.map((name) => {
    const ranges = [bootstrap, random, fills].map((part) =>
      rangeText(part?.spreads.find(({ metric }) => metric === name)),
    );
    const own = metricText(name, run.metrics[name] ?? Number.NaN);
    return [metricTitle(name, context), own, ...ranges];
  });
  const paint = coloursOf(context.host.stdout, context.host.env);
  const titles = ["", words.own, words.days, words.paths, words.fills];
  return `${paint.bold(words.title)}\n${tableText([titles.map((title) => paint.dim(title)), ...rows], "lrrrr")}\n`;
}

/** The whole text. */
export function trustText(verdict: TrustVerdict, tookMs: number, context: CommandContext): string {
  const { trust: words } = context.texts;
  const { grade, findings, runs, workers } = verdict;
  const paint = coloursOf(context.host.stdout, context.host.env);
  const [weakest] = findings;
  const word = findingText(weakest, context.lang).title;
  return [
    `${paint.bold(painted(grade, verdictText(grade, context.lang), paint))}  ${words.runs(numberText(runs, "count"), spanText(tookMs), Math.max(1, workers))}`,
    ...(grade === "strong" ? [] : [words.weakest(word)]),
    "",
    ...findings.flatMap((finding) => findingLines(finding, paint, context)),
    rangesText(verdict, context),
  ].join("\n");
}
