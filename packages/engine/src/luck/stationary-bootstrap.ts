/**
 * The stationary bootstrap: a series is put together again from blocks of itself of random length,
 * beginning anywhere and going round at the end. What a mean over it needs is how often each period
 * was drawn.
 *
 * Source: D. N. Politis and J. P. Romano, "The stationary bootstrap", Journal of the American
 * Statistical Association 89 (1994).
 */
import { RandomStream } from "../synthetic/random.js";

/** How often each period is drawn, by resample. */
export interface Resamples {
  /** resamples */
  readonly draws: number;
  readonly periods: number;
  /** mean length of a block */
  readonly blockLength: number;
  /** f32[draws · periods], whole numbers; each resample adds up to `periods` */
  readonly counts: Float32Array;
}

/**
 * One resample.
 * @param take called for each of its periods in order, with the one that was drawn
 */
export function drawStationary(
  random: RandomStream,
  periods: number,
  blockLength: number,
  take: (drawn: number, at: number) => void,
): void {
  const startAnew = 1 / blockLength;
  let drawn = 0;
  for (let at = 0; at < periods; at++) {
    const begins = at === 0 || random.next() < startAnew;
    drawn = begins ? Math.floor(random.next() * periods) : drawn + 1;
    if (drawn === periods) drawn = 0;
    take(drawn, at);
  }
}

/**
 * Resamples by seed: the same ones on every machine.
 * @param blockLength mean length of a block, 1 or more
 */
export function stationaryResamples(
  periods: number,
  draws: number,
  blockLength: number,
  seed: number | bigint,
): Resamples {
  const counts = new Float32Array(draws * periods);
  for (let draw = 0; draw < draws; draw++) {
    const from = draw * periods;
    drawStationary(RandomStream.of(seed, draw), periods, blockLength, (drawn) => {
      counts[from + drawn] += 1;
    });
  }
  return { draws, periods, blockLength, counts };
}

/**
 * Variance of √n times the mean of a resample, over all resamples that there can be.
 *
 * Source: Politis and Romano (1994), lemma 1; P. R. Hansen, "A test for superior predictive ability",
 * Journal of Business & Economic Statistics 23 (2005), the kernel κ(n, i). Worked out in one pass:
 * with ρ = 1 − 1/length, sums of ρ^i · x(t + i) and i · ρ^i · x(t + i) over the lags follow from those
 * of the next period.
 * @param centred f64[n], a series less its mean
 */
export function resampledVariance(centred: Float64Array, blockLength: number): number {
  const n = centred.length;
  const stay = 1 - 1 / blockLength;
  let plain = 0;
  let weighted = 0;
  let power = 1;
  for (let lag = 1; lag < n; lag++) {
    power *= stay;
    plain += power * centred[lag - 1];
    weighted += lag * power * centred[lag - 1];
  }
  // `power` is stay^(n − 1); the sums are those of the last period.
  let total = 0;
  for (let t = n - 1; t >= 0; t--) {
    const value = centred[t];
    total += value * (value + 2 * (plain - weighted / n));
    const before = centred[t === 0 ? n - 1 : t - 1];
    const nextPlain = stay * (value + plain - power * before);
    weighted = nextPlain + stay * (weighted - (n - 1) * power * before);
    plain = nextPlain;
  }
  return Math.max(0, total / n);
}
