/** A driftless random walk of one-second steps, and the bars that it makes. */
import type { Bars } from "../../../packages/engine/src/market-data/bars.js";
import { RandomStream } from "../../../packages/engine/src/synthetic/random.js";

const PRICE_DECIMALS = 2;
/** Quote per base at the start of every walk. */
export const START_PRICE = 2000;
const START_MS = Date.UTC(2024, 0, 1);

/** What a walk looks like. */
export interface WalkOptions {
  readonly seed: number;
  /** number of the stream of random numbers, a walk each */
  readonly stream: number;
  readonly minutes: number;
  /** deviation of a minute's move, share of the price */
  readonly minuteSigmaRatio: number;
}

/** Prices of the walk second by second, in units of 0.01. Every step has mean 0 in the price. */
export function walkUnits(options: WalkOptions): Int32Array {
  const random = RandomStream.of(options.seed, options.stream);
  const sigma = options.minuteSigmaRatio / Math.sqrt(60);
  const units = new Int32Array(options.minutes * 60);
  let price = START_PRICE * 10 ** PRICE_DECIMALS;
  for (let second = 0; second < units.length; second++) {
    units[second] = Math.round(price);
    price *= 1 + sigma * random.nextBell();
  }
  return units;
}

/**
 * Bars of `seconds` seconds each, without volume.
 * @param units prices second by second; with `seconds` = 1 every bar is flat
 */
export function barsOf(units: Int32Array, seconds: number): Bars {
  const count = Math.floor(units.length / seconds);
  const column = (pick: (prices: Int32Array) => number) =>
    Int32Array.from({ length: count }, (_, bar) =>
      pick(units.subarray(bar * seconds, (bar + 1) * seconds)),
    );
  return {
    kind: "last",
    symbol: null,
    count,
    intervalMs: seconds * 1000,
    baseTimeMs: START_MS,
    timeIndex: Int32Array.from({ length: count }, (_, bar) => bar),
    priceDecimals: PRICE_DECIMALS,
    open: column((prices) => prices[0]),
    high: column((prices) => prices.reduce((a, b) => Math.max(a, b))),
    low: column((prices) => prices.reduce((a, b) => Math.min(a, b))),
    close: column((prices) => prices[prices.length - 1]),
    volume: null,
    holes: 0,
    source: { name: `random walk, ${seconds} s bars`, md5: null, synthetic: true },
    skippedRows: 0,
  };
}
