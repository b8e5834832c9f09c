/** `hedge-grid`: opens on both sides at every quote, closes each entry at a price of its own. Semantics 8. */
import { orderLots, quoteOrder } from "../acceptance";
import {
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  KIND_OPEN_LONG,
  KIND_OPEN_SHORT,
  Market,
  parameter,
  REGIME_HIGH,
  Run,
  stateOf,
} from "../layout";
import { closingOrders } from "../keeping";
import { atLeast, atMost, ceilTick, floorTick, lesser } from "../math/rounding";
import { trueRange } from "../regimes";
import { closeOf } from "../trajectory";
import {
  HEDGE_GRID_ATR_PERIOD,
  HEDGE_GRID_BALANCE_THRESHOLD,
  HEDGE_GRID_ENTRY_DISTANCE,
  HEDGE_GRID_MAX_ORDERS,
  HEDGE_GRID_MAX_POSITION_RATIO,
  HEDGE_GRID_SIZE,
  HEDGE_GRID_SPREAD,
} from "./parameters.gen";
import { restsAsWanted } from "./staying";

/** Entries of a side, at most. */
const MOST_ENTRIES: i32 = 60;

/** What an opening has filled, and where it is closed. */
@unmanaged
class Entry {
  /** take-profit, price units */
  price: f64;
  lots: f64;
}

const ENTRY_BYTES: usize = 16;

/** One side; its entries follow, the nearest take-profit first. */
@unmanaged
class SideState {
  count: i32;
  padding: i32;
  /** lots of openings that are no entry yet, and their average price */
  gathered: f64;
  average: f64;
}

const SIDE_BYTES: usize = offsetof<SideState>() + <usize>MOST_ENTRIES * ENTRY_BYTES;

@unmanaged
class HedgeGridState {
  /** of the last `atrPeriod` bars, price units */
  trueRangeSum: i64;
  /** 1: the larger side opens nothing */
  balances: i32;
  /** 1: the next quote may want other orders, or one of this rests elsewhere than it was wanted */
  restless: i32;
  /** 1: the take-profits of the last quote rest where they were wanted; they are left alone in this one */
  resting: i32;
  leaves: i32;
}

@unmanaged
export class HedgeGrid extends Run {
  // @ts-ignore: decorator
  @inline
  get grid(): HedgeGridState {
    return changetype<HedgeGridState>(stateOf(this));
  }

  // @ts-ignore: decorator
  @inline
  sideOf(long: bool): SideState {
    const sides = stateOf(this) + offsetof<HedgeGridState>();
    return changetype<SideState>(long ? sides : sides + SIDE_BYTES);
  }

  // @ts-ignore: decorator
  @inline
  entryOf(side: SideState, index: i32): Entry {
    const entries = changetype<usize>(side) + offsetof<SideState>();
    return changetype<Entry>(entries + <usize>index * ENTRY_BYTES);
  }

  /** Takes lots from the entries of a side, from the first or from the last on. */
  takeLots(side: SideState, lots: f64, fromLast: bool): void {
    let left = lots;
    while (left > 0 && side.count > 0) {
      const entry = this.entryOf(side, fromLast ? side.count - 1 : 0);
      const taken = lesser(left, entry.lots);
      entry.lots -= taken;
      left -= taken;
      if (entry.lots > 0) return;
      side.count -= 1;
      if (!fromLast) {
        memory.copy(
          changetype<usize>(entry),
          changetype<usize>(entry) + ENTRY_BYTES,
          <usize>side.count * ENTRY_BYTES,
        );
      }
    }
  }

  /** What a stop, a limit or a regime has closed is no longer to be closed. */
  forgetClosed(long: bool): void {
    const side = this.sideOf(long);
    let excess = side.gathered - (long ? this.long : this.short);
    for (let i = 0; i < side.count; i++) excess += this.entryOf(side, i).lots;
    if (excess <= 0) return;
    const taken = lesser(excess, side.gathered);
    side.gathered -= taken;
    this.takeLots(side, excess - taken, true);
  }

  /** Take-profit of what a side has gathered. */
  gatheredPrice(long: bool): f64 {
    const average = this.sideOf(long).average;
    const spread = parameter(this, HEDGE_GRID_SPREAD);
    return long
      ? ceilTick(average * (1 + spread), this.tickUnits)
      : floorTick(average * (1 - spread), this.tickUnits);
  }

  /** Whether the price is beyond the take-profit of what a side has gathered: it has to be moved. */
  isLate(long: bool): bool {
    if (this.sideOf(long).gathered == 0) return false;
    const price = this.gatheredPrice(long);
    return long ? price <= <f64>this.lastPrice : price >= <f64>this.lastPrice;
  }

  /** Makes an entry of what a side has gathered, if that can be closed. @returns it, or null */
  enter(long: bool): Entry | null {
    const side = this.sideOf(long);
    const lots = side.gathered;
    const price = this.gatheredPrice(long);
    if (side.count >= MOST_ENTRIES || !(price > 0) || !(lots > 0)) return null;
    if (lots < this.leastLots || lots * price * this.lotValue < this.leastNotional) return null;
    let at = side.count;
    while (at > 0) {
      const before = this.entryOf(side, at - 1);
      if (long ? before.price <= price : before.price >= price) break;
      const behind = this.entryOf(side, at);
      behind.price = before.price;
      behind.lots = before.lots;
      at -= 1;
    }
    const entry = this.entryOf(side, at);
    entry.price = price;
    entry.lots = lots;
    side.count += 1;
    side.gathered = 0;
    side.average = 0;
    return entry;
  }

