/** How a result's strategy is called where people read it. */
import type { StrategyVersion } from "../runs/result.js";

/** Hexadecimal digits of a version that are shown: enough to tell one's own apart. */
const SHOWN_DIGITS = 8;

/** `pure-maker`, or `My maker (user:1f0c5a7e)`. */
export function strategyTitle(result: {
  readonly config: { readonly strategy: { readonly name?: unknown } };
  readonly strategy?: StrategyVersion;
}): string {
  const { strategy, config } = result;
  if (strategy === undefined) return String(config.strategy.name);
  return `${strategy.name} (user:${strategy.hash.slice(0, SHOWN_DIGITS)})`;
}
