/** Runs prepared runs on kernels whose memories are used again and again, as left by the run before. */
import { createKernel, type Kernel } from "@perpmill/core-wasm";
import { placeMarket } from "../../src/internal/kernel-market.js";
import { KernelRun } from "../../src/internal/kernel-run.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import { type Outcome, outcomeOf } from "./outcome.js";

export type Layer = "plain" | "lazy";

const MAXIMUM_PAGES = 16_384;

/** A kernel on a memory of its own; `shared`: the build for shared memories, on one. */
export function makeKernel(shared = false): Promise<Kernel> {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES, shared });
  return createKernel(memory, { shared });
}

/**
 * Runs to the end.
 * @param chunk bars of call number n, 1 or more; default: all at once
 */
export async function runOn(
  kernel: Kernel,
  prepared: PreparedRun,
  layer: Layer,
  chunk: (call: number) => number = () => prepared.bars.count,
): Promise<Outcome> {
  const { bars, mark, config, units, events } = prepared;
  const market = await placeMarket(bars, mark, kernel);
  const run = new KernelRun(market, config, units, events, { layer, trades: true, equity: true });
  for (let call = 0; run.advance(chunk(call)); call++);
  return outcomeOf(run.finish(), prepared);
}
