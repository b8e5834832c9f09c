/**
 * The constants of CMA-ES by the number of places and of points in a generation: table 1 of N. Hansen,
 * "The CMA Evolution Strategy: A Tutorial" (arXiv 1604.00772), with its negative weights.
 */
import { ln } from "@perpmill/core-wasm/portable";

/** Share of a change of covariance that is learnt at most. */
const COVARIANCE_SHARE = 2;

export interface Rates {
  /** points in a generation */
  readonly lambda: number;
  /** by rank; the first `mu` above 0, their sum 1; the others 0 or less */
  readonly weights: Float64Array;
  readonly mu: number;
  /** how many points the weights of the best are worth */
  readonly muEffective: number;
  readonly stepMemory: number;
  readonly stepDamping: number;
  readonly pathMemory: number;
  readonly rankOne: number;
  readonly rankMu: number;
  /** expected length of a standard normal of n places */
  readonly expectedLength: number;
}

/** Points in a generation by the number of places. */
export function defaultLambda(places: number): number {
  return 4 + Math.floor(3 * ln(places));
}

function effective(weights: readonly number[]): number {
  const sum = weights.reduce((total, one) => total + one, 0);
  const squares = weights.reduce((total, one) => total + one * one, 0);
  return (sum * sum) / squares;
}

/** @param n places, 1 or more */
export function ratesOf(n: number, lambda: number): Rates {
  const mu = Math.floor(lambda / 2);
  const raw = Array.from({ length: lambda }, (_, at) => ln((lambda + 1) / 2) - ln(at + 1));
  const muEffective = effective(raw.slice(0, mu));
  const rankOne = COVARIANCE_SHARE / ((n + 1.3) * (n + 1.3) + muEffective);
  const learnt = 0.25 + muEffective + 1 / muEffective - 2;
  const wide = (n + 2) * (n + 2) + (COVARIANCE_SHARE * muEffective) / 2;
  const rankMu = Math.min(1 - rankOne, (COVARIANCE_SHARE * learnt) / wide);
  const stepMemory = (muEffective + 2) / (n + muEffective + 5);
  const ahead = Math.max(0, Math.sqrt((muEffective - 1) / (n + 1)) - 1);
  return {
    lambda,
    mu,
    muEffective,
    weights: weightsOf(raw, mu, { n, muEffective, rankOne, rankMu }),
    stepMemory,
    stepDamping: 1 + 2 * ahead + stepMemory,
    pathMemory: (4 + muEffective / n) / (n + 4 + (2 * muEffective) / n),
    rankOne,
    rankMu,
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

function weightsOf(
  raw: readonly number[],
  mu: number,
  {
    n,
    muEffective,
    rankOne,
    rankMu,
  }: Pick<Rates, "muEffective" | "rankOne" | "rankMu"> & { readonly n: number },
): Float64Array {
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const positive = sum(raw.slice(0, mu));
  const worst = raw.slice(mu).filter((one) => one < 0);
  const negative = -sum(worst);
  const scale = Math.min(
    1 + rankOne / rankMu,
    1 + (2 * effective(worst)) / (muEffective + 2),
    (1 - rankOne - rankMu) / (n * rankMu),
  );
  return Float64Array.from(raw, (one, at) => {
    if (at < mu) return one / positive;
    return one < 0 ? (scale * one) / negative : 0;
  });
}
