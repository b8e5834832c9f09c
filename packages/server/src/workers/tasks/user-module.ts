/** A strategy that a user wrote, as the engine takes it, and the watch over it. */
import type { ModuleStrategy } from "@perpmill/engine";
import { checkStrategyModule } from "@perpmill/engine/compiler";
import type { UserModule } from "../protocol.js";
import type { ModuleWatch } from "../task-context.js";

/** Compiled; null for a built-in one. Throws STRATEGY_INVALID for a module that could reach anything outside */
export async function userStrategy(strategy: UserModule | null): Promise<ModuleStrategy | null> {
  if (strategy === null) return null;
  const bytes = Uint8Array.from(strategy.module);
  checkStrategyModule(bytes);
  return { descriptor: strategy.descriptor, module: await WebAssembly.compile(bytes) };
}

/**
 * Does what runs a user's code under the server's eye: `step`, which never says that a run is cancelled, is to
 * be asked whenever that code has come back. For a built-in strategy nothing is watched.
 */
export async function watched<T>(
  strategy: UserModule | null,
  modules: ModuleWatch,
  work: (step: () => boolean) => Promise<T>,
): Promise<T> {
  if (strategy === null) return work(() => false);
  modules.step();
  try {
    return await work(() => {
      modules.step();
      return false;
    });
  } finally {
    modules.over();
  }
}
