/** `perpmill sweep`: every configuration that axes make of one. */

import { join } from "node:path";
import { numberText, spanText } from "../../reports/number-text.js";
import { dataIdentity } from "../../runs/backtest.js";
import { sweepJournals } from "../../sweeps/journal-node.js";
import { sweepOn } from "../../sweeps/run-sweep.js";
import { sweepJson, sweepSummaryJson } from "../../sweeps/sweep-json.js";
import type { SweepOptions, SweepProgress, SweepResult } from "../../sweeps/sweep-options.js";
import { nodeThreads } from "../../sweeps/threads-node.js";
import type { CommandContext } from "../context.js";
import { homeOrNone } from "../home.js";
import { type Inputs, inputFiles, loadStudyInputs } from "../load-inputs.js";
import { OutputFiles } from "../output-files.js";
import { startProgress } from "../print/progress.js";
import {
  type SweepCommandOptions,
  type SweepCommandRequest,
  sweepRequest,
} from "../sweep/request.js";
import { checkRowsFormat, studyIntoFile } from "../sweep/rows-into-file.js";
import { metricText, metricTitle, sweepText } from "../sweep/sweep-text.js";

/** Progress with the best so far and the time that is left, by the command's clock. */
function detailOf(progress: SweepProgress, spentMs: number, context: CommandContext): string {
  const { done, total, reused, best, luckShare } = progress;
  const { texts } = context;
  if (luckShare !== null) return texts.sweeps.judging(numberText(luckShare, "share"));
  const parts = [`${numberText(done, "count")} / ${numberText(total, "count")}`];
  const ran = done - reused;
  if (ran > 0 && done < total)
    parts.push(texts.sweeps.left(spanText((spentMs / ran) * (total - done))));
  if (best !== null) {
    parts.push(`${metricTitle(best.metric, context)} ${metricText(best.metric, best.value)}`);
  }
  return parts.join("  ");
}

async function runShown(
  inputs: Inputs,
  { request, workers }: SweepCommandRequest,
  options: SweepCommandOptions,
  context: CommandContext,
  onRows: SweepOptions["onRows"],
): Promise<SweepResult> {
  const { host, texts } = context;
  const home = options.cache === false ? null : homeOrNone(options.home, context);
  const progress = await startProgress(host, texts.sweeps.running);
  const startedMs = host.nowMs();
  const { bars, mark, funding, config, userStrategy } = inputs;
  try {
    return await sweepOn(
      {
        ...request,
        ...{ bars, mark, funding, config, userStrategy, workers, onRows },
        signal: host.signal,
        store: home === null ? undefined : sweepJournals(join(home, "sweeps")),
        onProgress: (now) =>
          progress.report(now.done / now.total, detailOf(now, host.nowMs() - startedMs, context)),
      },
      nodeThreads(host.sweepWorker),
    );
  } finally {
    progress.end();
  }
}

/**
 * Runs the sweep, writes its file, and prints the best rows.
 * @throws PerpmillError; then no output file is there, and the same command goes on where it stopped
 */
export async function sweepCommand(
  configPath: string,
  options: SweepCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const asked = sweepRequest(options, context);
  const { out } = options;
  const outputs = out === undefined ? [] : [{ option: "--out", path: out }];
  new OutputFiles(context).check(outputs, inputFiles(configPath, options));
  if (out !== undefined) checkRowsFormat(out, context);
  const inputs = await loadStudyInputs(configPath, options, context, asked.workers);
  const data = dataIdentity(inputs.bars);
  const startedMs = host.nowMs();
  const result =
    out === undefined
      ? await runShown(inputs, asked, options, context, undefined)
      : await studyIntoFile(
          out,
          "sweep",
          async (onRows) => {
            const ended = await runShown(inputs, asked, options, context, onRows);
            return { result: ended, summary: sweepSummaryJson(ended, data) };
          },
          context,
        );
  const tookMs = host.nowMs() - startedMs;
  if (options.json === true) {
    const { rankBy } = asked.request;
    const json = sweepJson(result, data, { rankBy, top: asked.top });
    host.stdout.write(`${JSON.stringify(json)}\n`);
    return;
  }
  const { rankBy } = asked.request;
  host.stdout.write(sweepText(result, { rankBy, top: asked.top, tookMs }, context));
  if (out !== undefined) host.stdout.write(`${texts.wrote(out)}\n`);
}
