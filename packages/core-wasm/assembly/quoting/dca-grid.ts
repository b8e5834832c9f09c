/** `dca-grid`: a ladder of growing entries with one take-profit on their average. Semantics 8. */
import { orderLots, quoteOrder } from "../acceptance";
import {
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  KIND_OPEN_LONG,
  KIND_OPEN_SHORT,
  parameter,
  Run,
  stateOf,
} from "../layout";
import { atMost, ceilTick, floorLots, floorTick, greater, lesser } from "../math/rounding";
import {
  DCA_GRID_COOLDOWN_MS,
  DCA_GRID_DIRECTION,
  DCA_GRID_ENTRY_DISTANCE,
  DCA_GRID_EXPOSURE_LIMIT,
  DCA_GRID_SAFETY_ORDERS,
  DCA_GRID_SIZE,
  DCA_GRID_SIZE_MULTIPLIER,
  DCA_GRID_SPACING,
  DCA_GRID_SPACING_GROWTH,
  DCA_GRID_TAKE_PROFIT,
} from "./parameters.gen";
import { restsAsWanted } from "./staying";

const DIRECTION_LONG: f64 = 0;
const DIRECTION_SHORT: f64 = 1;

/** The cycle of one side. */
@unmanaged
class CycleState {
  /** 1: its first entry has filled, at least in part */
  begun: i32;
  /** 1: the last quote placed the ladder, so that openings are its orders */
  climbing: i32;
  /** 1: a cycle has ended, at that time, ms */
  ended: i32;
  /** orders of the ladder that filled completely */
  climbed: i32;
  endTime: i64;
  /** lots of the first entry; price of its first fill */
  base: f64;
  anchor: f64;
}

@unmanaged
class DcaGridState {
  /** 1: the next quote may want other orders, or one of this rests elsewhere than it was wanted */
  restless: i32;
  padding: i32;
}

@unmanaged
export class DcaGrid extends Run {
  /** Quotes read their time. */
  dated(): void {}

  // @ts-ignore: decorator
  @inline
  get grid(): DcaGridState {
    return changetype<DcaGridState>(stateOf(this));
  }

  // @ts-ignore: decorator
  @inline
  cycleOf(long: bool): CycleState {
    const cycles = stateOf(this) + offsetof<DcaGridState>();
    return changetype<CycleState>(long ? cycles : cycles + offsetof<CycleState>());
  }

  /** The price a share beyond another one: below it for a long side, above it for a short one. */
  // @ts-ignore: decorator
  @inline
  beyond(long: bool, price: f64, share: f64): f64 {
    return long
      ? floorTick(price * (1 - share), this.tickUnits)
      : ceilTick(price * (1 + share), this.tickUnits);
  }

  want(kind: i32, buy: bool, price: f64, lots: f64): void {
    if (!restsAsWanted(this, buy, price)) this.grid.restless = 1;
    quoteOrder(this, kind, buy, price, lots);
  }

  /** A side that holds nothing: its next first entry, after the cooldown. */
  quoteFirst(long: bool, multiplier: f64, limit: f64, forbidden: bool): void {
    const cycle = this.cycleOf(long);
    const time = this.quoteTime;
    // It follows the price, or waits for its time or for room.
    this.grid.restless = 1;
    cycle.climbing = 0;
    if (cycle.begun) {
      cycle.begun = 0;
      cycle.ended = 1;
      cycle.endTime = time;
    }
    const cooldown = <i64>parameter(this, DCA_GRID_COOLDOWN_MS);
    if (cycle.ended && time - cycle.endTime < cooldown) return;
    const size = orderLots(
      this,
      parameter(this, DCA_GRID_SIZE) != 0,
      parameter(this, DCA_GRID_SIZE + 1),
    );
    const distance = parameter(this, DCA_GRID_ENTRY_DISTANCE) * multiplier;
    const price = this.beyond(long, <f64>this.quotePrice, distance);
    if (forbidden || !atMost(size * price * this.lotValue, limit)) return;
    cycle.base = size;
    quoteOrder(this, long ? KIND_OPEN_LONG : KIND_OPEN_SHORT, long, price, size);
  }

  /** The orders of the ladder that have not filled, as far as the exposure allows. */
  quoteLadder(long: bool, multiplier: f64, limit: f64): void {
    const cycle = this.cycleOf(long);
    const kind = long ? KIND_OPEN_LONG : KIND_OPEN_SHORT;
    const growth = parameter(this, DCA_GRID_SPACING_GROWTH);
    const sizeMultiplier = parameter(this, DCA_GRID_SIZE_MULTIPLIER);
    const orders = <i32>parameter(this, DCA_GRID_SAFETY_ORDERS);
    let exposure = long
      ? this.long * this.entryLong * this.lotValue
      : this.short * this.entryShort * this.lotValue;
    let spacing = parameter(this, DCA_GRID_SPACING) * multiplier;
    let distance: f64 = 0;
    let size = cycle.base;
    for (let i = 1; i <= orders; i++) {
      distance += spacing;
      spacing *= growth;
      size *= sizeMultiplier;
      if (i <= cycle.climbed) continue;
      const price = this.beyond(long, cycle.anchor, distance);
      const lots = lesser(greater(floorLots(size), this.minLots), this.maxOrderLots);
      const own = lots * price * this.lotValue;
      if (!(price > 0) || !atMost(exposure + own, limit)) return;
      exposure += own;
      this.want(kind, long, price, lots);
    }
  }

  quoteSide(long: bool, multiplier: f64, noOpen: bool, noClose: bool): void {
    const limit = parameter(this, DCA_GRID_EXPOSURE_LIMIT) * this.balance;
    const held = long ? this.long : this.short;
    if (held == 0) {
      this.quoteFirst(long, multiplier, limit, noOpen);
      return;
    }
    this.cycleOf(long).climbing = 1;
    if (!noOpen) this.quoteLadder(long, multiplier, limit);
    if (noClose) return;
    const profit = parameter(this, DCA_GRID_TAKE_PROFIT);
    if (long) {
      const price = ceilTick(this.entryLong * (1 + profit), this.tickUnits);
      this.want(KIND_CLOSE_LONG, false, price, held);
    } else {
      const price = floorTick(this.entryShort * (1 - profit), this.tickUnits);
      this.want(KIND_CLOSE_SHORT, true, price, held);
    }
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    this.grid.restless = 0;
    const direction = parameter(this, DCA_GRID_DIRECTION);
    if (direction != DIRECTION_SHORT) this.quoteSide(true, multiplier, noBuy, noSell);
    if (direction != DIRECTION_LONG) this.quoteSide(false, multiplier, noSell, noBuy);
  }

  filled(kind: i32, buy: bool, lots: f64, price: f64, done: bool): void {
    if (kind == KIND_CLOSE_LONG || kind == KIND_CLOSE_SHORT) return;
    const cycle = this.cycleOf(kind == KIND_OPEN_LONG);
    if (!cycle.begun) {
      cycle.begun = 1;
      cycle.anchor = price;
      cycle.climbed = 0;
    } else if (done && cycle.climbing) cycle.climbed += 1;
  }

  /** No first entry is wanted, and ladders and take-profits rest. */
  settles(): bool {
    this.keepLo = 0;
    this.keepHi = i32.MAX_VALUE;
    return this.grid.restless == 0;
  }
}
