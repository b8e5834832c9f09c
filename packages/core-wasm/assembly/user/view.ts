/** What the strategy's hook at work sees: set before each hook, read by the getters of `Strategy`. */
import { Market, Run, stateOf } from "../layout";
import { equityAt } from "../ledger";
import { greater, lesser } from "../math/rounding";
import { boundInventory } from "../reach";
import { spreadMultiplier } from "../regimes";
import { closeOf, openTimeOf } from "../trajectory";
import { HEAP_STRATEGY, Heap } from "./heap";

/** What a reach is asked for: nothing at the moment, all that may come, or the quote at hand. */
export const REACH_NONE: i32 = 0;
export const REACH_AHEAD: i32 = 1;
export const REACH_HELD: i32 = 2;

export class View {
  static reach: i32 = 0;
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
  /** the inventory that the quote has asked for, and of what; NaN: none yet */
  static askedShare: f64 = NaN;
  static askedInventory: f64 = 0;
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
  endQuote();
  View.bars = 0;
  viewReach(s, REACH_NONE);
}

/** Keeps the price around which a reach may be bounded, with the run: it may be saved and gone on with. */
export function keepNear(s: Run, near: f64): void {
  store<f64>(stateOf(s), near);
}

function workOutInventory(s: Run, share: f64): f64 {
  if (s.quoteEquity <= 0) return s.net > 0 ? 1 : s.net < 0 ? -1 : 0;
  const allowed = share * s.quoteEquity;
  return greater(lesser((s.net * <f64>s.quotePrice * s.lotValue) / allowed, 1), -1);
}

/** Inventory as a share of what is allowed, at the quote at hand; both reaches and the quote ask for it. */
// @ts-ignore: decorator
@inline
export function quotedInventory(s: Run, share: f64): f64 {
  if (share != View.askedShare) {
    View.askedShare = share;
    View.askedInventory = workOutInventory(s, share);
  }
  return View.askedInventory;
}

/** After `quote()`. */
// @ts-ignore: decorator
@inline
export function endQuote(): void {
  View.quoting = false;
  View.askedShare = NaN;
}

/** The least or the most that the inventory can be while a reach holds; NaN when none is asked for. */
export function reachedInventory(s: Run, share: f64, most: bool): f64 {
  if (View.reach == REACH_NONE) return NaN;
  if (View.reach == REACH_HELD) return quotedInventory(s, share);
  const near = load<f64>(stateOf(s));
  if (near == 0) return most ? 1 : -1;
  boundInventory(s, near, share);
  return most ? s.mostInventory : s.leastInventory;
}

/** Before a reach is asked for: it holds for every price and moment until something happens. */
// @ts-ignore: decorator
@inline
export function viewReach(s: Run, reach: i32): void {
  View.reach = reach;
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
