/** Every number of semantics 9, from what the kernel has kept. */
import { isFinePath } from "../config/fine-path.js";
import type { NormalisedConfig } from "../config/types.js";
import type { KernelRunOutput } from "../internal/kernel-run.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { DAILY_RETURNS_MIN, dailyReturns, returnRatios } from "../metrics/daily-returns.js";
import { cagr } from "../metrics/growth.js";
import { markouts } from "../metrics/markouts.js";
import type { InstrumentUnits } from "../units.js";
import type { Metrics } from "./result.js";

/** Names of the limits by the kernel's number. */
export const STOPPED = [null, "maxDrawdown", "minEquity", "maxDailyLoss"] as const;

function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}

/** The metrics without their hashes, which are worked out apart. */
export function metricsOfRun(
  output: KernelRunOutput,
  bars: Bars,
  config: NormalisedConfig,
  units: InstrumentUnits,
): Metrics {
  const { state, trades } = output;
  const initial = config.account.initialBalance;
  const finalEquity = state.lastEquity;
  const returns = dailyReturns(output.daily, initial);
  const enough = returns.length >= DAILY_RETURNS_MIN;
  const spanMs = openTimeMs(bars, state.bars - 1) + bars.intervalMs - openTimeMs(bars, 0);
  const growth = enough ? cagr(finalEquity, initial, spanMs) : null;
  // The deficit is credited to the balance after the closing, so it is no gain of the position.
  const unrealised = finalEquity - state.balance;
  return {
    semantics: isFinePath(config) ? 2 : 1,
    liquidated: state.liquidated,
    stopped: STOPPED[state.stopped],
    deficit: state.deficit,
    bars: state.bars,
    finalEquity,
    totalReturn: finalEquity / initial - 1,
    cagr: growth,
    maxDrawdown: state.worstDrawdown,
    maxDrawdownIntrabar: Math.max(state.worstIntrabar, state.worstDrawdown),
    maxDrawdownDurationMs: state.longestMs,
    ...returnRatios(returns),
    calmar: growth === null ? null : ratio(growth, state.worstDrawdown),
    fills: state.fills,
    makerFills: state.makerFills,
    takerFills: state.fills - state.makerFills,
    turnover: state.notional / initial,
    fees: state.fees,
    rebates: state.rebates,
    rebateAccrued: config.rebate.rate * state.feesSincePayout,
    funding: state.funding,
    closedFills: state.closedFills,
    winRate: ratio(state.winningFills, state.closedFills),
    profitFactor: ratio(state.gains, state.losses),
    exposure: state.exposedBars / state.bars,
    maxLong: state.maxLong * units.stepSize,
    maxShort: state.maxShort * units.stepSize,
    avgHoldingMs: ratio(state.holding, state.closedLots),
    quotedEdgeBps: edgeBps(state.edge, state.edgeNotional),
    markoutBps: trades === null ? null : markouts(trades, bars.close, state.bars),
    ambiguousFillShare: ratio(state.ambiguousFills, state.makerFills),
    rejected: config.output.rejections
      ? {
          tooSmall: state.rejectedTooSmall,
          leverage: state.rejectedLeverage,
          margin: state.rejectedMargin,
        }
      : null,
    spreadPnl: state.spread,
    inventoryPnl: state.realized + unrealised - state.spread,
    tradesHash: null,
    resultHash: null,
  };
}

function edgeBps(edge: number, notional: number): number | null {
  const share = ratio(edge, notional);
  return share === null ? null : share * 1e4;
}
