/** Runs on a market that is harder than it was. */
import type { NormalisedConfig } from "../config/types.js";
import type { Bars, FundingSeries } from "../market-data/bars.js";
import type { BacktestOptions } from "../runs/backtest.js";
import { backtest } from "../runs/backtest.js";
import type { BacktestResult, Metrics } from "../runs/result.js";
import type { RerunStress, StressMetrics } from "./risk-options.js";

/** By what funding rates are multiplied. */
export const FUNDING_FACTOR = 5;
/** By what volume is divided. */
export const VOLUME_FACTOR = 5;
/** Share of a bar's volume that fills are held to where the configuration has no limit of its own. */
const PARTICIPATION = 0.1;

/** What every run of a report has in common. */
export type StressInputs = Omit<BacktestOptions, "config" | "bars" | "onProgress"> & {
  readonly bars: Bars;
};

export function stressMetrics(metrics: Metrics): StressMetrics {
  const { finalEquity, totalReturn, maxDrawdown, sharpe, fills, turnover, funding } = metrics;
  const { liquidated } = metrics;
  return { finalEquity, totalReturn, maxDrawdown, sharpe, fills, turnover, funding, liquidated };
}

/** A run without hashes. */
export function plainRun(
  inputs: StressInputs,
  config: NormalisedConfig,
  onShare?: (share: number) => void,
): Promise<BacktestResult> {
  return backtest({
    ...inputs,
    config,
    hashes: false,
    onProgress: ({ bars, totalBars }) => onShare?.(bars / totalBars),
  });
}

function scaledFunding(series: FundingSeries): FundingSeries {
  return { ...series, rate: series.rate.map((rate) => rate * FUNDING_FACTOR) };
}

/** Funding rates five times as large, whoever pays them. */
export async function fundingStress(
  inputs: StressInputs,
  base: BacktestResult,
): Promise<RerunStress> {
  const { config } = base;
  const { mode } = config.funding;
  const common = { factor: FUNDING_FACTOR, maxParticipation: config.fills.maxParticipation };
  if (mode === "none") return { ...common, missing: "funding", before: null, after: null };
  const funding = { ...config.funding, rate: config.funding.rate * FUNDING_FACTOR };
  const after =
    mode === "constant"
      ? await plainRun(inputs, { ...config, funding })
      : await plainRun(
          { ...inputs, funding: inputs.funding && scaledFunding(inputs.funding) },
          config,
        );
  return {
    ...common,
    missing: null,
    before: stressMetrics(base.metrics),
    after: stressMetrics(after.metrics),
  };
}

/** A fifth of the volume: fills are held to the same share of it. */
export async function volumeStress(
  inputs: StressInputs,
  base: BacktestResult,
): Promise<RerunStress> {
  const { config } = base;
  const own = config.fills.maxParticipation;
  const maxParticipation = own ?? PARTICIPATION;
  const common = { factor: VOLUME_FACTOR, maxParticipation };
  const { volume } = inputs.bars;
  if (volume === null) return { ...common, missing: "volume", before: null, after: null };
  const held = { ...config, fills: { ...config.fills, maxParticipation } };
  const before = own === null ? await plainRun(inputs, held) : base;
  const bars = { ...inputs.bars, volume: volume.map((one) => one / VOLUME_FACTOR) };
  const after = await plainRun({ ...inputs, bars }, held);
  return {
    ...common,
    missing: null,
    before: stressMetrics(before.metrics),
    after: stressMetrics(after.metrics),
  };
}
