/**
 * From one quote of a host to the next. A host without a reach is asked for every quote, mostly four
 * times a bar, and mostly nothing happens in between: then this is all there is to do, and neither the
 * loop of the bars nor that of the steps is entered.
 */
import { Market, Run } from "./layout";
import { equityAt } from "./ledger";
import { stepEquity } from "./metrics";
import { askedHigh, askedLow, PHASE_FIRST } from "./quotes";
import { FourPoints } from "./trajectory";

/**
 * Does what `walkBar` would do up to the next quote of the same bar, if that is at its next point and
 * nothing else is due. Otherwise it changes nothing.
 * @returns whether the host is to be asked again
 */
export function asksNext(s: Run): bool {
  const path = changetype<FourPoints>(s.market);
  const k = s.resumeStep + 1;
  if (s.resumePhase != PHASE_FIRST || k == 1 || k > 4 || changetype<Market>(s.market).marked) return false;
  const time = s.openTime + path.offset(s, k);
  if (time < s.nextQuote || s.nextDue <= time || time < s.pausedUntil) return false;
  const price = path.price(s, s.cursor, k, s.resumeLow);
  if (price <= askedLow(s) || price >= askedHigh(s)) return false;
  const mark = <f64>price;
  stepEquity(s, s.quoteEquity);
  s.stepTime = time;
  s.nextQuote = time + s.orderRefreshMs;
  s.lastPrice = price;
  s.lastMark = mark;
  s.quotePrice = price;
  s.quoteMark = mark;
  s.quoteTime = time;
  s.quoteEquity = equityAt(s, mark);
  s.resumeStep = k;
  return true;
}
