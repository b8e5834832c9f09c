/** What charts ask the engine worker: bars of any timeframe, by window. */
import type { DayStats, RunWindow, RunWindowOptions } from "@perpmill/engine";
import type { KlineBeside, KlineColumns } from "../charts/kline-source";

export type KlinesRequest =
  /** the last `limit` bars that open in `[fromMs, toMs)`, UTC ms */
  | {
      readonly kind: "klines";
      readonly timeframeMs: number;
      readonly fromMs: number;
      readonly toMs: number;
      readonly limit: number;
    }
  /** what stands beside the bars that open in `[fromMs, toMs)` */
  | {
      readonly kind: "klineBeside";
      readonly timeframeMs: number;
      readonly fromMs: number;
      readonly toMs: number;
    }
  /** a stretch of the newest run in the tab; null: there is none */
  | { readonly kind: "runWindow"; readonly window: RunWindowOptions }
  | { readonly kind: "dayStats" };

export interface KlinesAnswers {
  readonly klines: KlineColumns;
  readonly klineBeside: KlineBeside;
  readonly runWindow: RunWindow | null;
  readonly dayStats: DayStats;
}
