/** Strategies that users wrote, compiled once for all runs of a version. */
import type { ModuleStrategy } from "@perpmill/engine";
import type { TabStrategy } from "./protocol";

/** Versions whose code is kept: the one that is looked at, and one to compare with. */
const KEPT = 2;

const kept = new Map<string, Promise<WebAssembly.Module>>();

/** As the engine takes it; null for a built-in one. */
export async function userStrategy(strategy: TabStrategy | null): Promise<ModuleStrategy | null> {
  if (strategy === null) return null;
  const { descriptor, wasm } = strategy;
  const known = kept.get(descriptor.id);
  const module = known ?? WebAssembly.compile(wasm);
  kept.delete(descriptor.id);
  kept.set(descriptor.id, module);
  for (const id of kept.keys()) {
    if (kept.size > KEPT) kept.delete(id);
  }
  return { descriptor, module: await module };
}
