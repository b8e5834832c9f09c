/** Strategies of one's own, as runs take them. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { type CallbackStrategy, isCallbackStrategy } from "../callbacks/callback-strategy.js";

/** One that was compiled, with the kernel, to a module of its own. */
export interface ModuleStrategy {
  /** its id is `user:` and the hash of the source */
  readonly descriptor: StrategyDescriptor;
  readonly module: WebAssembly.Module;
}

export type UserStrategy = ModuleStrategy | CallbackStrategy;

/** The callback of a run; null for a built-in or a compiled strategy. */
export function callbackOf(strategy: UserStrategy | null): CallbackStrategy | null {
  return isCallbackStrategy(strategy) ? strategy : null;
}
