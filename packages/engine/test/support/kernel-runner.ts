/** Runs prepared runs on kernels whose memories are used again and again, as left by the run before. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createKernel, instantiateKernel, type Kernel } from "@perpmill/core-wasm";
import { placeMarket } from "../../src/internal/kernel-market.js";
import { KernelRun } from "../../src/internal/kernel-run.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import { type Outcome, outcomeOf } from "./outcome.js";

const BUILDS = join(import.meta.dirname, "../../../core-wasm/build");

export type Layer = "plain" | "lazy";

const MAXIMUM_PAGES = 16_384;

/**
 * A kernel on a memory of its own; `shared`: the build for shared memories, on one; `paths`: the build
 * for paths of any number of points.
 */
export function makeKernel(shared = false, paths = false): Promise<Kernel> {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES, shared });
  return createKernel(memory, { shared, paths });
}

/** The build that keeps its assertions, not optimised. */
export async function makeDebugKernel(paths = false): Promise<Kernel> {
  const build = join(BUILDS, paths ? "kernel.paths.debug.wasm" : "kernel.debug.wasm");
  const module = await WebAssembly.compile(new Uint8Array(readFileSync(build)));
  return instantiateKernel(module, new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES }));
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
  const run = new KernelRun(market, config, units, events, {
    layer,
    trades: true,
    equity: true,
    userStrategy: prepared.userStrategy,
    tradePath: prepared.tradePath,
  });
  for (let call = 0; run.advance(chunk(call)); call++);
  return outcomeOf(run.finish(), prepared);
}
