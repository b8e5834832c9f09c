/** One backtest: RESULT.json, and its trades and equity as pieces of columns. */
import { backtest, openTimeMs, resultJson } from "@perpmill/engine";
import { encodeEquity, encodeTrades } from "../columns-codec.js";
import { ProgressMeter } from "../progress-meter.js";
import type { RunTask, RunTaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { steadyPace } from "./pace.js";
import { barsOfRun, readInputs } from "./run-inputs.js";

/** Throws the codes of `backtest` and of the readers. */
export async function runBacktest(task: RunTask, context: TaskContext): Promise<RunTaskResult> {
  const { signal, steadyMs, tell } = context;
  const startedMs = steadyMs();
  const { cache, ...inputs } = await readInputs(task.data, task.places, context);
  const loadMs = steadyMs() - startedMs;
  const meter = new ProgressMeter("bars", steadyMs, tell);
  const ran = barsOfRun(inputs, task.config);
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
