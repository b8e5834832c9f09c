/** `perpmill risk`: how near a configuration comes to losing the account. */
import { PerpmillError } from "../../errors.js";
import { risk } from "../../risk/risk.js";
import { riskJson } from "../../risk/risk-json.js";
import type { RiskRequest } from "../../risk/risk-options.js";
import { exactNumber } from "../../units.js";
import type { CommandContext } from "../context.js";
import { wholeNumber } from "../option-values.js";
import { riskText } from "../risk/risk-text.js";
import type { StudyOptions } from "../walk-forward/request.js";
import { runStudyCommand } from "../walk-forward/run-study.js";

/** As commander gives them. */
export interface RiskCommandOptions extends StudyOptions {
  readonly probability?: string;
  readonly horizon?: string;
  readonly draws?: string;
  readonly seed?: string;
}

function probabilityOf(text: string, { texts }: CommandContext): number {
  const share = exactNumber(text);
  if (typeof share === "number" && share > 0 && share < 1) return share;
  throw new PerpmillError("USAGE", {
    message: texts.messages.badNumber("--probability", text, texts.risk.share),
  });
}

function requestOf(
  { probability, horizon, draws, seed }: RiskCommandOptions,
  context: CommandContext,
): Omit<RiskRequest, "config"> {
  const whole = (option: string, text: string | undefined, least: 0 | 1) =>
    text === undefined ? undefined : wholeNumber(option, text, least, context.texts);
  return {
    probability: probability === undefined ? undefined : probabilityOf(probability, context),
    horizonDays: whole("--horizon", horizon, 1),
    draws: whole("--draws", draws, 1),
    seed: whole("--seed", seed, 0),
  };
}

/**
 * Runs the report, and prints and writes it.
 * @throws PerpmillError; then no output file is there
 */
export async function riskCommand(
  configPath: string,
  options: RiskCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { risk: words } = context.texts;
  const request = requestOf(options, context);
  await runStudyCommand(configPath, options, context, {
    label: words.running,
    run: ({ bars, mark, funding, config, userStrategy, signal }, _, progress) =>
      risk({
        ...request,
        ...{ bars, mark, funding, config, userStrategy, signal },
        onProgress: ({ phase, share }) => progress.report(share, words.phases[phase]),
      }),
    json: riskJson,
    text: (report, tookMs) => riskText(report, tookMs, context),
  });
}