  /**
   * Whether all take-profits rest as they are wanted: those of the last quote did, and there are as many
   * as entries, so that nothing has cancelled them. What fills of one is taken from its entry too. A new
   * one that is late may land at the price of another, which it then ranks before: all are placed anew.
   */
  leavesClosings(): bool {
    const g = this.grid;
    const leans = this.balanceMode != 0 && this.regime >= REGIME_HIGH && this.net != 0;
    const moves = this.adjusts != 0 || this.keepTolerance == this.keepTolerance;
    const entries = this.sideOf(true).count + this.sideOf(false).count;
    const late = this.isLate(true) || this.isLate(false);
    const rest = g.resting != 0 && !leans && !moves && !late && entries > 0;
    g.leaves = i32(rest && closingOrders(this) == entries);
    return g.leaves != 0;
  }

  /** Quotes one take-profit. */
  closeEntry(long: bool, entry: Entry): void {
    if (!restsAsWanted(this, !long, entry.price)) {
      this.grid.restless = 1;
      this.grid.resting = 0;
    }
    const rejected = this.rejectedTooSmall;
    quoteOrder(this, long ? KIND_CLOSE_LONG : KIND_CLOSE_SHORT, !long, entry.price, entry.lots);
    // What others fill is then taken from this entry, so that they no longer agree with their own.
    if (this.rejectedTooSmall != rejected) this.grid.resting = 0;
  }

  /** Opens a side, while there is room on it. */
  open(long: bool, multiplier: f64, limit: f64, size: f64): void {
    if (this.sideOf(long).count >= <i32>parameter(this, HEDGE_GRID_MAX_ORDERS)) return;
    // It follows the price, or waits for room that hangs on it.
    this.grid.restless = 1;
    const own = long ? this.long : this.short;
    const other = long ? this.short : this.long;
    if (this.grid.balances && own > other) return;
    const price = <f64>this.quotePrice;
    if (!atMost((this.long + this.short) * price * this.lotValue, limit)) return;
    if (atLeast(own * price * this.lotValue, limit / 2)) return;
    const distance = parameter(this, HEDGE_GRID_ENTRY_DISTANCE) * multiplier;
    if (long) {
      quoteOrder(this, KIND_OPEN_LONG, true, floorTick(price * (1 - distance), this.tickUnits), size);
    } else {
      quoteOrder(this, KIND_OPEN_SHORT, false, ceilTick(price * (1 + distance), this.tickUnits), size);
    }
  }

  /** Quotes the take-profits of a side. */
  close(long: bool): void {
    const side = this.sideOf(long);
    for (let i = 0; i < side.count; i++) {
      this.closeEntry(long, this.entryOf(side, i));
    }
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const g = this.grid;
    const leaves = g.leaves != 0;
    g.restless = 0;
    g.leaves = 0;
    if (!leaves) {
      this.forgetClosed(true);
      this.forgetClosed(false);
    }
    const newLong = this.enter(true);
    const newShort = this.enter(false);
    const size = orderLots(
      this,
      parameter(this, HEDGE_GRID_SIZE) != 0,
      parameter(this, HEDGE_GRID_SIZE + 1),
    );
    const ratio = parameter(this, HEDGE_GRID_MAX_POSITION_RATIO);
    const limit = lesser(this.notionalCap, this.quoteEquity * this.leverage * ratio);
    if (!noBuy) this.open(true, multiplier, limit, size);
    if (!noSell) this.open(false, multiplier, limit, size);
    if (leaves) {
      if (newLong !== null) this.closeEntry(true, newLong);
      if (newShort !== null) this.closeEntry(false, newShort);
      return;
    }
    g.resting = i32(!noBuy && !noSell);
    if (!noSell) this.close(true);
    if (!noBuy) this.close(false);
  }

  filled(kind: i32, buy: bool, lots: f64, price: f64, done: bool): void {
    if (kind == KIND_CLOSE_LONG || kind == KIND_CLOSE_SHORT) {
      this.takeLots(this.sideOf(kind == KIND_CLOSE_LONG), lots, false);
      return;
    }
    const side = this.sideOf(kind == KIND_OPEN_LONG);
    const gathered = side.gathered;
    side.average = (gathered * side.average + lots * price) / (gathered + lots);
    side.gathered = gathered + lots;
  }

  afterBar(i: i32): void {
    const threshold = parameter(this, HEDGE_GRID_BALANCE_THRESHOLD);
    if (threshold != threshold) return;
    const g = this.grid;
    const m = changetype<Market>(this.market);
    const period = <i32>parameter(this, HEDGE_GRID_ATR_PERIOD);
    g.trueRangeSum += trueRange(m, i, 0);
    if (i >= period) g.trueRangeSum -= trueRange(m, i - period, 0);
    const atr = <f64>g.trueRangeSum / <f64>min(i + 1, period);
    g.balances = i32(atLeast(atr / <f64>closeOf(m, i), threshold));
  }

  /** Nothing is opened any more, and all take-profits rest. */
  settles(): bool {
    this.keepLo = 0;
    this.keepHi = i32.MAX_VALUE;
    return this.grid.restless == 0;
  }
}
