/** `grid`: an order at every line, and one that fills is answered one line away. Semantics 8. */
import { exp, ln } from "../../portable/math";
import { orderLots, quoteNet, quoteReducing } from "../acceptance";
import { parameter, Run, stateOf } from "../layout";
import { atLeast, floorTick, greater, lesser } from "../math/rounding";
import {
  GRID_DIRECTION,
  GRID_INITIAL_POSITION,
  GRID_LINES,
  GRID_LOWER_PRICE,
  GRID_RANGE,
  GRID_RECENTRE_DISTANCE,
  GRID_RECENTRE_FLAT,
  GRID_SIZE,
  GRID_SPACING,
  GRID_TRAIL_DOWN,
  GRID_TRAIL_UP,
  GRID_UPPER_PRICE,
  GRID_WIDTH,
} from "./parameters.gen";
import { keepAbove, keepBelow, restsAsWanted } from "./staying";

const DIRECTION_LONG: f64 = 1;
const DIRECTION_SHORT: f64 = 2;

/** Orders of each side, at most. */
const MOST_ORDERS: i32 = 60;

@unmanaged
class GridState {
  /** 1: the lines lie */
  laid: i32;
  /** 1: an order of the last quote rests elsewhere than it was wanted */
  restless: i32;
  /** line 0, price units; from line to line: price units, or a logarithm (geometric) */
  base: f64;
  step: f64;
  /** price around which a centred range was laid */
  centre: f64;
  /** lines, whole: outermost ones, and the one that is left empty */
  first: f64;
  last: f64;
  gap: f64;
  /** lots of every order */
  size: f64;
  /** the position as the strategy's own fills since the last quote have made it */
  expected: f64;
}

@unmanaged
export class Grid extends Run {
  // @ts-ignore: decorator
  @inline
  get grid(): GridState {
    return changetype<GridState>(stateOf(this));
  }

  // @ts-ignore: decorator
  @inline
  get fixedRange(): bool {
    return parameter(this, GRID_RANGE) == 0;
  }

  // @ts-ignore: decorator
  @inline
  get geometric(): bool {
    return parameter(this, GRID_SPACING) != 0;
  }

  /** Where line `i` lies, price units, not rounded. */
  lineAt(i: f64): f64 {
    const g = this.grid;
    return this.geometric ? g.base * exp(i * g.step) : g.base + i * g.step;
  }

  /** The tick nearest to line `i`. */
  tickAt(i: f64): f64 {
    return floorTick(this.lineAt(i) + this.tickUnits / 2, this.tickUnits);
  }

  /** The price in lines. */
  linesTo(price: f64): f64 {
    const g = this.grid;
    return this.geometric ? ln(price / g.base) / g.step : (price - g.base) / g.step;
  }

  /** Empties the line nearest to the price. */
  emptyNearest(price: f64): void {
    const g = this.grid;
    g.gap = greater(lesser(Math.floor(this.linesTo(price) + 0.5), g.last), g.first);
  }

  /** Lays the lines by the parameters, a centred range around the price. */
  lay(price: f64): void {
    const g = this.grid;
    const lines = parameter(this, GRID_LINES);
    let lower = parameter(this, GRID_LOWER_PRICE) * this.unitsPerQuote;
    let upper = parameter(this, GRID_UPPER_PRICE) * this.unitsPerQuote;
    if (!this.fixedRange) {
      const width = parameter(this, GRID_WIDTH);
      g.centre = price;
      lower = price * (1 - width);
      upper = price * (1 + width);
    }
    g.base = lower;
    g.step = this.geometric ? ln(upper / lower) / (lines - 1) : (upper - lower) / (lines - 1);
    g.first = 0;
    g.last = lines - 1;
    g.size = orderLots(this, parameter(this, GRID_SIZE) != 0, parameter(this, GRID_SIZE + 1));
    this.emptyNearest(price);
  }

  recentreDistance(): f64 {
    const given = parameter(this, GRID_RECENTRE_DISTANCE);
    return given == given ? given : parameter(this, GRID_WIDTH);
  }

  /** Whether the position is that of half an order at most. */
  // @ts-ignore: decorator
  @inline
  isFlat(): bool {
    return 2 * Math.abs(this.net) <= this.grid.size;
  }

