/** `perpmill trust`: whether a configuration is to be trusted. */
import { dataIdentity } from "../../runs/backtest.js";
import { trustOn } from "../../trust/trust.js";
import { trustJson } from "../../trust/trust-json.js";
import { trustTexts } from "../../trust/trust-text.js";
import type { CommandContext } from "../context.js";
import {
  checkSameBars,
  otherMarkets,
  type TrustCommandOptions,
  trustFiles,
  trustRequest,
} from "../trust/request.js";
import { trustText } from "../trust/trust-text.js";
import { runStudyCommand } from "../walk-forward/run-study.js";

/**
 * Examines the configuration, and prints and writes the verdict.
 * @throws PerpmillError; then no output file is there
 */
export async function trustCommand(
  configPath: string,
  options: TrustCommandOptions,
  context: CommandContext,
): Promise<void> {
  const request = await trustRequest(configPath, options, context);
  const { parts } = trustTexts(context.lang);
  await runStudyCommand(configPath, options, context, {
    label: context.texts.trust.running,
    inputs: trustFiles(options, context),
    run: async ({ store: _, ...basis }, platform, progress) => {
      checkSameBars(request.sweep, dataIdentity(basis.bars), context);
      const others = await otherMarkets(options, basis.config.instrument, context);
      return trustOn(
        {
          ...request,
          ...basis,
          others,
          onProgress: ({ part, done, total }) =>
            progress.report(done / total, `${done} / ${total} ${parts[part]}`),
        },
        platform,
      );
    },
    json: trustJson,
    text: (verdict, tookMs) => trustText(verdict, tookMs, context),
  });
}
