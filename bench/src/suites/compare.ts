/** Scenarios in the kernel against the C program, in turns, with their results compared first. */
import { deepStrictEqual } from "node:assert";
import { type KernelTask, prepareTask, runOutcome, timeRun } from "../kernel-task.js";
import type { Layer, RunOutcome } from "../outcome.js";
import { measureInTurns, type TimedTask, type Times } from "../rounds.js";
import type { Scenario } from "../scenarios.js";
import type { SuiteContext } from "../suite.js";

export interface Compared {
  readonly scenario: string;
  readonly layer: Layer;
  readonly outcome: RunOutcome;
  readonly wasm: Times;
  /** null without gcc */
  readonly c: Times | null;
}

/** One round of the C program: the second of two runs, its memory touched by the first. */
function cTask(context: SuiteContext, task: KernelTask, layer: Layer): TimedTask[] {
  const { program } = context;
  if (program === null) return [];
  const file = program.add(task.prepared);
  const run = () => program.run(file, layer, 2).cpuNs[1] / 1e6;
  deepStrictEqual(program.run(file, layer, 1).outcome, runOutcome(task, layer));
  return [{ name: "C", run }];
}

/**
 * Measures CPU time of the simulation.
 * @throws AssertionError when the C program's trades or equity are not the kernel's, or when the
 * layers differ
 */
export async function compare(
  context: SuiteContext,
  scenarios: readonly Scenario[],
  layers: readonly Layer[],
): Promise<Compared[]> {
  const { bars, market, rounds, log } = context;
  const compared: Compared[] = [];
  for (const { name: scenario, config } of scenarios) {
    const task = await prepareTask({ bars, config }, market);
    const outcome = runOutcome(task, "lazy");
    deepStrictEqual(runOutcome(task, "plain"), outcome);
    for (const layer of layers) {
      const kernel = { name: "wasm", run: () => timeRun(task, layer).cpuMs };
      const tasks = [...cTask(context, task, layer), kernel];
      const times = await measureInTurns(tasks, rounds);
      const wasm = times[times.length - 1];
      const c = times.length === 2 ? times[0] : null;
      compared.push({ scenario, layer, outcome, wasm, c });
      log(comparedRow(compared[compared.length - 1]).join("  "));
    }
  }
  return compared;
}

export const COMPARED_HEAD = [
  "scenario",
  "layer",
  "fills",
  "kernel, ns/bar: least (median)",
  "C, ns/bar: least (median)",
  "kernel / C",
  "five years, ms",
] as const;

function nsPerBar({ minMs, medianMs }: Times, bars: number): string {
  return `${((minMs * 1e6) / bars).toFixed(1)} (${((medianMs * 1e6) / bars).toFixed(1)})`;
}

/** Bars of five years of minutes. */
export const FIVE_YEARS = 2_628_000;

/** A row under `COMPARED_HEAD`. */
export function comparedRow({ scenario, layer, outcome, wasm, c }: Compared): string[] {
  const { bars, fills } = outcome;
  return [
    scenario,
    layer,
    fills.toLocaleString("en-US"),
    nsPerBar(wasm, bars),
    c === null ? "no gcc" : nsPerBar(c, bars),
    c === null ? "–" : (wasm.minMs / c.minMs).toFixed(2),
    ((wasm.minMs * FIVE_YEARS) / bars).toFixed(0),
  ];
}
