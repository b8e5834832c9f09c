/** Names of strategies that are files. */

/** Whether a strategy's name in a configuration is the path of a source or a built module. */
export function isStrategyPath(name: unknown): name is string {
  return typeof name === "string" && /\.(ts|wasm)$/.test(name);
}
