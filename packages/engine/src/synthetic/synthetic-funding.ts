/** Funding rates of a synthetic market, by the exchange's formula over a made-up premium. */
import { type Bars, type FundingSeries, openTimeMs } from "../market-data/bars.js";
import { RandomStream } from "./random.js";

export interface SyntheticFundingOptions {
  /** whole, 0..2^64 - 1 */
  readonly seed: number | bigint;
  /** the market that pays; its last days move the premium */
  readonly bars: Bars;
}

const HOUR_MS = 3_600_000;
const INTERVAL_MS = 8 * HOUR_MS;
const LOOK_BACK_MS = 24 * HOUR_MS;
// interest, the band around the premium in which it is the rate, and the exchange's limit
const INTEREST = 0.0001;
const BAND = 0.0005;
const RATE_MAX = 0.0075;
const PREMIUM_PER_MOVE = 0.02;
const PREMIUM_NOISE = 0.0002;

/**
 * Rates at every 00:00, 08:00 and 16:00 UTC from the first bar to the end of the last one, with 8
 * decimals; mostly 0.0001, higher after a rise, lower or negative after a fall.
 * Throws CONFIG_INVALID on a bad seed.
 */
export function syntheticFunding({ seed, bars }: SyntheticFundingOptions): FundingSeries {
  const random = RandomStream.of(seed, 5);
  const firstMs = Math.ceil(bars.baseTimeMs / INTERVAL_MS) * INTERVAL_MS;
  const endMs = openTimeMs(bars, bars.count - 1) + bars.intervalMs;
  const count = Math.max(0, Math.floor((endMs - firstMs) / INTERVAL_MS) + 1);
  const timeMs = new Float64Array(count);
  const rate = new Float64Array(count);

  let now = 0;
  let before = 0;
  let noise = 0;
  for (let i = 0; i < count; i++) {
    const atMs = firstMs + i * INTERVAL_MS;
    now = lastClosedRow(bars, now, atMs);
    before = lastClosedRow(bars, before, atMs - LOOK_BACK_MS);
    const moveRatio = (bars.close[now] - bars.close[before]) / bars.close[before];
    noise = 0.8 * noise + 0.6 * PREMIUM_NOISE * random.nextBell();
    const premium = INTEREST + PREMIUM_PER_MOVE * moveRatio + noise;
    timeMs[i] = atMs;
    rate[i] = Math.round(clamp(premium + clamp(INTEREST - premium, BAND), RATE_MAX) * 1e8) / 1e8;
  }
  const source = { name: `synthetic seed ${seed}`, md5: null, synthetic: true };
  return { count, timeMs, rate, source };
}

// the last row, from `row` on, whose bar is over at `atMs`; `row` itself if none is
function lastClosedRow(bars: Bars, row: number, atMs: number): number {
  let last = row;
  while (last + 1 < bars.count && openTimeMs(bars, last + 1) + bars.intervalMs <= atMs) last++;
  return last;
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit);
}
