/** Verdicts in Node. */
import { nodeThreads } from "../sweeps/threads-node.js";
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { trustOn } from "./trust.js";
import type { TrustOptions, TrustVerdict } from "./trust-options.js";

const ENTRY = new URL("../sweeps/sweep-worker-node.js", import.meta.url);

/**
 * Examines whether a configuration is to be trusted.
 * @throws as `trustOn`; FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function trust(options: TrustOptions & StrategyFiles): Promise<TrustVerdict> {
  return trustOn(await withStrategy(options), nodeThreads(ENTRY));
}
