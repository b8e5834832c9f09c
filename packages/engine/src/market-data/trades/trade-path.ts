/** Trades as the path inside the bars that they make. Semantics 2, finer paths. */
import { PerpmillError } from "../../errors.js";
import { type Bars, openTimeMs } from "../bars.js";
import type { Trades } from "./trades.js";

/** The trades of a run's bars, one bar's after another's. */
export interface TradePath {
  /** i32[bars + 1], index of the first trade of each bar; the last one is their number */
  readonly first: Int32Array;
  /** i32 each: price in the bars' units, ms from the open time of the bar */
  readonly price: Int32Array;
  readonly offsetMs: Int32Array;
  /** of the bar that has the most; 1 at the least */
  readonly mostInABar: number;
}

/** Prices of trades in units of `decimals` decimals, half up. */
function inUnits(price: Int32Array, from: number, to: number): Int32Array {
  if (to === from) return price;
  if (to > from) {
    const factor = 10 ** (to - from);
    return price.map((units) => units * factor);
  }
  const factor = 10 ** (from - to);
  return price.map((units) => Math.floor((units + factor / 2) / factor));
}

function mismatch(bars: Bars, bar: number, what: string): PerpmillError {
  const time = new Date(openTimeMs(bars, bar)).toISOString();
  return new PerpmillError("TRADES_MISMATCH", {
    message: `the bar of ${time} is not made of the trades: ${what}`,
    where: { bar, timeMs: openTimeMs(bars, bar) },
    hint: "Leave `bars` out, so that they are made of the trades, or give those of `barsFromTrades(trades, interval)`.",
  });
}

/** First and one past the last trade of a bar have the prices that the bar says. */
function checkBar(bars: Bars, bar: number, price: Int32Array, from: number, to: number): void {
  const decimals = 10 ** bars.priceDecimals;
  const expected = [bars.open[bar], bars.high[bar], bars.low[bar], bars.close[bar]];
  if (from === to) {
    if (expected.every((units) => units === expected[0])) return;
    throw mismatch(bars, bar, "it has none, and is not flat");
  }
  let high = price[from];
  let low = high;
  for (let row = from + 1; row < to; row += 1) {
    if (price[row] > high) high = price[row];
    else if (price[row] < low) low = price[row];
  }
  const found = [price[from], high, low, price[to - 1]];
  const at = found.findIndex((units, i) => units !== expected[i]);
  if (at < 0) return;
  const name = ["open", "high", "low", "close"][at];
  throw mismatch(
    bars,
    bar,
    `its ${name} is ${expected[at] / decimals}, theirs ${found[at] / decimals}`,
  );
}

/**
 * The path of the trades through bars that are made of them. Trades in none of the bars are left out.
 * @param bars those of a run, in its price units
 * @throws TRADES_MISMATCH
 */
export function tradePath(trades: Trades, bars: Bars): TradePath {
  const { timeMs, count } = trades;
  const whole = inUnits(trades.price, trades.priceDecimals, bars.priceDecimals);
  const first = new Int32Array(bars.count + 1);
  const offsetMs = new Int32Array(count);
  const price = new Int32Array(count);
  let row = 0;
  let taken = 0;
  let mostInABar = 1;
  for (let bar = 0; bar < bars.count; bar += 1) {
    const openMs = openTimeMs(bars, bar);
    const endMs = openMs + bars.intervalMs;
    while (row < count && timeMs[row] < openMs) row += 1;
    first[bar] = taken;
    for (; row < count && timeMs[row] < endMs; row += 1) {
      price[taken] = whole[row];
      offsetMs[taken] = Math.floor(timeMs[row]) - openMs;
      taken += 1;
    }
    checkBar(bars, bar, price, first[bar], taken);
    mostInABar = Math.max(mostInABar, taken - first[bar]);
  }
  first[bars.count] = taken;
  return {
    first,
    price: price.subarray(0, taken),
    offsetMs: offsetMs.subarray(0, taken),
    mostInABar,
  };
}
