/** Rows of runs as they are answered. */
import type { Metrics } from "@perpmill/engine";
import type { RunsTable } from "../../../db/schema.js";
import type { Language } from "../../../language.js";
import { inLanguage } from "../../../problems.js";
import type { Run, RunDetail } from "../../../schemas/runs.js";
import type { TaskProgress } from "../../../workers/protocol.js";
import type { Job } from "../jobs/job-types.js";
import type { RunFigures } from "./runs-repository.js";

/** Who looks at a run, and in which language. */
export interface Viewer {
  readonly userId: string;
  readonly language: Language;
}

/** The figures that history shows and sorts by. */
export function figuresOf(metrics: Metrics): RunFigures {
  return {
    total_return: metrics.totalReturn,
    final_equity: metrics.finalEquity,
    cagr: metrics.cagr,
    sharpe: metrics.sharpe,
    sortino: metrics.sortino,
    calmar: metrics.calmar,
    volatility: metrics.volatility,
    max_drawdown: metrics.maxDrawdown,
    fills: metrics.fills,
    turnover: metrics.turnover,
    fees: metrics.fees,
    funding: metrics.funding,
    win_rate: metrics.winRate,
    profit_factor: metrics.profitFactor,
    quoted_edge_bps: metrics.quotedEdgeBps,
    ambiguous_fill_share: metrics.ambiguousFillShare,
    liquidated: metrics.liquidated ? 1 : 0,
  };
}

function summaryOf(row: RunFigures): Run["summary"] {
  return {
    totalReturn: row.total_return,
    finalEquity: row.final_equity,
    cagr: row.cagr,
    sharpe: row.sharpe,
    sortino: row.sortino,
    calmar: row.calmar,
    volatility: row.volatility,
    maxDrawdown: row.max_drawdown,
    fills: row.fills,
    turnover: row.turnover,
    fees: row.fees,
    funding: row.funding,
    winRate: row.win_rate,
    profitFactor: row.profit_factor,
    quotedEdgeBps: row.quoted_edge_bps,
    ambiguousFillShare: row.ambiguous_fill_share,
    liquidated: row.liquidated === null ? null : row.liquidated === 1,
  };
}

/** A run as it stands in a list. */
export function runOf(row: Omit<RunsTable, "config">, viewer: Viewer): Run {
  return {
    id: row.id,
    own: row.owner_id === viewer.userId,
    state: row.state,
    shared: row.shared === 1,
    starred: row.starred === 1,
    label: row.label,
    note: row.note,
    symbol: row.symbol,
    strategy: row.strategy,
    strategyLabel: row.strategy_label,
    dataSetId: row.data_set_id,
    markDataSetId: row.mark_data_set_id,
    fundingDataSetId: row.funding_data_set_id,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    layer: row.layer,
    contentKey: row.content_key,
    error: row.error === null ? null : inLanguage(JSON.parse(row.error), viewer.language),
    createdMs: row.created_ms,
    startedMs: row.started_ms,
    finishedMs: row.finished_ms,
    summary: row.state === "done" ? summaryOf(row) : null,
  };
}

/** How far a job is, without its curve. */
export function progressOf(progress: TaskProgress | null | undefined): RunDetail["progress"] {
  if (progress === null || progress === undefined) return null;
  const { unit, done, total, perSecond, remainingMs } = progress;
  return { unit, done, total, perSecond, remainingMs };
}

/** A run with its configuration. @param job its job; null: it never had one */
export function detailOf(row: RunsTable, job: Job | null, viewer: Viewer): RunDetail {
  return {
    ...runOf(row, viewer),
    config: JSON.parse(row.config),
    attempt: job?.attempt ?? 0,
    progress: row.state === "running" ? progressOf(job?.progress) : null,
  };
}
