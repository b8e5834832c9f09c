/** Which metrics the rows of a sweep have, and by which of them they are ranked. */
import { metricNames, type SweepMetric, wantsEnvelope } from "./metric-columns.js";
import { rankMetric } from "./rank.js";
import type { SweepRequest } from "./sweep-options.js";
import { WORST_METRICS, worstOf } from "./worst-metrics.js";

export interface AskedColumns {
  readonly metrics: readonly SweepMetric[];
  readonly rank: SweepMetric;
}

/**
 * The columns that a request asks for. With `envelope`, or ranked by a pessimistic edge, rows have the
 * edge of every metric that has one.
 * @throws SWEEP_INVALID
 */
export function askedColumns({
  metrics,
  rankBy = "sharpe",
  envelope = false,
}: Pick<SweepRequest, "metrics" | "rankBy" | "envelope">): AskedColumns {
  const named = rankMetric(rankBy);
  const rank = envelope ? (worstOf(named) ?? named) : named;
  const wanted = metricNames(metrics);
  const edges = envelope || wantsEnvelope([rank]) ? WORST_METRICS : [];
  return { metrics: [...new Set([...wanted, ...edges])], rank };
}
