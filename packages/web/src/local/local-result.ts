/** A result of the tab as this browser keeps it, and how it stands among the runs of a server. */
import type { ResultJson } from "@perpmill/engine";
import type { Run, RunSummary } from "@perpmill/server/api";

/** What is known of a result without opening it. Its document is kept apart. */
export interface LocalResult {
  /** `local-` and the hash of the result: what comes out again is the same result */
  readonly id: string;
  /** UTC ms */
  readonly savedMs: number;
  readonly label: string;
  readonly note: string;
  readonly starred: boolean;
  readonly strategy: string;
  /** what its user calls it; null, or not there in older records: a built-in one */
  readonly strategyLabel?: string | null;
  readonly symbol: string | null;
  readonly data: ResultJson["data"];
  readonly summary: RunSummary;
}

const PREFIX = "local-";

/** Whether an id is of this browser and not of the server. */
export function isLocalId(id: string): boolean {
  return id.startsWith(PREFIX);
}

function summaryOf(result: ResultJson): RunSummary {
  const { totalReturn, finalEquity, cagr, sharpe, sortino, calmar, volatility } = result;
  const { maxDrawdown, fills, turnover, fees, funding, winRate, profitFactor } = result;
  const { quotedEdgeBps, ambiguousFillShare, liquidated } = result;
  return {
    ...{ totalReturn, finalEquity, cagr, sharpe, sortino, calmar, volatility },
    ...{ maxDrawdown, fills, turnover, fees, funding, winRate, profitFactor },
    ...{ quotedEdgeBps, ambiguousFillShare, liquidated },
  };
}

/**
 * What is kept of a result. @param named symbol of the bars, null: that of the instrument; what the user
 * calls the strategy
 * @returns null for a result without a hash, which is one on the way to another
 */
export function localResultOf(
  result: ResultJson,
  named: { readonly symbol: string | null; readonly strategyLabel: string | null },
  nowMs: number,
): LocalResult | null {
  if (result.resultHash === null) return null;
  return {
    id: `${PREFIX}${result.resultHash}`,
    savedMs: nowMs,
    label: "",
    note: "",
    starred: false,
    strategy: result.config.strategy.name,
    strategyLabel: named.strategyLabel,
    symbol: named.symbol ?? result.config.instrument.symbol,
    data: result.data,
    summary: summaryOf(result),
  };
}

/** As a run in a list: done, the reader's own, shared with nobody. */
export function runOfLocal(local: LocalResult): Run {
  return {
    id: local.id,
    own: true,
    state: "done",
    shared: false,
    starred: local.starred,
    label: local.label,
    note: local.note,
    symbol: local.symbol,
    strategy: local.strategy,
    strategyLabel: local.strategyLabel ?? null,
    dataSetId: local.data.source,
    markDataSetId: null,
    fundingDataSetId: null,
    fromMs: local.data.first,
    toMs: local.data.last,
    layer: "lazy",
    contentKey: local.id,
    error: null,
    createdMs: local.savedMs,
    startedMs: null,
    finishedMs: local.savedMs,
    summary: local.summary,
  };
}
