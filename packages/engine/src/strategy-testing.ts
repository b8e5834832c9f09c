/** `@perpmill/engine/strategy-testing`: own strategies as TypeScript, for breakpoints and for tests. */
export {
  debugStrategy,
  type StrategyRun,
  strategyDifferences,
} from "./user-strategies/testing/debug-strategy-node.js";
