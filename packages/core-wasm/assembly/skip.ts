/**
 * The skip layer: whole blocks of bars are jumped in which nothing can happen, by tables made once per
 * bars, path model and refresh time. When quotes are made does not hang on the account, so that the table
 * can hold, for each block, how far the price goes from any quote that lives in it. What cannot be jumped
 * is left to the lazy layer, whose numbers come out bit for bit. Kernel notes 2.
 */
import { Run } from "./layout";
import { cancelOrders } from "./ledger";
import { greater, lesser } from "./math/rounding";
import { FourPoints, closeOf, highOf, lowFirst, lowOf, openOf, openTimeOf } from "./trajectory";

/** Bars in a block of the fine and of the coarse table. */
export const SKIP_FINE_BARS: i32 = 8;
export const SKIP_COARSE_BARS: i32 = 64;
export const SKIP_BLOCK_BYTES: i32 = 32;

/** One block of a table. Prices in units. */
@unmanaged
class Block {
  /** least and greatest ratio of a price to that of the quote that lives then; on the safe side */
  least: f32;
  greatest: f32;
  low: i32;
  high: i32;
  lowClose: i32;
  highClose: i32;
  /** the last quote: bar * 4 + step - 1; -1: none */
  quote: i32;
  padding: i32;
}

// @ts-ignore: decorator
@inline
function blockOf(table: usize, index: i32): Block {
  return changetype<Block>(table + <usize>index * SKIP_BLOCK_BYTES);
}

function clearBlock(block: Block): void {
  block.least = f32.MAX_VALUE;
  block.greatest = 0;
  block.low = i32.MAX_VALUE;
  block.high = 0;
  block.lowClose = i32.MAX_VALUE;
  block.highClose = 0;
  block.quote = -1;
}

/** Both tables of the run's market, path and refresh time, at `skipFine` and `skipCoarse`. */
export function prepareSkip(s: Run): void {
  const path = changetype<FourPoints>(s.market);
  const refresh = s.orderRefreshMs;
  let next = i64.MIN_VALUE;
  let quoted: f64 = 0;
  let block = blockOf(s.skipFine, 0);
  for (let i = 0, count = path.count; i < count; i++) {
    if ((i & (SKIP_FINE_BARS - 1)) == 0) {
      block = blockOf(s.skipFine, i / SKIP_FINE_BARS);
      clearBlock(block);
    }
    const open = openOf(path, i);
    const high = highOf(path, i);
    const low = lowOf(path, i);
    const close = closeOf(path, i);
    const loaded = i32(lowFirst(s, i, open, high, low, close));
    const openTime = openTimeOf(path, i);
    let least: f64 = Infinity;
    let greatest: f64 = 0;
    for (let k = 1; k <= 4; k++) {
      const price = <f64>path.price(s, i, k, loaded);
      const time = openTime + path.offset(s, k);
      if (quoted > 0) {
        const ratio = price / quoted;
        least = lesser(least, ratio);
        greatest = greater(greatest, ratio);
      }
      if (time < next) continue;
      next = time + refresh;
      quoted = price;
      block.quote = i * 4 + k - 1;
    }
    // Narrowing to f32 rounds by 6e-8 at most.
    block.least = min(block.least, <f32>(least * (1 - 2e-7)));
    block.greatest = max(block.greatest, <f32>(greatest * (1 + 2e-7)));
    block.low = min(block.low, low);
    block.high = max(block.high, high);
    block.lowClose = min(block.lowClose, close);
    block.highClose = max(block.highClose, close);
  }
  mergeBlocks(s, path.count);
}

