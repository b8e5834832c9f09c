/** One backtest: RESULT.json, and its trades and equity as pieces of columns. */
import {
  type Bars,
  backtest,
  type ConfigInput,
  normaliseConfig,
  openTimeMs,
  resultJson,
  sliceBars,
} from "@perpmill/engine";
import { encodeEquity, encodeTrades } from "../columns-codec.js";
import { ProgressMeter } from "../progress-meter.js";
import type { RunTask, RunTaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { steadyPace } from "./pace.js";
import { readInputs } from "./run-inputs.js";

/** Throws the codes of `backtest` and of the readers. */
export async function runBacktest(task: RunTask, context: TaskContext): Promise<RunTaskResult> {
  const { signal, steadyMs, tell } = context;
  const startedMs = steadyMs();
  const { cache, ...inputs } = await readInputs(task.data, task.places, context);
  const loadMs = steadyMs() - startedMs;
  const meter = new ProgressMeter("bars", steadyMs, tell);
  const ran = barsOfRun(inputs.bars, task.config, inputs.funding !== null);
  const result = await backtest({
    ...inputs,
    config: task.config,
    layer: task.layer,
    instrumentRules: task.instrumentRules,
    now: steadyMs,
    signal,
    pauseBars: steadyPace(steadyMs),
    onProgress: ({ bars, totalBars, equity }) =>
      meter.count({
        done: bars,
        total: totalBars,
        equity: { timeMs: openTimeMs(ran, bars - 1), equity },
      }),
  });
  const trades = await encodeTrades(result.trades);
  const equity = await encodeEquity(result.equity);
  return { kind: "run", result: resultJson(result, { loadMs }), trades, equity, cache };
}

/** Those in the range that the configuration itself names. */
function barsOfRun(bars: Bars, config: ConfigInput, hasFundingFile: boolean): Bars {
  const { intervalMs } = bars;
  const { start, end } = normaliseConfig(config, { intervalMs, hasFundingFile }).data;
  return sliceBars(bars, start, end);
}
