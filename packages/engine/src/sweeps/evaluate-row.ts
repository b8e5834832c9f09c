/** One configuration to one row. */
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { RunControl } from "../runs/drive-run.js";
import type { ManyRuns } from "../runs/many-runs.js";
import type { Metrics } from "../runs/result.js";
import { metricCells, type SweepMetric, wantedFor, wantsEnvelope } from "./metric-columns.js";
import type { RowResult, RowRules, SweepOutcome } from "./protocol.js";
import { otherAssumptions, worstCells } from "./worst-metrics.js";

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

const END_ONLY = { markouts: false, hashes: false, dailyReturns: false };

/** The worst of the metrics under every assumption, `own` among them. */
async function worstUnder(
  runs: ManyRuns,
  config: NormalisedConfig,
  own: Metrics,
  control: RunControl,
): Promise<ReadonlyMap<string, number | null>> {
  const all = [own];
  for (const other of otherAssumptions(config)) {
    all.push((await runs.run(other, END_ONLY, control)).metrics);
  }
  return worstCells(all);
}

/**
 * Runs a configuration, and where metrics ask for it under every other assumption, too.
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
    const worst = wantsEnvelope(names)
      ? await worstUnder(runs, limited, metrics, control)
      : undefined;
    return { outcome, cells: metricCells(metrics, names, worst), problem: null, dailyReturns };
  } catch (error) {
    if (!(error instanceof PerpmillError)) throw error;
    if (error.code === "ABORTED") throw error;
    return refusedRow(names, error);
  }
}
