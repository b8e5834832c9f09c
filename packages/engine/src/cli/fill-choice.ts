/** The values of `--fill` and the rules for holes that they name. */
import type { FillRule } from "../market-data/bars.js";

/** Values of `--fill`. */
export const FILL_CHOICES = ["none", "flat", "drop-day"] as const;
export type FillChoice = (typeof FILL_CHOICES)[number];

/** The rule that a value of `--fill` names. */
export function fillRule(choice: FillChoice): FillRule {
  return choice === "drop-day" ? "dropDay" : choice;
}

/** The value of `--fill` that names a rule. */
export function fillChoice(rule: FillRule): FillChoice {
  return rule === "dropDay" ? "drop-day" : rule;
}
