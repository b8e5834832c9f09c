/** Rows of a verdict as they are read. */
import type { TrustRow } from "@perpmill/engine";

export type { TrustRow };

/** Numbers of a run in every table. */
export const SHOWN_METRICS = ["totalReturn", "sharpe", "maxDrawdown", "fills"] as const;

/** Whether a run ends with more than it began with. */
export function isProfitable({ outcome, metrics }: TrustRow): boolean {
  return outcome !== "liquidated" && (metrics.totalReturn ?? 0) > 0;
}
