/** One backtest: RESULT.json, and its trades and equity as pieces of columns. */
import { backtest, openTimeMs, resultJson } from "@perpmill/engine";
import { encodeEquity, encodeTrades } from "../columns-codec.js";
import { ProgressMeter } from "../progress-meter.js";
import type { RunTask, RunTaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";
import { steadyPace } from "./pace.js";
import { barsOfRun, readInputs } from "./run-inputs.js";
import { userStrategy, watched } from "./user-module.js";

/** Throws the codes of `backtest` and of the readers. */
export async function runBacktest(task: RunTask, context: TaskContext): Promise<RunTaskResult> {
  const { signal, steadyMs, tell, modules } = context;
  const startedMs = steadyMs();
  const { cache, ...inputs } = await readInputs(task.data, task.places, context);
  const loadMs = steadyMs() - startedMs;
  const meter = new ProgressMeter("bars", steadyMs, tell);
  const strategy = await userStrategy(task.strategy);
  const ran = barsOfRun(inputs, task.config, strategy);
  const result = await watched(task.strategy, modules, (step) =>
    backtest({
      ...inputs,
      config: task.config,
      userStrategy: strategy,
      layer: task.layer,
      instrumentRules: task.instrumentRules,
      now: steadyMs,
      signal,
      cancelled: step,
      pauseBars: steadyPace(steadyMs),
      onProgress: ({ bars, totalBars, equity }) =>
        meter.count({
          done: bars,
          total: totalBars,
          equity: { timeMs: openTimeMs(ran, bars - 1), equity },
        }),
    }),
  );
  const trades = await encodeTrades(result.trades);
  const equity = await encodeEquity(result.equity);
  return { kind: "run", result: resultJson(result, { loadMs }), trades, equity, cache };
}
