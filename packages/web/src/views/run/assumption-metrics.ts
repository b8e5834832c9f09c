/** Which numbers the assumptions are judged by, their words, and how each is written. */
import type { HeadlineMetric } from "@perpmill/engine";
import type { NumberKind } from "../../format/numbers";

export interface JudgedMetric {
  readonly metric: HeadlineMetric;
  /** key of its label */
  readonly label: string;
  readonly kind: NumberKind;
}

/** In the order of the table. */
export const JUDGED_METRICS: readonly JudgedMetric[] = [
  { metric: "totalReturn", label: "metric.totalReturn", kind: "signedRatio" },
  { metric: "finalEquity", label: "metric.finalEquity", kind: "money" },
  { metric: "sharpe", label: "metric.sharpe", kind: "plain" },
  { metric: "maxDrawdown", label: "metric.maxDrawdown", kind: "ratio" },
  { metric: "maxDrawdownIntrabar", label: "result.maxDrawdownIntrabar", kind: "ratio" },
  { metric: "fills", label: "metric.fills", kind: "count" },
  { metric: "turnover", label: "result.turnover", kind: "plain" },
  { metric: "winRate", label: "metric.winRate", kind: "ratio" },
  { metric: "profitFactor", label: "result.profitFactor", kind: "plain" },
  { metric: "spreadPnl", label: "metric.spreadPnl", kind: "signedMoney" },
  { metric: "inventoryPnl", label: "metric.inventoryPnl", kind: "signedMoney" },
  { metric: "fees", label: "metric.fees", kind: "money" },
  { metric: "funding", label: "result.funding", kind: "signedMoney" },
  { metric: "quotedEdgeBps", label: "result.quotedEdgeBps", kind: "bps" },
  { metric: "ambiguousFillShare", label: "metric.ambiguousFillShare", kind: "ratio" },
];
