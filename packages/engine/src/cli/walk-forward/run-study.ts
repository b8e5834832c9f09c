/** What the commands of studies over time do around the study: files, progress, output. */
import { join } from "node:path";
import type { NormalisedConfig } from "../../config/types.js";
import { dataIdentity } from "../../runs/backtest.js";
import type { DataIdentity } from "../../runs/result.js";
import { sweepJournals } from "../../sweeps/journal-node.js";
import type { ThreadPlatform } from "../../sweeps/threads.js";
import { nodeThreads } from "../../sweeps/threads-node.js";
import type { FoldMarket, FoldRequest } from "../../walk-forward/fold-options.js";
import type { CommandContext } from "../context.js";
import { homeOrNone } from "../home.js";
import { inputFiles, loadStudyInputs } from "../load-inputs.js";
import { type NamedFile, withOutputFiles } from "../output-files.js";
import { type Progress, startProgress } from "../print/progress.js";
import { type StudyOptions, workersOf } from "./request.js";

/** What every study is run with. */
export type StudyBasis = FoldMarket &
  Pick<FoldRequest, "signal" | "store"> & { readonly config: NormalisedConfig };

/** A command's study. */
export interface CommandStudy<Result> {
  /** before the progress bar */
  readonly label: string;
  /** files that are read besides those of every command */
  readonly inputs?: readonly NamedFile[];
  readonly run: (
    basis: StudyBasis,
    platform: ThreadPlatform,
    progress: Progress,
  ) => Promise<Result>;
  readonly json: (result: Result, data: DataIdentity) => object;
  readonly text: (result: Result, tookMs: number) => string;
}

/**
 * Reads the inputs, runs the study, and prints and writes what it gives.
 * @throws PerpmillError; then no output file is there
 */
export async function runStudyCommand<Result>(
  configPath: string,
  options: StudyOptions,
  context: CommandContext,
  study: CommandStudy<Result>,
): Promise<void> {
  const { host, texts } = context;
  const { out } = options;
  const workers = workersOf(options, context);
  const outputs: NamedFile[] = out === undefined ? [] : [{ option: "--out", path: out }];
  await withOutputFiles(context, async (files) => {
    files.check(outputs, [...inputFiles(configPath, options), ...(study.inputs ?? [])]);
    const inputs = await loadStudyInputs(configPath, options, context, workers);
    const { bars, mark, funding, config, userStrategy } = inputs;
    const home = options.cache === false ? null : homeOrNone(options.home, context);
    const store = home === null ? undefined : sweepJournals(join(home, "sweeps"));
    const basis = { bars, mark, funding, config, userStrategy, workers, store };
    const progress = await startProgress(host, study.label);
    const startedMs = host.nowMs();
    let result: Result;
    try {
      const platform = nodeThreads(host.sweepWorker);
      result = await study.run({ ...basis, signal: host.signal }, platform, progress);
    } finally {
      progress.end();
    }
    const tookMs = host.nowMs() - startedMs;
    const json = `${JSON.stringify(study.json(result, dataIdentity(bars)))}\n`;
    if (out !== undefined) await files.write(out, [json]);
    if (options.json === true) host.stdout.write(json);
    else host.stdout.write(study.text(result, tookMs));
  });
  if (out !== undefined && options.json !== true) host.stdout.write(`${texts.wrote(out)}\n`);
}
