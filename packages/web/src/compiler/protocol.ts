/** What the page and its compiler worker say to each other. */
import type { Diagnostic, StrategyDescriptor } from "@perpmill/engine";
import type { TabError } from "../engine/protocol";

/** Quick code is made in half a second, full code in a few, and runs as fast as the kernel's own. */
export type Optimizing = "fast" | "full";

/** A strategy that was written here, as it can be run. */
export interface CompiledInTab {
  /** of the source: the same for both ways of compiling */
  readonly hash: string;
  readonly descriptor: StrategyDescriptor;
  readonly wasm: Uint8Array<ArrayBuffer>;
}

export interface ToCompiler {
  readonly id: number;
  readonly source: string;
  readonly optimize: Optimizing;
}

export type FromCompiler =
  | { readonly type: "done"; readonly id: number; readonly compiled: CompiledInTab }
  | {
      readonly type: "failed";
      readonly id: number;
      readonly error: TabError;
      readonly diagnostics: readonly Diagnostic[];
    };
