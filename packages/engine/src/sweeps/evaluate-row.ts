/** One configuration to one row. */
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { RunControl } from "../runs/drive-run.js";
import type { ManyRuns } from "../runs/many-runs.js";
import type { Metrics } from "../runs/result.js";
import { metricCells, type SweepMetric, wantedFor, wantsEnvelope } from "./metric-columns.js";
import type { RowResult, RowRules, SweepOutcome } from "./protocol.js";
import { ASSUMPTIONS, underAssumption, worstCells } from "./worst-metrics.js";

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

/** A row whose own run has ended. */
interface OwnRun {
  readonly config: NormalisedConfig;
  readonly outcome: SweepOutcome;
  readonly metrics: Metrics;
  readonly dailyReturns: Float32Array | null;
  /** of every assumption so far, its own among them */
  readonly all: Metrics[];
}

const END_ONLY = { markouts: false, hashes: false, dailyReturns: false };

/** What a run gives, or the row of a configuration that cannot be run. @throws ABORTED */
async function orRefused<T>(
  names: readonly SweepMetric[],
  run: () => Promise<T>,
): Promise<T | RowResult> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof PerpmillError) || error.code === "ABORTED") throw error;
    return refusedRow(names, error);
  }
}

function isRow(one: OwnRun | RowResult): one is RowResult {
  return "cells" in one;
}

async function ownRun(
  runs: ManyRuns,
  config: NormalisedConfig,
  { metrics: names, giveUpDrawdown, dailyReturns: returnsWanted }: RowRules,
  control: RunControl,
): Promise<OwnRun> {
  const limited = limitedConfig(config, giveUpDrawdown);
  const wanted = { ...wantedFor(names), dailyReturns: returnsWanted };
  const { metrics, dailyReturns } = await runs.run(limited, wanted, control);
  const outcome = outcomeOf(metrics, limited !== config);
  return { config: limited, outcome, metrics, dailyReturns, all: [metrics] };
}

/** Runs configurations under every other assumption: all of them under each, as they share its tables. */
async function underOthers(
  runs: ManyRuns,
  rows: (OwnRun | RowResult)[],
  names: readonly SweepMetric[],
  control: RunControl,
): Promise<void> {
  for (const assumption of ASSUMPTIONS) {
    for (const [at, row] of rows.entries()) {
      const other = isRow(row) ? null : underAssumption(row.config, assumption);
      if (isRow(row) || other === null) continue;
      const ran = await orRefused(names, () => runs.run(other, END_ONLY, control));
      if ("metrics" in ran) row.all.push(ran.metrics);
      else rows[at] = ran;
    }
  }
}

/**
 * Runs configurations in order, and where metrics ask for it under every other assumption, too.
 * @throws ABORTED; any other PerpmillError, a failing strategy's too, makes a refused row
 */
export async function evaluateRows(
  runs: ManyRuns,
  configs: readonly NormalisedConfig[],
  rules: RowRules,
  control: RunControl,
): Promise<readonly RowResult[]> {
  const { metrics: names } = rules;
  const rows: (OwnRun | RowResult)[] = [];
  for (const config of configs) {
    rows.push(await orRefused(names, () => ownRun(runs, config, rules, control)));
  }
  const isEdged = wantsEnvelope(names);
  if (isEdged) await underOthers(runs, rows, names, control);
  return rows.map((row) => {
    if (isRow(row)) return row;
    const { outcome, metrics, dailyReturns, all } = row;
    const cells = metricCells(metrics, names, isEdged ? worstCells(all) : undefined);
    return { outcome, cells, problem: null, dailyReturns };
  });
}

/** One of them. @throws ABORTED */
export async function evaluateRow(
  runs: ManyRuns,
  config: NormalisedConfig,
  rules: RowRules,
  control: RunControl,
): Promise<RowResult> {
  const [row] = await evaluateRows(runs, [config], rules, control);
  return row;
}
