/** `perpmill sweep`: every configuration that axes make of one. */

import { join, resolve } from "node:path";
import { KERNEL_SHA256 } from "@perpmill/core-wasm";
import { writeAtomically } from "../../cache/atomic-file.js";
import { PerpmillError } from "../../errors.js";
import { numberText, spanText } from "../../reports/number-text.js";
import { dataIdentity } from "../../runs/backtest.js";
import { sweepJournals } from "../../sweeps/journal-node.js";
import { bestRows } from "../../sweeps/rank.js";
import { sweepOn } from "../../sweeps/run-sweep.js";
import type { SweepOptions, SweepProgress, SweepResult } from "../../sweeps/sweep-options.js";
import { nodeThreads } from "../../sweeps/threads-node.js";
import { ENGINE_VERSION } from "../../version.js";
import type { CommandContext } from "../context.js";
import { homeOrNone } from "../home.js";
import { type Inputs, inputFiles, loadInputs } from "../load-inputs.js";
import { OutputFiles } from "../output-files.js";
import { startProgress } from "../print/progress.js";
import {
  type SweepCommandOptions,
  type SweepCommandRequest,
  sweepRequest,
} from "../sweep/request.js";
import { rowsFormat, rowsWriter } from "../sweep/rows-file.js";
import { metricText, metricTitle, sweepText } from "../sweep/sweep-text.js";

/** What belongs to all rows of a sweep, as it is written to files and printed as JSON. */
function summaryOf(result: SweepResult, { bars }: Inputs): object {
  const { config, axes, metrics, outcomes, leftOut, walked, refused } = result;
  const engine = { version: ENGINE_VERSION, kernelSha256: KERNEL_SHA256 };
  const data = dataIdentity(bars);
  return {
    rows: result.table.length,
    axes,
    metrics,
    outcomes,
    leftOut,
    walked,
    refused,
    config,
    engine,
    data,
  };
}

/** Progress with the best so far and the time that is left, by the command's clock. */
function detailOf(progress: SweepProgress, spentMs: number, context: CommandContext): string {
  const { done, total, reused, best } = progress;
  const { texts } = context;
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

/** Writes the file while the sweep runs; it has its name when the sweep has ended. */
async function runIntoFile(
  path: string,
  inputs: Inputs,
  asked: SweepCommandRequest,
  options: SweepCommandOptions,
  context: CommandContext,
): Promise<SweepResult> {
  const format = rowsFormat(path, context);
  let result: SweepResult | null = null;
  try {
    await writeAtomically(resolve(context.host.cwd, path), async (file) => {
      const writer = await rowsWriter(format, file);
      result = await runShown(inputs, asked, options, context, (rows) => writer.rows(rows));
      await writer.end(summaryOf(result, inputs));
    });
  } catch (error) {
    if (error instanceof PerpmillError || !isFileError(error)) throw error;
    const { writeFailed, writeFailedHint } = context.texts.messages;
    throw new PerpmillError("OUTPUT_FAILED", {
      message: writeFailed(error.message),
      where: { file: path },
      hint: writeFailedHint,
      cause: error,
    });
  }
  if (result === null) throw new Error("a sweep that has ended has a result");
  return result;
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}

/** Rows as an object of columns. */
function jsonOf(result: SweepResult, asked: SweepCommandRequest, inputs: Inputs): string {
  const columns = Object.fromEntries(
    result.table.columns.map(({ name, kind, values }) => [
      name,
      kind === "number" ? Array.from(values, (one) => (Number.isNaN(one) ? null : one)) : values,
    ]),
  );
  const best = bestRows(result.table, asked.request.rankBy, asked.top);
  return `${JSON.stringify({ ...summaryOf(result, inputs), best, columns })}\n`;
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
  if (out !== undefined) rowsFormat(out, context);
  const inputs = await loadInputs(configPath, options, context);
  const startedMs = host.nowMs();
  const result =
    out === undefined
      ? await runShown(inputs, asked, options, context, undefined)
      : await runIntoFile(out, inputs, asked, options, context);
  const tookMs = host.nowMs() - startedMs;
  if (options.json === true) {
    host.stdout.write(jsonOf(result, asked, inputs));
    return;
  }
  const { rankBy } = asked.request;
  host.stdout.write(sweepText(result, { rankBy, top: asked.top, tookMs }, context));
  if (out !== undefined) host.stdout.write(`${texts.wrote(out)}\n`);
}
