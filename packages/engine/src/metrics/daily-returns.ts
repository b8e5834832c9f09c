/** Daily returns and the ratios made of them. Semantics 9. */

/** Fewer returns than this say nothing: every ratio is null. */
export const DAILY_RETURNS_MIN = 7;

const DAYS_PER_YEAR = 365;
const TAIL_SHARE = 0.05;

/** Ratios of daily returns; all null with fewer than seven. */
export interface ReturnRatios {
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly volatility: number | null;
  readonly var95: number | null;
  readonly cvar95: number | null;
}

const NO_RATIOS: ReturnRatios = {
  sharpe: null,
  sortino: null,
  volatility: null,
  var95: null,
  cvar95: null,
};

/**
 * Return of each UTC day with bars against the day before, the first against the initial balance.
 * @param dailyEquity f64[days], recorded equity at the last bar of each day, quote
 * @param initialBalance quote
 * @returns f64[days], share of one
 */
export function dailyReturns(dailyEquity: Float64Array, initialBalance: number): Float64Array {
  let before = initialBalance;
  return dailyEquity.map((equity) => {
    const change = equity / before - 1;
    before = equity;
    return change;
  });
}

/**
 * Daily returns as studies of many runs keep them.
 * @param returns f64[n], of the days up to the one in which the run ended
 * @param days UTC days with bars of the data that were run, `n` or more
 * @returns f32[days], share of one, rounded once; 0 after the run has ended, and on a day whose return
 * does not exist because no equity was left before it
 */
export function keptReturns(returns: Float64Array, days: number): Float32Array {
  const kept = new Float32Array(days);
  for (let day = 0; day < returns.length; day++) {
    if (Number.isFinite(returns[day])) kept[day] = returns[day];
  }
  return kept;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * Sharpe, Sortino, volatility (annualised by √365) and the 5 % tail of daily returns.
 * A ratio with a denominator of 0 does not exist and is null.
 */
export function returnRatios(returns: Float64Array): ReturnRatios {
  const n = returns.length;
  if (n < DAILY_RETURNS_MIN) return NO_RATIOS;
  const mean = sum(returns) / n;
  const deviation = Math.sqrt(sum(returns.map((r) => (r - mean) * (r - mean))) / (n - 1));
  const downside = Math.sqrt(sum(returns.map((r) => Math.min(r, 0) * Math.min(r, 0))) / n);
  const year = Math.sqrt(DAYS_PER_YEAR);
  const sorted = returns.toSorted();
  const tail = Math.floor(TAIL_SHARE * n);
  return {
    sharpe: deviation === 0 ? null : orNull((mean / deviation) * year),
    sortino: downside === 0 ? null : orNull((mean / downside) * year),
    volatility: orNull(deviation * year),
    var95: orNull(0 - sorted[tail]),
    cvar95: orNull(0 - sum(sorted.subarray(0, tail + 1)) / (tail + 1)),
  };
}
