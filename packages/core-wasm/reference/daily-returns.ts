/** Daily returns and the figures made from them. Semantics 9. */

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
/** fewer daily returns than this say nothing */
const MIN_RETURNS = 7;

export interface DailyFigures {
  readonly cagr: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly volatility: number | null;
  readonly calmar: number | null;
  readonly var95: number | null;
  readonly cvar95: number | null;
}

/**
 * Recorded equity at the last bar of each UTC day with bars against that of the day before.
 * @returns ratios, one a day; the first day against the initial balance
 */
export function dailyReturns(
  equity: readonly number[],
  openTimeMs: readonly number[],
  initialBalance: number,
): number[] {
  const returns: number[] = [];
  let before = initialBalance;
  for (let i = 0; i < equity.length; i++) {
    const isLastOfDay =
      i + 1 === equity.length || dayOf(openTimeMs[i + 1]) !== dayOf(openTimeMs[i]);
    if (!isLastOfDay) continue;
    returns.push(equity[i] / before - 1);
    before = equity[i];
  }
  return returns;
}

/** UTC day number of a time. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

/** First ms of a UTC day. */
export function dayStartMs(day: number): number {
  return day * DAY_MS;
}

/** The value, or null where the number does not exist. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * All figures that need daily returns; each null where it does not exist.
 * @param growth final equity / initial balance
 * @param spanMs from the first open time to the end of the last bar
 * @param maxDrawdown of the recorded equity
 */
export function dailyFigures(
  returns: readonly number[],
  growth: number,
  spanMs: number,
  maxDrawdown: number,
): DailyFigures {
  if (returns.length < MIN_RETURNS) {
    return {
      cagr: null,
      sharpe: null,
      sortino: null,
      volatility: null,
      calmar: null,
      var95: null,
      cvar95: null,
    };
  }
  const cagr = growth ** (1 / (spanMs / (YEAR_DAYS * DAY_MS))) - 1;
  const mean = meanOf(returns);
  let squares = 0;
  for (const r of returns) squares += (r - mean) * (r - mean);
  const deviation = Math.sqrt(squares / (returns.length - 1));
  const downside = Math.sqrt(meanOf(returns.map((r) => Math.min(r, 0) * Math.min(r, 0))));
  const ascending = Float64Array.from(returns).sort();
  const worst = Math.floor(0.05 * returns.length);
  return {
    cagr: orNull(cagr),
    sharpe: orNull((mean / deviation) * Math.sqrt(YEAR_DAYS)),
    sortino: orNull((mean / downside) * Math.sqrt(YEAR_DAYS)),
    volatility: orNull(deviation * Math.sqrt(YEAR_DAYS)),
    calmar: orNull(cagr / maxDrawdown),
    var95: orNull(0 - ascending[worst]),
    cvar95: orNull(0 - meanOf([...ascending.subarray(0, worst + 1)])),
  };
}
