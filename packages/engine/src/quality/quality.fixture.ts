/** Test fixture: small bars whose faults are known. */
import type { Bars } from "../market-data/bars.js";

export const MINUTE_MS = 60_000;
export const SOURCE = { name: "test", md5: null, synthetic: false };

/** Minute bars from closes in cents; undefined is a missing bar. */
export function barsOf(closes: readonly (number | undefined)[], startMs = 0): Bars {
  const rows = closes.flatMap((close, index) => (close === undefined ? [] : [{ close, index }]));
  const prices = Int32Array.from(rows, ({ close }) => close);
  return {
    kind: "last",
    symbol: null,
    count: rows.length,
    intervalMs: MINUTE_MS,
    baseTimeMs: startMs,
    timeIndex: Int32Array.from(rows, ({ index }) => index),
    priceDecimals: 2,
    open: prices,
    high: prices.slice(),
    low: prices.slice(),
    close: prices,
    volume: Float64Array.from(rows, () => 1),
    holes: 0,
    source: SOURCE,
    skippedRows: 0,
  };
}

export const flat = (count: number, close = 10_000): number[] =>
  new Array<number>(count).fill(close);
/** A market that moves by one cent each minute. */
export const ticking = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => 10_000 + (i % 2));
