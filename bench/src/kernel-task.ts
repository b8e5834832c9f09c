/** One configuration on one market in the kernel, timed without reading or hashing. */
import process from "node:process";
import {
  type KernelMarket,
  placeMarket,
} from "../../packages/engine/src/internal/kernel-market.js";
import { KernelRun } from "../../packages/engine/src/internal/kernel-run.js";
import {
  type PreparedRun,
  prepareRun,
  type RunInputs,
} from "../../packages/engine/src/runs/prepare.js";
import { type Layer, outcomeOf, type RunOutcome } from "./outcome.js";

/** Bars in one call of the kernel, as the engine does it. */
export const CHUNK_BARS = 10_000;

/** A market and a configuration, ready to be run as often as wanted. */
export interface KernelTask {
  readonly prepared: PreparedRun;
  readonly market: KernelMarket;
}

export interface KernelTimes {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** Checks the configuration and places the bars, or uses a market that holds them already. */
export async function prepareTask(inputs: RunInputs, placed?: KernelMarket): Promise<KernelTask> {
  const prepared = prepareRun(inputs);
  return { prepared, market: placed ?? (await placeMarket(prepared.bars, prepared.mark)) };
}

function newRun({ prepared, market }: KernelTask, layer: Layer): KernelRun {
  const { config, units, events, userStrategy } = prepared;
  const options = { layer, trades: true, equity: true, userStrategy };
  return new KernelRun(market, config, units, events, options);
}

/** Simulates all bars, trades drained and the equity column written, `chunkBars` a call. */
export function timeRun(task: KernelTask, layer: Layer, chunkBars = CHUNK_BARS): KernelTimes {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const run = newRun(task, layer);
  while (run.advance(chunkBars));
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1000, wallMs };
}

/** Runs to the end and says what came out. */
export function runOutcome(task: KernelTask, layer: Layer): RunOutcome {
  const run = newRun(task, layer);
  while (run.advance(CHUNK_BARS));
  return outcomeOf(run.finish());
}
