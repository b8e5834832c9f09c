/**
 * `@perpmill/engine/compiler`: own strategies in AssemblyScript, in Node and in browser workers. Kept
 * apart from the engine itself, so that nothing of it is loaded before it is used.
 */
export { PerpmillError } from "./errors.js";
export { checkStrategyModule } from "./user-strategies/check-module.js";
export {
  type CompiledStrategy,
  type CompileStrategyOptions,
  checkStrategySource,
  compileStrategy,
} from "./user-strategies/compile-strategy.js";
export { sourceHash } from "./user-strategies/source-text.js";
export { STRATEGY_API } from "./user-strategies/strategy-api.gen.js";
export type { StrategyFacts } from "./user-strategies/strategy-facts.js";
