/** What a run and a run that goes on have in common: options, the run itself, its files. */
import type { Market } from "../../download/archive-layout.js";
import { equityCsv, tradesCsv } from "../../reports/csv.js";
import { numberText } from "../../reports/number-text.js";
import { resultJson, resultJsonText } from "../../reports/result-json.js";
import { backtest } from "../../runs/backtest.js";
import type { BacktestResult } from "../../runs/result.js";
import type { CommandContext } from "../context.js";
import type { DataOptions, Inputs } from "../load-inputs.js";
import { withOutputFiles } from "../output-files.js";
import { startProgress } from "../print/progress.js";

interface FollowRunOptions {
  readonly follow?: boolean;
  readonly followBars?: string;
  readonly symbol?: string;
  readonly market?: Market;
  readonly state?: string;
  readonly apiUrl?: string;
  readonly wsUrl?: string;
}

export interface RunOptions extends DataOptions, FollowRunOptions {
  readonly out?: string;
  readonly trades?: string;
  readonly equity?: string;
  readonly layer?: "plain" | "lazy";
  readonly json?: boolean;
}

/** Runs a backtest with a progress bar on a terminal. */
export async function runWithProgress(
  inputs: Pick<Inputs, "bars" | "mark" | "funding" | "config"> &
    Partial<Pick<Inputs, "instrumentRules" | "userStrategy">>,
  layer: "plain" | "lazy",
  { host, texts }: CommandContext,
): Promise<BacktestResult> {
  const progress = await startProgress(host, texts.running);
  const listen = inputs.userStrategy ? host.endOnInterrupt() : () => undefined;
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
    listen();
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
