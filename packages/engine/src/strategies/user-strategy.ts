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

const VERSION_ID = /^user:([0-9a-f]{64})$/;

/** What a result says of a run's strategy; null when that is not a compiled one. */
export function versionOf(strategy: UserStrategy | null): { name: string; hash: string } | null {
  const { id, label } = strategy?.descriptor ?? {};
  const hash = VERSION_ID.exec(id ?? "")?.[1];
  return hash === undefined || label === undefined ? null : { name: label.en, hash };
}

/** The module of a run's kernel; null for a built-in strategy or a callback. */
export function moduleOf(strategy: UserStrategy | null): WebAssembly.Module | null {
  return strategy !== null && "module" in strategy ? strategy.module : null;
}

/** The callback of a run; null for a built-in or a compiled strategy. */
export function callbackOf(strategy: UserStrategy | null): CallbackStrategy | null {
  return isCallbackStrategy(strategy) ? strategy : null;
}
