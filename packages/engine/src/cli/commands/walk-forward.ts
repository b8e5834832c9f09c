/** `perpmill walk-forward` and `perpmill k-fold`. */
import type { FoldProgress } from "../../walk-forward/fold-options.js";
import { kFoldJson, walkForwardJson } from "../../walk-forward/folds-json.js";
import { kFoldOn } from "../../walk-forward/k-fold.js";
import { walkForwardOn } from "../../walk-forward/walk-forward.js";
import type { CommandContext } from "../context.js";
import type { Progress } from "../print/progress.js";
import { kFoldText, walkForwardText } from "../walk-forward/folds-text.js";
import {
  type KFoldCommandOptions,
  kFoldRequest,
  type WalkForwardCommandOptions,
  walkForwardRequest,
} from "../walk-forward/request.js";
import { runStudyCommand } from "../walk-forward/run-study.js";

function teller(progress: Progress, { texts }: CommandContext): (now: FoldProgress) => void {
  return ({ fold, folds, stage, share }) =>
    progress.report(share, texts.walkForward.fold(fold + 1, folds, stage));
}

/**
 * Runs a walk-forward and prints its folds.
 * @throws PerpmillError; then no output file is there, and the same command goes on where it stopped
 */
export async function walkForwardCommand(
  configPath: string,
  options: WalkForwardCommandOptions,
  context: CommandContext,
): Promise<void> {
  const asked = await walkForwardRequest(configPath, options, context);
  await runStudyCommand(configPath, options, context, {
    label: context.texts.walkForward.running,
    run: (basis, platform, progress) =>
      walkForwardOn({ ...basis, ...asked, onProgress: teller(progress, context) }, platform),
    json: walkForwardJson,
    text: (result, tookMs) => walkForwardText(result, tookMs, context),
  });
}

/**
 * Runs a purged k-fold and prints its folds.
 * @throws PerpmillError; then no output file is there, and the same command goes on where it stopped
 */
export async function kFoldCommand(
  configPath: string,
  options: KFoldCommandOptions,
  context: CommandContext,
): Promise<void> {
  const asked = await kFoldRequest(configPath, options, context);
  await runStudyCommand(configPath, options, context, {
    label: context.texts.walkForward.running,
    run: (basis, platform, progress) =>
      kFoldOn({ ...basis, ...asked, onProgress: teller(progress, context) }, platform),
    json: kFoldJson,
    text: (result, tookMs) => kFoldText(result, tookMs, context),
  });
}
