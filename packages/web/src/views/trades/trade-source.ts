/** Where fills come from: the newest run of the tab, or a run of the server. */
import type { FillExplanation } from "@perpmill/engine";
import type { KlineSource } from "../../charts/kline-source";
import type { CallOptions } from "../../engine/tab-engine";

export interface TradeSource {
  /** another key: other fills, everything is asked for anew */
  readonly key: string;
  /** bytes that must come from the server before anything is shown; 0: none */
  readonly bytes: number;
  /** the K-lines that the fills lie on */
  readonly klines: Omit<KlineSource, "markers">;
  /**
   * Makes the fills ready in the worker. Rejects with a failure that has a code.
   * @returns the book to ask about; null: that of the newest run in the tab
   */
  readonly open: (options: CallOptions) => Promise<number | null>;
  /** Explains the fill of a row of the run. Rejects with a failure that has a code. */
  readonly explain: (row: number, signal: AbortSignal) => Promise<FillExplanation>;
}
