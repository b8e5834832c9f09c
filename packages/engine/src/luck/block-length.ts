/** How long the blocks of a bootstrap should be for a series. */
import { ln } from "@perpmill/core-wasm/portable";

const { LN10 } = Math;
/** Autocorrelations that must be small in a row. */
const QUIET_LAGS_MIN = 5;

function log10(x: number): number {
  return ln(x) / LN10;
}

function autocovariances(returns: ArrayLike<number>, lags: number): Float64Array {
  const n = returns.length;
  let sum = 0;
  for (let t = 0; t < n; t++) sum += returns[t];
  const mean = sum / n;
  const centred = Float64Array.from(returns, (one) => one - mean);
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let total = 0;
    for (let t = lag; t < n; t++) total += centred[t] * centred[t - lag];
    return total / n;
  });
}

/** The first lag after which so many autocorrelations are small; null: there is none. */
function lastLoudLag(covariances: Float64Array, quiet: number, bound: number): number | null {
  let run = 0;
  for (let lag = 1; lag < covariances.length; lag++) {
    run = Math.abs(covariances[lag] / covariances[0]) < bound ? run + 1 : 0;
    if (run === quiet) return lag - quiet;
  }
  return null;
}

/**
 * Mean block length of the stationary bootstrap that makes the variance of the mean most exact.
 *
 * Source: D. N. Politis and H. White, "Automatic block-length selection for the dependent bootstrap",
 * Econometric Reviews 23 (2004), with the correction of A. Patton, D. N. Politis and H. White,
 * Econometric Reviews 28 (2009): flat-top lag window, M = 2·m, D = 2·g(0)².
 * @param returns of consecutive periods
 * @returns periods, from 1 to the smaller of 3·√n and n / 3; 1 for a series without variance
 */
export function stationaryBlockLength(returns: ArrayLike<number>): number {
  const n = returns.length;
  const longest = Math.max(1, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3)));
  const quiet = Math.max(QUIET_LAGS_MIN, Math.ceil(Math.sqrt(log10(n))));
  const lags = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + quiet);
  const covariances = autocovariances(returns, lags);
  if (!(covariances[0] > 0)) return 1;
  const bound = 2 * Math.sqrt(log10(n) / n);
  const loud = lastLoudLag(covariances, quiet, bound);
  const window = Math.min(lags, loud === null ? lags : 2 * Math.max(1, loud));
  let slope = 0;
  let spectrum = covariances[0];
  for (let lag = 1; lag <= window; lag++) {
    const share = lag / window;
    const weight = share <= 0.5 ? 1 : 2 * (1 - share);
    slope += 2 * weight * lag * covariances[lag];
    spectrum += 2 * weight * covariances[lag];
  }
  const length = Math.cbrt(((slope * slope) / (spectrum * spectrum)) * n);
  return Math.min(longest, Math.max(1, Number.isFinite(length) ? length : 1));
}
