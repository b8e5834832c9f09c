/** A verdict as one page of text for a terminal, the weakest point first. */
import { numberText, spanText } from "../../reports/number-text.js";
import type { TrustFinding, TrustGrade } from "../../trust/findings.js";
import type { TrustVerdict } from "../../trust/trust-options.js";
import { findingText, verdictText } from "../../trust/trust-text.js";
import type { CommandContext } from "../context.js";
import { type Colours, coloursOf } from "../print/colours.js";
import { wrapText } from "../print/text-width.js";

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
  ].join("\n");
}
