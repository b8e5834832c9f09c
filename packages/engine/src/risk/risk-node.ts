/** Reports of risk in Node. */
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { risk as riskNamed } from "./risk.js";
import type { RiskOptions, RiskReport } from "./risk-options.js";

/**
 * As `risk` everywhere; `strategy.name` may be the path of a strategy of one's own.
 * @throws as `risk`; FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function risk(options: RiskOptions & StrategyFiles): Promise<RiskReport> {
  return riskNamed(await withStrategy(options));
}
