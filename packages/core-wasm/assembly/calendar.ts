/** Funding and rebate payouts, booked when they are due. Semantics 3 (calendar) and 5. */
import { EVENT_FUNDING, Run } from "./layout";

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
    if (load<i32>(s.eventKinds + (at << 2)) == EVENT_FUNDING) {
      const rate = load<f64>(s.eventRates + (at << 3));
      const payment = -(s.net * mark * s.lotValue * rate);
      s.balance += payment;
      s.funding += payment;
    } else {
      const payout = s.rebateRate * s.feesSincePayout;
      s.balance += payout;
      s.rebates += payout;
      s.feesSincePayout = 0;
    }
    s.eventCursor += 1;
    nextEvent(s);
  }
}
