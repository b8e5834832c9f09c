/** `perpmill optimise`: the parameters that are best by an objective. */
import { join, resolve } from "node:path";
import { writeAtomically } from "../../cache/atomic-file.js";
import { PerpmillError } from "../../errors.js";
import { numberText, spanText } from "../../reports/number-text.js";
import { dataIdentity } from "../../runs/backtest.js";
import { optimiseOn } from "../../search/run-search.js";
import { searchJson, searchSummaryJson } from "../../search/search-json.js";
import type { SearchOptions, SearchProgress, SearchResult } from "../../search/search-options.js";
import { sweepJournals } from "../../sweeps/journal-node.js";
import { nodeThreads } from "../../sweeps/threads-node.js";
import type { CommandContext } from "../context.js";
import { homeOrNone } from "../home.js";
import { type Inputs, inputFiles, loadStudyInputs } from "../load-inputs.js";
import {
  type OptimiseOptions,
  type OptimiseRequest,
  optimiseRequest,
} from "../optimise/request.js";
import { objectiveText, parametersText, searchText } from "../optimise/search-text.js";
import { OutputFiles } from "../output-files.js";
import { startProgress } from "../print/progress.js";
import { checkRowsFormat, studyIntoFile } from "../sweep/rows-into-file.js";

/** Progress with the time that is left, by the command's clock, and the best so far. */
function detailOf(
  { done, share, reused, best }: SearchProgress,
  asked: OptimiseRequest,
  spentMs: number,
  { texts }: CommandContext,
): string {
  const parts = [numberText(done, "count")];
  const ranShare = done === 0 ? 0 : share * (1 - reused / done);
  if (ranShare > 0 && share < 1) {
    parts.push(texts.sweeps.left(spanText((spentMs / ranShare) * (1 - share))));
  }
  if (best !== null) {
    const values = (asked.request.objectives ?? []).map((one, at) => {
      const expression = typeof one === "string" ? one : one.expression;
      return objectiveText({ expression }, best.values[at]);
    });
    parts.push(values.join(" / "), parametersText(best));
  }
  return parts.join("  ");
}

async function runShown(
  inputs: Inputs,
  asked: OptimiseRequest,
  options: OptimiseOptions,
  context: CommandContext,
  onRows: SearchOptions["onRows"],
): Promise<SearchResult> {
  const { host, texts } = context;
  const home = options.cache === false ? null : homeOrNone(options.home, context);
  const progress = await startProgress(host, texts.searches.running);
  const startedMs = host.nowMs();
  const { bars, mark, funding, config, userStrategy } = inputs;
  const { request, workers } = asked;
  try {
    return await optimiseOn(
      {
        ...request,
        ...{ bars, mark, funding, config, userStrategy, workers, onRows },
        signal: host.signal,
        store: home === null ? undefined : sweepJournals(join(home, "sweeps")),
        onProgress: (now) =>
          progress.report(now.share, detailOf(now, asked, host.nowMs() - startedMs, context)),
      },
      nodeThreads(host.sweepWorker),
    );
  } finally {
    progress.end();
  }
}

async function saveBest(
  path: string,
  { best }: SearchResult,
  { host, texts }: CommandContext,
): Promise<void> {
  if (best === null) {
    throw new PerpmillError("SEARCH_INVALID", {
      message: texts.searches.noBestToSave,
      where: { field: "--save-best" },
      hint: texts.searches.noBestToSaveHint,
    });
  }
  await writeAtomically(resolve(host.cwd, path), async (file) => {
    await file.appendFile(`${JSON.stringify(best.config, null, 2)}\n`);
  });
}

/**
 * Runs the search, writes its files, and prints the best trials.
 * @throws PerpmillError; then no file of trials is there, and the same command goes on where it stopped
 */
export async function optimiseCommand(
  configPath: string,
  options: OptimiseOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const asked = optimiseRequest(options, context);
  const { out, saveBest: best } = options;
  const outputs = [
    ...(out === undefined ? [] : [{ option: "--out", path: out }]),
    ...(best === undefined ? [] : [{ option: "--save-best", path: best }]),
  ];
  new OutputFiles(context).check(outputs, inputFiles(configPath, options));
  if (out !== undefined) checkRowsFormat(out, context);
  const inputs = await loadStudyInputs(configPath, options, context, asked.workers);
  const startedMs = host.nowMs();
  const result =
    out === undefined
      ? await runShown(inputs, asked, options, context, undefined)
      : await studyIntoFile(
          out,
          "search",
          async (onRows) => {
            const ended = await runShown(inputs, asked, options, context, onRows);
            return { result: ended, summary: searchSummaryJson(ended, dataIdentity(inputs.bars)) };
          },
          context,
        );
  const tookMs = host.nowMs() - startedMs;
  if (options.json === true) {
    host.stdout.write(`${JSON.stringify(searchJson(result, dataIdentity(inputs.bars)))}\n`);
  } else host.stdout.write(searchText(result, { top: asked.top, tookMs }, context));
  if (best !== undefined) await saveBest(best, result, context);
  if (options.json === true) return;
  for (const { path } of outputs) host.stdout.write(`${texts.wrote(path)}\n`);
}
