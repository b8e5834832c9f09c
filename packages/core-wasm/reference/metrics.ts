/** Every number of semantics 9, from what a run leaves behind. */
import { dailyFigures, dailyReturns } from "./daily-returns.js";
import type { Drawdown } from "./drawdown.js";
import { fillFigures, markoutBps, quotedEdgeBps } from "./fill-figures.js";
import type { Instrument } from "./instrument.js";
import type { ReferenceMetrics, ReferenceRejected, ReferenceTrade, StopName } from "./result.js";

/** What is left when the last bar was run. */
export interface RunRecord {
  readonly instrument: Instrument;
  readonly initialBalance: number;
  readonly trades: readonly ReferenceTrade[];
  /** a value a bar that was run */
  readonly equity: readonly number[];
  readonly openTimeMs: readonly number[];
  /** price units */
  readonly closes: readonly number[];
  readonly intervalMs: number;
  readonly drawdown: Drawdown;
  readonly liquidated: boolean;
  readonly stopped: StopName | null;
  readonly deficit: number;
  readonly rebates: number;
  readonly rebateAccrued: number;
  readonly funding: number;
  /** bars that ended with a position */
  readonly exposedBars: number;
  readonly maxLongLots: number;
  readonly maxShortLots: number;
  /** ∫(long + short)dt */
  readonly lotMs: number;
  /** of what is open at the end, at the last mark, quote */
  readonly unrealised: number;
  readonly rejected: ReferenceRejected | null;
}

/** The metrics of a run. */
export function metricsOf(run: RunRecord): ReferenceMetrics {
  const { initialBalance, trades, equity, openTimeMs, instrument, drawdown } = run;
  const bars = equity.length;
  const finalEquity = equity[bars - 1];
  const growth = finalEquity / initialBalance;
  const spanMs = openTimeMs[bars - 1] + run.intervalMs - openTimeMs[0];
  const returns = dailyReturns(equity, openTimeMs, initialBalance);
  const fills = fillFigures(trades, instrument.lotValue);
  return {
    semantics: 1,
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
    exposure: run.exposedBars / bars,
    maxLong: run.maxLongLots * instrument.stepSize,
    maxShort: run.maxShortLots * instrument.stepSize,
    avgHoldingMs: fills.closedLots === 0 ? null : run.lotMs / fills.closedLots,
    quotedEdgeBps: quotedEdgeBps(trades),
    markoutBps: markoutBps(trades, run.closes),
    ambiguousFillShare: fills.ambiguousFillShare,
    rejected: run.rejected,
    spreadPnl: fills.spreadPnl,
    inventoryPnl: fills.realised + run.unrealised - fills.spreadPnl,
  };
}
