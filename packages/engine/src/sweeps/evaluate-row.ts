/** One configuration to one row. */
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { RunControl } from "../runs/drive-run.js";
import type { ManyRuns } from "../runs/many-runs.js";
import type { Metrics } from "../runs/result.js";
import { metricCells, type SweepMetric, wantedFor } from "./metric-columns.js";
import type { RowResult, RowRules, SweepOutcome } from "./protocol.js";

/**
 * The configuration that is run: that of the row, with the sweep's limit where it is the closer one. A
 * run that is given up therefore is the run of a configuration with that `risk.maxDrawdown`.
 */
export function limitedConfig(config: NormalisedConfig, limit: number | null): NormalisedConfig {
  const own = config.risk.maxDrawdown;
  if (limit === null || (own !== null && own <= limit)) return config;
  return { ...config, risk: { ...config.risk, maxDrawdown: limit } };
}

function outcomeOf({ liquidated, stopped }: Metrics, limited: boolean): SweepOutcome {
  if (liquidated) return "liquidated";
  if (stopped === "maxDrawdown") return limited ? "givenUp" : "stopped";
  return stopped === "minEquity" ? "stopped" : "complete";
}

/** A row for a configuration that cannot be run. */
export function refusedRow(metrics: readonly SweepMetric[], error: PerpmillError): RowResult {
  return {
    outcome: "refused",
    cells: metrics.map(() => null),
    problem: error.message,
    dailyReturns: null,
  };
}

/**
 * Runs a configuration.
 * @throws ABORTED; any other PerpmillError, a failing strategy's too, makes a refused row
 */
export async function evaluateRow(
  runs: ManyRuns,
  config: NormalisedConfig,
  { metrics: names, giveUpDrawdown, dailyReturns: returnsWanted }: RowRules,
  control: RunControl,
): Promise<RowResult> {
  const limited = limitedConfig(config, giveUpDrawdown);
  try {
    const wanted = { ...wantedFor(names), dailyReturns: returnsWanted };
    const { metrics, dailyReturns } = await runs.run(limited, wanted, control);
    const outcome = outcomeOf(metrics, limited !== config);
    return { outcome, cells: metricCells(metrics, names), problem: null, dailyReturns };
  } catch (error) {
    if (!(error instanceof PerpmillError)) throw error;
    if (error.code === "ABORTED") throw error;
    return refusedRow(names, error);
  }
}
