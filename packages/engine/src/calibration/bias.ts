/** From the runs of a row to its means, and to how far they are from the truth. */
import type { EndedRun } from "../runs/backtest.js";
import type { Bias, CalibratedFigures, SeedMean } from "./calibration-options.js";

/** What one run comes to. */
export interface RunFigures extends CalibratedFigures<number> {
  /** traded, quote */
  readonly notional: number;
  /** each figure in stretches of time of about equal length: what they add up to is the figure */
  readonly parts: CalibratedFigures<Float64Array>;
}

const FIGURES = ["fills", "spreadPnl", "total"] as const;

/** Stretches of time whose differences tell how much of a bias is chance. */
const PARTS = 24;

/** The figures of a run, which must have kept its trades and its curve. */
export function figuresOf({ metrics, trades, equity, bars, config }: EndedRun): RunFigures {
  const { initialBalance } = config.account;
  const parts = Math.min(PARTS, bars.count);
  const partOf = (bar: number) => Math.floor((bar * parts) / bars.count);
  const fills = new Float64Array(parts);
  const spreadPnl = new Float64Array(parts);
  const total = new Float64Array(parts);
  const { contractSize } = config.instrument;
  const lotValue = (trades.stepSize * contractSize) / 10 ** trades.priceDecimals;
  for (let row = 0; row < trades.length; row++) {
    const part = partOf(trades.barIndex[row]);
    const ahead = trades.referenceUnits[row] - trades.priceUnits[row];
    fills[part] += 1;
    spreadPnl[part] += trades.side[row] * ahead * trades.lots[row] * lotValue;
  }
  // After an end by liquidation or a limit nothing is earned any more.
  for (let bar = 0; bar < equity.length; bar++) {
    total[partOf(bar)] += equity[bar] - (bar === 0 ? initialBalance : equity[bar - 1]);
  }
  return {
    fills: metrics.fills,
    spreadPnl: metrics.spreadPnl,
    total: metrics.finalEquity - initialBalance,
    notional: metrics.turnover * initialBalance,
    parts: { fills, spreadPnl, total },
  };
}

/** Mean, and its standard error; 0 for one value. @param values at least one */
export function meanOf(values: ArrayLike<number>): SeedMean {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  return { mean, standardError: n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n) };
}

/** Means of every figure over runs. */
export function meansOf(
  runs: readonly RunFigures[],
): CalibratedFigures & { readonly notional: SeedMean } {
  const mean = (name: "notional" | (typeof FIGURES)[number]) =>
    meanOf(runs.map((run) => run[name]));
  return {
    fills: mean("fills"),
    spreadPnl: mean("spreadPnl"),
    total: mean("total"),
    notional: mean("notional"),
  };
}

/** Money per notional in 1/10 000; null where nothing is traded. */
function bpsOf(money: number, notional: number): number | null {
  return notional > 0 ? (money / notional) * 1e4 : null;
}

/** Of a sum of parts, by how much the parts differ. */
function errorOfSum(parts: Float64Array): number {
  return meanOf(parts).standardError * parts.length;
}

function biasOf(
  runs: readonly RunFigures[],
  truth: RunFigures,
  name: (typeof FIGURES)[number],
): Bias {
  const average = (of: (run: RunFigures) => number) => meanOf(runs.map(of)).mean;
  const mean = average((run) => run[name]);
  const absolute = mean - truth[name];
  const differences = truth.parts[name].map(
    (part, at) => average((run) => run.parts[name][at]) - part,
  );
  const isMoney = name !== "fills";
  const onBars = isMoney
    ? bpsOf(
        mean,
        average((run) => run.notional),
      )
    : null;
  const onTrades = isMoney ? bpsOf(truth[name], truth.notional) : null;
  return {
    absolute,
    standardError: errorOfSum(differences),
    relative: truth[name] === 0 ? null : absolute / Math.abs(truth[name]),
    bps: onBars === null || onTrades === null ? null : onBars - onTrades,
  };
}

/** How far runs on bars are from the run on the trades. */
export function biasesOf(runs: readonly RunFigures[], truth: RunFigures): CalibratedFigures<Bias> {
  return {
    fills: biasOf(runs, truth, "fills"),
    spreadPnl: biasOf(runs, truth, "spreadPnl"),
    total: biasOf(runs, truth, "total"),
  };
}
