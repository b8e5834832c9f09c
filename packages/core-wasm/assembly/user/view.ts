/** What the strategy's hook at work sees: set before each hook, read by the getters of `Strategy`. */
import { Market, Run } from "../layout";
import { equityAt } from "../ledger";
import { spreadMultiplier } from "../regimes";
import { closeOf, openTimeOf } from "../trajectory";
import { HEAP_STRATEGY, Heap } from "./heap";

export class View {
  /** address of the Run */
  static run: usize = 0;
  /** quote; UTC ms; quote */
  static price: f64 = 0;
  static time: f64 = 0;
  static equity: f64 = 0;
  static multiplier: f64 = 1;
  static regime: i32 = 0;
  /** complete bars */
  static bars: i32 = 0;
  /** orders may be placed, and of which sides not */
  static quoting: bool = false;
  static noBuy: bool = false;
  static noSell: bool = false;
  /** price units beyond which a quote must not place */
  static highestBid: f64 = Infinity;
  static lowestAsk: f64 = 0;
}

// @ts-ignore: decorator
@inline
export function runOf(): Run {
  return changetype<Run>(View.run);
}

/** Address of the user's object. */
// @ts-ignore: decorator
@inline
export function strategyAddress(): usize {
  return load<usize>(Heap.base + HEAP_STRATEGY);
}

/** Before `start()`: nothing has happened. */
export function viewStart(s: Run): void {
  View.run = changetype<usize>(s);
  View.quoting = false;
  View.bars = 0;
  viewReach(s);
}

/** Before a reach is asked for: it holds for every price and moment until something happens. */
// @ts-ignore: decorator
@inline
export function viewReach(s: Run): void {
  View.price = NaN;
  View.time = NaN;
  View.equity = NaN;
  View.regime = s.regime;
  View.multiplier = spreadMultiplier(s, s.regime);
}

/** Before `quote()`. */
// @ts-ignore: decorator
@inline
export function viewQuote(s: Run, multiplier: f64, noBuy: bool, noSell: bool): void {
  View.price = <f64>s.quotePrice / s.unitsPerQuote;
  View.time = <f64>s.quoteTime;
  View.equity = s.quoteEquity;
  View.regime = s.quoteRegime;
  View.multiplier = multiplier;
  View.bars = s.quoteBar;
  View.noBuy = noBuy;
  View.noSell = noSell;
  View.quoting = true;
}

/** Before `onBar()`: bar `i` is complete. */
// @ts-ignore: decorator
@inline
export function viewBar(s: Run, i: i32): void {
  const market = changetype<Market>(s.market);
  const close = <f64>closeOf(market, i);
  const mark = market.marked ? load<f64>(market.markClose + (<usize>i << 3)) : close;
  View.price = close / s.unitsPerQuote;
  View.time = <f64>(openTimeOf(market, i) + market.offset4);
  View.equity = equityAt(s, mark);
  View.regime = s.regime;
  View.multiplier = spreadMultiplier(s, s.regime);
  View.bars = i + 1;
}

/** Before `filled()`. @param price price units */
export function viewFill(s: Run, price: f64): void {
  View.price = price / s.unitsPerQuote;
  View.time = <f64>s.stepTime;
  View.equity = NaN;
  View.regime = s.regime;
  View.multiplier = spreadMultiplier(s, s.regime);
  View.bars = s.bar;
}
