/** `perpmill run`: one backtest. */
import { spanText } from "../../reports/number-text.js";
import { resultJson, resultJsonText } from "../../reports/result-json.js";
import type { CommandContext } from "../context.js";
import { inputFiles, loadInputs } from "../load-inputs.js";
import { type NamedFile, OutputFiles } from "../output-files.js";
import { type RunOptions, runWithProgress, writeOutputs } from "./run-steps.js";

function outputFiles({ out, trades, equity }: RunOptions): NamedFile[] {
  const files: NamedFile[] = [];
  if (out !== undefined) files.push({ option: "--out", path: out });
  if (trades !== undefined) files.push({ option: "--trades", path: trades });
  if (equity !== undefined) files.push({ option: "--equity", path: equity });
  return files;
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
  if (options.follow === true) {
    const { followCommand } = await import("./run-follow.js");
    const kept = await loadInputs(configPath, options, context, { holes: "keep" });
    await followCommand(kept, options, context);
    return;
  }
  const inputs = await loadInputs(configPath, options, context);
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