  /** Whether a centred range is to be laid anew. */
  hasLeft(price: f64): bool {
    if (this.fixedRange) return false;
    const centre = this.grid.centre;
    if (!atLeast(Math.abs(price - centre), this.recentreDistance() * centre)) return false;
    return parameter(this, GRID_RECENTRE_FLAT) == 0 || this.isFlat();
  }

  /** Moves the bounds of a fixed range after a price that has left them by a line. */
  trail(price: f64): void {
    if (!this.fixedRange) return;
    const g = this.grid;
    const y = this.linesTo(price);
    let shift: f64 = 0;
    if (parameter(this, GRID_TRAIL_UP) != 0) {
      const up = Math.floor(y + 1e-9) - g.last;
      if (up >= 1) shift = up;
    }
    if (shift == 0 && parameter(this, GRID_TRAIL_DOWN) != 0) {
      const down = g.first - Math.ceil(y - 1e-9);
      if (down >= 1) shift = -down;
    }
    g.first += shift;
    g.last += shift;
    g.gap += shift;
  }

  /** Brings the lines to where they are for a quote. */
  prepare(price: f64): void {
    const g = this.grid;
    if (!g.laid) {
      g.laid = 1;
      this.lay(price);
      const direction = parameter(this, GRID_DIRECTION);
      if (parameter(this, GRID_INITIAL_POSITION) != 0) {
        if (direction == DIRECTION_LONG) g.gap = g.last;
        else if (direction == DIRECTION_SHORT) g.gap = g.first;
      }
    } else if (this.hasLeft(price)) this.lay(price);
    else if (this.net != g.expected) this.emptyNearest(price);
    this.trail(price);
    g.gap = greater(lesser(g.gap, g.last), g.first);
    g.expected = this.net;
  }

  want(buy: bool, at: f64, reduces: bool): void {
    if (!restsAsWanted(this, buy, at)) this.grid.restless = 1;
    if (reduces) quoteReducing(this, buy, at, this.grid.size);
    else quoteNet(this, buy, at, this.grid.size);
  }

  quote(multiplier: f64, noBuy: bool, noSell: bool): void {
    const g = this.grid;
    this.prepare(<f64>this.quotePrice);
    const direction = parameter(this, GRID_DIRECTION);
    g.restless = 0;
    let below = this.tickAt(g.gap);
    let above = below;
    for (let i = 1; i <= MOST_ORDERS; i++) {
      const lower = g.gap - <f64>i;
      const upper = g.gap + <f64>i;
      if (lower < g.first && upper > g.last) break;
      if (lower >= g.first) {
        const at = this.tickAt(lower);
        if (at < below && at > 0 && !noBuy) this.want(true, at, direction == DIRECTION_SHORT);
        below = at;
      }
      if (upper <= g.last) {
        const at = this.tickAt(upper);
        if (at > above && at > 0 && !noSell) this.want(false, at, direction == DIRECTION_LONG);
        above = at;
      }
    }
  }

  /** A line that fills is left empty. */
  filled(kind: i32, buy: bool, lots: f64, price: f64, done: bool): void {
    const g = this.grid;
    g.expected += buy ? lots : -lots;
    if (done) g.gap += buy ? -1 : 1;
  }

  /** The lines stay while the price keeps to where nothing is laid anew and no bound trails. */
  settles(): bool {
    const g = this.grid;
    if (g.restless) return false;
    this.keepLo = 0;
    this.keepHi = i32.MAX_VALUE;
    if (this.fixedRange) {
      if (parameter(this, GRID_TRAIL_UP) != 0) this.keepHi = keepBelow(this.lineAt(g.last + 1));
      if (parameter(this, GRID_TRAIL_DOWN) != 0) this.keepLo = keepAbove(this.lineAt(g.first - 1));
      return true;
    }
    // Without a fill the position does not become flat.
    if (parameter(this, GRID_RECENTRE_FLAT) != 0 && !this.isFlat()) return true;
    const distance = this.recentreDistance() * g.centre;
    this.keepLo = keepAbove(g.centre - distance);
    this.keepHi = keepBelow(g.centre + distance);
    return true;
  }
}
