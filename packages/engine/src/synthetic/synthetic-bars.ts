/**
 * A made-up perpetual market: volatility that clusters, jumps, fat tails, halts, hours of the day,
 * volume that goes with the range. The same seed gives the same bars on every machine, in Node and
 * in a browser: only + - * / and square roots are used. It is no forecast of any real market.
 */
import type { Bars } from "../market-data/bars.js";
import { PriceProcess } from "./price-process.js";
import { RandomStream } from "./random.js";
import {
  type SyntheticBarsOptions,
  type SyntheticMarket,
  syntheticMarket,
} from "./synthetic-options.js";
import { MINUTE_SIGMA_RATIO, VolatilityProcess } from "./volatility.js";

const DAY_MS = 86_400_000;
/** Quote traded in a mean minute. */
const MINUTE_TURNOVER_QUOTE = 2_000_000;
// about one halt in four months of minutes, a tenth of them longer than three hours
const HALT_CHANCE = 1 / 175_000;
const QUIET_CHANCE = 1 / 60_000;

/**
 * Bars of a synthetic market; `source.synthetic` is true.
 * @returns rows of the exchange's kind (semantics 2): prices in units, one tick a unit
 * Throws CONFIG_INVALID on an option out of range.
 */
export function syntheticBars(options: SyntheticBarsOptions): Bars {
  const market = syntheticMarket(options);
  const count = market.bars;
  const timeIndex = new Int32Array(count);
  const open = new Int32Array(count);
  const high = new Int32Array(count);
  const low = new Int32Array(count);
  const close = new Int32Array(count);
  const volume = new Float64Array(count);

  const minutes = market.intervalMs / 60_000;
  const prices = new PriceProcess(market);
  const sigma = sigmaWithoutJumps(market);
  const volatility = new VolatilityProcess(RandomStream.of(market.seed, 2), sigma, minutes);
  const gaps = new GapProcess(market);
  const volumes = new VolumeProcess(market, sigma);
  const barsPerDay = DAY_MS / market.intervalMs;
  const firstBarOfDay = (market.startMs / market.intervalMs) % barsPerDay;

  let time = -1;
  let holes = 0;
  let closeUnits = market.startUnits;
  for (let i = 0; i < count; i++) {
    const missed = gaps.missedBars(i);
    if (missed > 0) holes++;
    time += 1 + missed;
    timeIndex[i] = time;
    const barSigma = volatility.next((firstBarOfDay + time) % barsPerDay);
    if (missed === 0 && gaps.isQuiet(i)) {
      open[i] = high[i] = low[i] = close[i] = closeUnits;
      continue;
    }
    volatility.learn(prices.next(barSigma, missed));
    open[i] = prices.open + 0.5;
    high[i] = prices.high + 0.5;
    low[i] = prices.low + 0.5;
    closeUnits = close[i] = Math.floor(prices.close + 0.5);
    volume[i] = volumes.next((prices.high - prices.low) / prices.open);
  }
  return {
    kind: "last",
    symbol: market.symbol,
    count,
    intervalMs: market.intervalMs,
    baseTimeMs: market.startMs,
    timeIndex,
    priceDecimals: market.priceDecimals,
    open,
    high,
    low,
    close,
    volume,
    holes,
    source: { name: `synthetic seed ${market.seed}`, md5: null, synthetic: true },
    skippedRows: 0,
  };
}

// jumps are a part of the long-run deviation of a minute, if they leave room
function sigmaWithoutJumps(market: SyntheticMarket): number {
  const bar = MINUTE_SIGMA_RATIO * MINUTE_SIGMA_RATIO * (market.intervalMs / 60_000);
  const jumpMeanSquare = 1.54 * market.jumpRatio * market.jumpRatio;
  const jumps = (jumpMeanSquare * market.jumpsPerDay * market.intervalMs) / 86_400_000;
  return Math.sqrt(jumps < bar / 2 ? bar - jumps : bar / 2);
}

/** Halts and bars without a trade. */
class GapProcess {
  readonly #random: RandomStream;
  readonly #holes: boolean;
  readonly #haltChance: number;
  readonly #minutes: number;

  constructor(market: SyntheticMarket) {
    this.#random = RandomStream.of(market.seed, 3);
    this.#holes = market.holes;
    this.#minutes = market.intervalMs / 60_000;
    this.#haltChance = HALT_CHANCE * this.#minutes;
  }

  // the first two bars stay together, so that the interval can be told from the bars alone
  missedBars(index: number): number {
    if (!this.#holes || this.#random.next() >= this.#haltChance || index < 2) return 0;
    const lengthMinutes = 18 / (0.02 + this.#random.next());
    return 1 + Math.floor(lengthMinutes / this.#minutes);
  }

  isQuiet(index: number): boolean {
    return this.#holes && this.#random.next() < QUIET_CHANCE && index > 0;
  }
}

/** Volume in base units, a whole number of thousandths, more in wide bars. */
class VolumeProcess {
  readonly #random: RandomStream;
  readonly #meanBase: number;
  readonly #rangeScale: number;

  constructor(market: SyntheticMarket, sigmaRatio: number) {
    const price = market.startUnits / Number(`1e${market.priceDecimals}`);
    this.#random = RandomStream.of(market.seed, 4);
    this.#meanBase = ((MINUTE_TURNOVER_QUOTE / price) * market.intervalMs) / 60_000;
    // a walk of twelve steps spans about 1.3 deviations
    this.#rangeScale = 1 / (1.3 * sigmaRatio);
  }

  next(rangeRatio: number): number {
    const scatter = (0.35 + this.#random.next()) / (0.4 + this.#random.next());
    const activity = 0.15 + 0.85 * rangeRatio * this.#rangeScale;
    const thousandths = Math.floor(1000 * this.#meanBase * activity * scatter) + 1;
    return thousandths / 1000;
  }
}
