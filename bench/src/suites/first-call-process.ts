/** A process of its own, so that nothing is compiled yet: SCENARIO BARS; prints FirstCallTimes. */
import process from "node:process";
import { syntheticBars } from "../../../packages/engine/src/synthetic/synthetic-bars.js";
import { prepareTask, timeRun } from "../kernel-task.js";
import { SCENARIOS } from "../scenarios.js";

export interface FirstCallTimes {
  readonly firstMs: number;
  /** the least of five */
  readonly laterMs: number;
}

const LATER_CALLS = 5;

const [scenario, count] = process.argv.slice(2).map(Number);
const bars = syntheticBars({ seed: 1, bars: count });
const task = await prepareTask({ bars, config: SCENARIOS[scenario].config });
const firstMs = timeRun(task, "lazy").wallMs;
const later = Array.from({ length: LATER_CALLS }, () => timeRun(task, "lazy").wallMs);
const times: FirstCallTimes = { firstMs, laterMs: Math.min(...later) };
process.stdout.write(JSON.stringify(times));
