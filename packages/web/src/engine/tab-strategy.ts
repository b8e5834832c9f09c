import type { StrategyDescriptor } from "@perpmill/engine";

/** A strategy that a user wrote, with what runs it. */
export interface TabStrategy {
  readonly descriptor: StrategyDescriptor;
  /** kernel and strategy as one module */
  readonly wasm: Uint8Array<ArrayBuffer>;
}
