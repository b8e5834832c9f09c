/** What the engine refuses, in the page's language. Its own words are English. */
import { configFieldTexts, type ErrorIssue, listStrategies } from "@perpmill/engine";
import { ISSUE_PATTERNS_ZH } from "../../../locales/issues-zh";

/** Row and column of a margin tier. */
const TIER = /^instrument\.tiers\.(\d+)\.(\w+)$/;

/** What a field is called, with the path where it has no name. */
export function fieldName(path: string, language: "en" | "zh"): string {
  const tier = TIER.exec(path);
  if (tier !== null) {
    const column = configFieldTexts(`instrument.tiers.${tier[2]}`, language)?.title ?? tier[2];
    return `${column} ${Number(tier[1]) + 1}`;
  }
  const plain = path.replace(/^(strategy\.size)\..*/, "$1");
  for (const { id } of listStrategies()) {
    const title = configFieldTexts(plain, language, id)?.title;
    if (title !== undefined) return title;
  }
  return path;
}

/** An issue as it stands beside its field. */
export function issueText({ message }: ErrorIssue, language: string): string {
  if (language !== "zh") return message;
  for (const [pattern, text] of ISSUE_PATTERNS_ZH) {
    if (pattern.test(message)) return message.replace(pattern, text);
  }
  return message;
}
