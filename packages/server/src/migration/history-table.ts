/** Columns of the older system's run history: what each means. Part of docs/migration.md is made of it. */
import type { RunFigures } from "../plugins/app/runs/runs-repository.js";

/** What a column, or a member of a JSON column, is taken for. */
export interface HistoryRule {
  /** names in the older system; `_`, `-` and case do not matter */
  readonly old: readonly [string, ...string[]];
  readonly field: HistoryField;
}

export type HistoryField =
  | "state"
  | "symbol"
  | "strategy"
  | "createdMs"
  | "startedMs"
  | "finishedMs"
  | "fromMs"
  | "toMs"
  | "parameters"
  | "results"
  | keyof RunFigures;

/** Numbers that mean here what they meant there. */
export const FIGURE_RULES: readonly HistoryRule[] = [
  { field: "total_return", old: ["total_return", "return_rate", "roi"] },
  { field: "final_equity", old: ["final_equity", "ending_equity"] },
  { field: "max_drawdown", old: ["max_drawdown"] },
  { field: "fills", old: ["fills", "total_fills", "fill_count", "filled_orders"] },
  { field: "turnover", old: ["turnover"] },
  { field: "fees", old: ["fees", "total_fees", "total_fee"] },
  { field: "funding", old: ["funding", "total_funding"] },
  { field: "win_rate", old: ["win_rate"] },
  { field: "profit_factor", old: ["profit_factor"] },
  { field: "liquidated", old: ["liquidated", "is_liquidated"] },
];

export const HISTORY_RULES: readonly HistoryRule[] = [
  { field: "state", old: ["status", "state"] },
  { field: "symbol", old: ["symbol", "trading_pair", "pair"] },
  { field: "strategy", old: ["strategy", "strategy_name", "strategy_type"] },
  { field: "createdMs", old: ["created_at", "created", "timestamp", "run_at", "submitted_at"] },
  { field: "startedMs", old: ["started_at", "run_start"] },
  { field: "finishedMs", old: ["finished_at", "completed_at", "updated_at"] },
  { field: "fromMs", old: ["start_date", "data_start", "from_date", "start_time"] },
  { field: "toMs", old: ["end_date", "data_end", "to_date", "end_time"] },
  { field: "parameters", old: ["params", "parameters", "config", "settings", "strategy_params"] },
  { field: "results", old: ["results", "result", "metrics", "summary", "performance"] },
  ...FIGURE_RULES,
];

/** Numbers of the older system that are not taken over as figures, with why; the note keeps them. */
export const FIGURES_LEFT: Readonly<Record<string, string>> = {
  sharpe_ratio: "annualised returns of minutes as if they were days",
  sortino_ratio: "annualised returns of minutes as if they were days",
  volatility: "annualised returns of minutes as if they were days",
  calmar_ratio: "follows from the annualised return",
  annual_return: "annualised returns of minutes as if they were days",
  total_trades: "entries, counted twice where a position was added to",
  final_balance: "without what open positions were worth",
};
