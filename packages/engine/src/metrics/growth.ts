/** Yearly growth. Semantics 9. */

const YEAR_MS = 365 * 86_400_000;

/**
 * `(final/initial)^(1/years) − 1`; null where it does not exist.
 * @param finalEquity quote
 * @param initialBalance quote, > 0
 * @param spanMs last open time + D − first open time
 */
export function cagr(finalEquity: number, initialBalance: number, spanMs: number): number | null {
  const growth = (finalEquity / initialBalance) ** (YEAR_MS / spanMs) - 1;
  return Number.isFinite(growth) ? growth : null;
}
