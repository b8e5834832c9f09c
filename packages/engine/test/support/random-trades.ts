/** Trades that make given bars, for the path model `trades`. */
import { type Bars, openTimeMs } from "../../src/market-data/bars.js";
import type { Trades } from "../../src/market-data/trades/trades.js";
import { RandomStream } from "../../src/synthetic/random.js";

/** Prices of a bar in some order that its open, high, low and close allow; none for some flat bars. */
function pricesOf(bars: Bars, bar: number, most: number, random: RandomStream): number[] {
  const [open, high, low, close] = [bars.open[bar], bars.high[bar], bars.low[bar], bars.close[bar]];
  const more = Math.floor(random.next() * (most + 1));
  if (high === low) return Array.from({ length: more }, () => open);
  const between = Array.from(
    { length: more },
    () => low + Math.floor(random.next() * (high - low + 1)),
  );
  const extremes = [low, high].filter((price) => price !== open && price !== close);
  for (const price of extremes) {
    between.splice(Math.floor(random.next() * (between.length + 1)), 0, price);
  }
  return open === close && high === open && extremes.length === 0
    ? [open]
    : [open, ...between, close];
}

/** Trades inside the bars, in time order, some at one time, some times with a fraction of a ms. */
export function tradesMaking(bars: Bars, most: number, seed: number): Trades {
  const random = RandomStream.of(seed, 3);
  const timeMs: number[] = [];
  const price: number[] = [];
  for (let bar = 0; bar < bars.count; bar++) {
    const prices = pricesOf(bars, bar, most, random);
    const offsets = prices.map(() => Math.floor(random.next() * bars.intervalMs * 2) / 2);
    if (random.next() < 0.2) offsets.fill(offsets[0] ?? 0);
    offsets.sort((a, b) => a - b);
    prices.forEach((units, at) => {
      timeMs.push(openTimeMs(bars, bar) + offsets[at]);
      price.push(units);
    });
  }
  const count = price.length;
  return {
    symbol: bars.symbol,
    count,
    timeMs: Float64Array.from(timeMs),
    priceDecimals: bars.priceDecimals,
    price: Int32Array.from(price),
    quantity: new Float64Array(count).fill(1),
    isBuyerMaker: new Uint8Array(count),
    source: bars.source,
    skippedRows: 0,
  };
}
