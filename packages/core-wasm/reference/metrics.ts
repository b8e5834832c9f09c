/** Every number of semantics 9, from what a run leaves behind. */
import { dailyFigures, dailyReturns } from "./daily-returns.js";
import type { EquityRecord } from "./equity-record.js";
import type { Execution } from "./execution.js";
import { fillFigures, markoutBps, quotedEdgeBps } from "./fill-figures.js";
import type { ReferencePathModel } from "./input.js";
import type { ReferenceMetrics, ReferenceRejected, StopName } from "./result.js";

/** What is left when the last bar was run. */
export interface RunRecord {
  readonly execution: Execution;
  readonly record: EquityRecord;
  readonly initialBalance: number;
  readonly intervalMs: number;
  readonly pathModel: ReferencePathModel;
  readonly liquidated: boolean;
  readonly stopped: StopName | null;
  readonly deficit: number;
  readonly rebates: number;
  readonly rebateAccrued: number;
  readonly funding: number;
  /** ∫(long + short)dt */
  readonly lotMs: number;
  /** of what is open at the end, at the last mark, quote */
  readonly unrealised: number;
  readonly rejected: ReferenceRejected | null;
}

/** The metrics of a run. */
export function metricsOf(run: RunRecord): ReferenceMetrics {
  const { initialBalance, execution, record } = run;
  const { rows: trades, instrument } = execution;
  const { equity, openTimeMs, closes, drawdown } = record;
  const bars = equity.length;
  const finalEquity = equity[bars - 1];
  const growth = finalEquity / initialBalance;
  const spanMs = openTimeMs[bars - 1] + run.intervalMs - openTimeMs[0];
  const returns = dailyReturns(equity, openTimeMs, initialBalance);
  const fills = fillFigures(trades, instrument.lotValue);
  return {
    semantics: run.pathModel === "bridge" || run.pathModel === "trades" ? 2 : 1,
    liquidated: run.liquidated,
    stopped: run.stopped,
    deficit: run.deficit,
    bars,
    finalEquity,
    totalReturn: growth - 1,
    ...dailyFigures(returns, growth, spanMs, drawdown.max),
    maxDrawdown: drawdown.max,
    maxDrawdownIntrabar: drawdown.maxIntrabar,
    maxDrawdownDurationMs: drawdown.maxDurationMs,
    fills: fills.fills,
    makerFills: fills.makerFills,
    takerFills: fills.takerFills,
    turnover: fills.notional / initialBalance,
    fees: fills.fees,
    rebates: run.rebates,
    rebateAccrued: run.rebateAccrued,
    funding: run.funding,
    closedFills: fills.closedFills,
    winRate: fills.winRate,
    profitFactor: fills.profitFactor,
    exposure: record.exposedBars / bars,
    maxLong: execution.maxLongLots * instrument.stepSize,
    maxShort: execution.maxShortLots * instrument.stepSize,
    avgHoldingMs: fills.closedLots === 0 ? null : run.lotMs / fills.closedLots,
    quotedEdgeBps: quotedEdgeBps(trades),
    markoutBps: markoutBps(trades, closes),
    ambiguousFillShare: fills.ambiguousFillShare,
    rejected: run.rejected,
    spreadPnl: fills.spreadPnl,
    inventoryPnl: fills.realised + run.unrealised - fills.spreadPnl,
  };
}
