/** `perpmill run`: one backtest. */
import { equityCsv, tradesCsv } from "../../reports/csv.js";
import { numberText, spanText } from "../../reports/number-text.js";
import { resultJson, resultJsonText } from "../../reports/result-json.js";
import { backtest } from "../../runs/backtest.js";
import type { BacktestResult } from "../../runs/result.js";
import type { CommandContext } from "../context.js";
import { type DataOptions, type Inputs, inputFiles, loadInputs } from "../load-inputs.js";
import { type NamedFile, OutputFiles, withOutputFiles } from "../output-files.js";
import { startProgress } from "../print/progress.js";
import type { FollowRunOptions } from "./run-follow.js";

export interface RunOptions extends DataOptions, FollowRunOptions {
  readonly out?: string;
  readonly trades?: string;
  readonly equity?: string;
  readonly layer?: "plain" | "lazy";
  readonly json?: boolean;
}

function outputFiles({ out, trades, equity }: RunOptions): NamedFile[] {
  const files: NamedFile[] = [];
  if (out !== undefined) files.push({ option: "--out", path: out });
  if (trades !== undefined) files.push({ option: "--trades", path: trades });
  if (equity !== undefined) files.push({ option: "--equity", path: equity });
  return files;
}

/** Runs a backtest with a progress bar on a terminal. */
export async function runWithProgress(
  inputs: Pick<Inputs, "bars" | "mark" | "funding" | "config"> &
    Partial<Pick<Inputs, "instrumentRules">>,
  layer: "plain" | "lazy",
  { host, texts }: CommandContext,
): Promise<BacktestResult> {
  const progress = await startProgress(host, texts.running);
  try {
    return await backtest({
      ...inputs,
      layer,
      now: host.nowMs,
      signal: host.signal,
      onProgress: ({ bars, totalBars, equity }) =>
        progress.report(bars / totalBars, `${texts.equity} ${numberText(equity, "money")}`),
    });
  } finally {
    progress.end();
  }
}

/**
 * Writes the files that are asked for, all or none.
 * @throws OUTPUT_FAILED, ABORTED
 */
export async function writeOutputs(
  result: BacktestResult,
  loadMs: number,
  options: RunOptions,
  context: CommandContext,
): Promise<void> {
  await withOutputFiles(context, async (files) => {
    const { out, trades, equity } = options;
    if (out !== undefined) {
      await files.write(out, [resultJsonText(resultJson(result, { loadMs }))]);
    }
    if (trades !== undefined) await files.write(trades, tradesCsv(result.trades));
    if (equity !== undefined) await files.write(equity, equityCsv(result.equity));
  });
}

/**
 * Reads, runs, writes the files that are asked for, and prints the result.
 * @throws PerpmillError; then no output file is there
 */
export async function runCommand(
  configPath: string,
  options: RunOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const outputs = outputFiles(options);
  new OutputFiles(context).check(outputs, inputFiles(configPath, options));
  const inputs = await loadInputs(configPath, options, context);
  if (options.follow === true) {
    const { followCommand } = await import("./run-follow.js");
    await followCommand(inputs, options, context);
    return;
  }
  const result = await runWithProgress(inputs, options.layer ?? "lazy", context);
  await writeOutputs(result, inputs.loadMs, options, context);
  if (options.json === true) {
    host.stdout.write(resultJsonText(resultJson(result, { loadMs: inputs.loadMs })));
    return;
  }
  const { resultText } = await import("../print/result-text.js");
  const read = texts.loadTime(spanText(inputs.loadMs));
  const before = inputs.fromCache ? `${read} (${texts.fromCache})` : read;
  host.stdout.write(resultText(result, { before }, context));
  for (const { path } of outputs) host.stdout.write(`${texts.wrote(path)}\n`);
}
