/** Closes the books of a run whose last bar was run: spans that are still open. Semantics 9. */
import { Market, Run } from "./layout";
import { endUnderwater } from "./metrics";
import { openTimeOf } from "./trajectory";

export function finishRun(s: Run): void {
  endUnderwater(s);
  if (s.cursor == 0) return;
  if (s.exposed) s.exposedBars += <f64>(s.cursor - s.exposedFrom);
  s.exposedFrom = s.cursor;
  const market = changetype<Market>(s.market);
  const end = openTimeOf(market, s.cursor - 1) + market.intervalMs;
  s.holding += (s.long + s.short) * <f64>(end - s.holdingSince);
  s.holdingSince = end;
}
