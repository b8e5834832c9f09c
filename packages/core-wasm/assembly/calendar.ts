/** Funding, rebate payouts and closed hours, booked when they are due. Semantics 3 (calendar), 5, 8. */
import { EVENT_CLOSE, EVENT_FUNDING, Run } from "./layout";
import { cancelOrders } from "./ledger";

/** Reads the time of the next event. */
export function nextEvent(s: Run): void {
  s.nextDue =
    s.eventCursor < s.eventCount
      ? <i64>load<f64>(s.eventTimes + (<usize>s.eventCursor << 3))
      : i64.MAX_VALUE;
}

/** Books every event due at or before `time`, oldest first, at the mark of the point before. */
export function bookEvents(s: Run, time: i64, mark: f64): void {
  while (s.nextDue <= time) {
    const at = <usize>s.eventCursor;
    const kind = load<i32>(s.eventKinds + (at << 2));
    const rate = load<f64>(s.eventRates + (at << 3));
    if (kind == EVENT_CLOSE) {
      cancelOrders(s);
      s.pausedUntil = max(s.pausedUntil, <i64>rate);
    } else if (kind == EVENT_FUNDING) {
      const payment = -(s.net * mark * s.lotValue * rate);
      s.balance += payment;
      s.funding += payment;
    } else {
      const payout = s.rebateRate * s.feesSincePayout;
      s.balance += payout;
      s.rebates += payout;
      s.feesSincePayout = 0;
    }
    // The balance decides what some strategies want next.
    s.settled = 0;
    s.eventCursor += 1;
    nextEvent(s);
  }
}
