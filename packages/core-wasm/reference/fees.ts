/** Trading fees and the monthly rebate of fees. Semantics 5. */

/** Fee of a fill, quote; a negative rate is a rebate. */
export function feeOf(notional: number, rate: number): number {
  return notional * rate;
}

/** Payout time in a month (0 … 11, or beyond: it carries over), 00:00 UTC, last day if it is shorter. */
function payoutMs(year: number, month: number, payoutDay: number): number {
  const daysInMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(payoutDay, daysInMonth));
}

/** Hands out payout times one by one, the first at or after `firstOpenTimeMs`. */
export function payoutCalendar(payoutDay: number, firstOpenTimeMs: number): () => number {
  const first = new Date(firstOpenTimeMs);
  const year = first.getUTCFullYear();
  let month = first.getUTCMonth();
  if (payoutMs(year, month, payoutDay) < firstOpenTimeMs) month++;
  return () => payoutMs(year, month++, payoutDay);
}