function mergeBlocks(s: Run, count: i32): void {
  const ratio = SKIP_COARSE_BARS / SKIP_FINE_BARS;
  const fine = (count + SKIP_FINE_BARS - 1) / SKIP_FINE_BARS;
  let to = blockOf(s.skipCoarse, 0);
  for (let index = 0; index < fine; index++) {
    if (index % ratio == 0) {
      to = blockOf(s.skipCoarse, index / ratio);
      clearBlock(to);
    }
    const from = blockOf(s.skipFine, index);
    to.least = min(to.least, from.least);
    to.greatest = max(to.greatest, from.greatest);
    to.low = min(to.low, from.low);
    to.high = max(to.high, from.high);
    to.lowClose = min(to.lowClose, from.lowClose);
    to.highClose = max(to.highClose, from.highClose);
    if (from.quote >= 0) to.quote = from.quote;
  }
}

/** Whether no order of a quote in the block can be reached, whatever bar it was made in. */
// @ts-ignore: decorator
@inline
function isOutOfReach(s: Run, block: Block): bool {
  if (block.low <= s.safeLo || block.high >= s.safeHi) return false;
  if (!s.pending) {
    if (block.low <= s.lo || block.high >= s.hi) return false;
    if (block.quote < 0) return true;
  }
  // The reach of a price is at most three units beyond its product with the factor (touch).
  const slack = 3 / <f64>block.low;
  return (
    <f64>block.least - slack > <f64>s.kBid / 1073741824.0 &&
    <f64>block.greatest + slack < <f64>s.kAsk / 1073741824.0
  );
}

/** Jumps one block from bar `i` on, if nothing in it matters. */
function jumpBlock(s: Run, i: i32, bars: i32, table: usize): bool {
  const market = changetype<FourPoints>(s.market);
  const block = blockOf(table, i / bars);
  if (!isOutOfReach(s, block)) return false;
  const last = i + bars - 1;
  const lastOpen = openTimeOf(market, last);
  const lastTime = lastOpen + market.offset4;
  if (lastTime >= s.nextDue || lastOpen >= s.dayEnd) return false;
  const net = s.net;
  const cost = s.cost;
  const balance = s.balance;
  const lotValue = s.lotValue;
  const long = net > 0;
  // Equity is monotone in the price, also after rounding.
  const lowest = balance + (net * <f64>(long ? block.low : block.high) - cost) * lotValue;
  if (lowest < s.intrabarFloor) return false;
  const worst = balance + (net * <f64>(long ? block.lowClose : block.highClose) - cost) * lotValue;
  const best = balance + (net * <f64>(long ? block.highClose : block.lowClose) - cost) * lotValue;
  if (best > s.peakAbove || worst < s.drawdownFloor || worst <= s.limitFloor) return false;
  if (best < s.peakBelow) s.belowTime = lastTime;
  else if (worst < s.peakBelow) return false;
  if (block.quote >= 0) takeQuote(s, market, block.quote);
  s.lastEquity = balance + (net * <f64>closeOf(market, last) - cost) * lotValue;
  s.jumpedBars += <f64>bars;
  return true;
}

/** The last quote of a block is the one that is put off now. */
function takeQuote(s: Run, path: FourPoints, quote: i32): void {
  const bar = quote >> 2;
  const k = (quote & 3) + 1;
  if (!s.pending) {
    cancelOrders(s);
    s.pending = 1;
  }
  s.quotePrice = path.price(s, bar, k, path.load(s, bar));
  s.quoteMark = <f64>s.quotePrice;
  s.quoteRegime = s.regime;
  s.nextQuote = openTimeOf(path, bar) + path.offset(s, k) + s.orderRefreshMs;
}

/** Bars jumped from bar `i` on, before `end`; 0: the bar is to be looked at. */
// @ts-ignore: decorator
@inline
export function jumpBars(s: Run, i: i32, end: i32): i32 {
  if ((i & (SKIP_FINE_BARS - 1)) != 0) return 0;
  if ((i & (SKIP_COARSE_BARS - 1)) == 0 && i + SKIP_COARSE_BARS <= end) {
    if (jumpBlock(s, i, SKIP_COARSE_BARS, s.skipCoarse)) return SKIP_COARSE_BARS;
  }
  if (i + SKIP_FINE_BARS > end) return 0;
  return jumpBlock(s, i, SKIP_FINE_BARS, s.skipFine) ? SKIP_FINE_BARS : 0;
}
