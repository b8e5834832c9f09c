/** `perpmill splits`: one configuration in each part of the time. */
import { timeSplitsJson } from "../../walk-forward/folds-json.js";
import { timeSplitsOn } from "../../walk-forward/time-splits.js";
import type { CommandContext } from "../context.js";
import type { SplitsCommandOptions } from "../walk-forward/request.js";
import { runStudyCommand } from "../walk-forward/run-study.js";
import { splitsText } from "../walk-forward/splits-text.js";

/**
 * Runs the configuration on each window alone and as a part of the whole.
 * @throws PerpmillError; then no output file is there
 */
export async function splitsCommand(
  configPath: string,
  options: SplitsCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { by = "month" } = options;
  await runStudyCommand(configPath, options, context, {
    label: context.texts.walkForward.runningSplits,
    run: ({ store: _, ...basis }, platform, progress) => {
      const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
        progress.report(done / total, `${done} / ${total}`);
      return timeSplitsOn({ ...basis, by, onProgress }, platform);
    },
    json: timeSplitsJson,
    text: (result, tookMs) => splitsText(result, tookMs, context),
  });
}
