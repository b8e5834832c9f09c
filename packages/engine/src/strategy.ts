/**
 * `@perpmill/engine/strategy`: what a strategy of one's own is written with. This is its TypeScript
 * side, for editors and for debugging; `compileStrategy` gives the same names in AssemblyScript.
 */
import "./user-strategies/strategy/conversions.js";

export * from "@perpmill/core-wasm/portable";
export { OrderKind } from "./user-strategies/strategy/seat.js";
export { Strategy } from "./user-strategies/strategy/strategy.js";
