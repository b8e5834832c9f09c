/**
 * Explains one fill of a run: the bar, the assumed path through it with the order, and what other
 * assumptions would have done. The run is made again up to the bar; its state before the bar — account,
 * resting orders, quotes put off, regime, events to come — is copied, and every walk of the bar begins
 * with that copy. So the walk under the run's own assumptions gives the run's fills bit for bit, and
 * the others differ from it in the path, the fill rule and the participation cap of this bar only.
 */
import { throwIfAborted } from "../drive-run.js";
import type { ExplainFillOptions, FillExplanation } from "./fill-explanation.js";

/**
 * Explains a fill.
 * @returns the fill as the run has it, and what it owes to path, rule and cap; prices in quote, sizes in
 * contracts
 * @throws FILL_UNKNOWN when the run has no such row; the codes of `backtest`
 */
export async function explainFill(options: ExplainFillOptions): Promise<FillExplanation> {
  throwIfAborted(options);
  const { explain } = await import("./explanation.js");
  return explain(options);
}
