/**
 * Path sources: which points the price runs through inside a bar. Semantics 2. The step loop is
 * generic over the source; this one gives the four points of a bar. A source says how many points a
 * bar has, loads a bar, and then gives price, mark and time of each point.
 */
import { Market, MODEL_DIRECTION, MODEL_HIGH_FIRST, MODEL_LOW_FIRST, MODEL_NEAREST, Run } from "./layout";
import { mix } from "./math/splitmix";

/** Whether the low comes before the high in bar `i`. */
// @ts-ignore: decorator
@inline
export function lowFirst(s: Run, i: i32, open: i32, high: i32, low: i32, close: i32): bool {
  const model = s.pathModel;
  if (model == MODEL_DIRECTION) return close >= open;
  if (model == MODEL_NEAREST) {
    const down = open - low;
    const up = high - open;
    return down < up || (down == up && close >= open);
  }
  if (model == MODEL_LOW_FIRST) return true;
  if (model == MODEL_HIGH_FIRST) return false;
  const seed = (<u64>s.seedHigh << 32) | <u64>s.seedLow;
  return (mix(seed, <u64>i) & 1) == 0;
}

// @ts-ignore: decorator
@inline
export function openTimeOf(m: Market, i: i32): i64 {
  return m.baseTimeMs + <i64>load<i32>(m.time + (<usize>i << 2)) * m.intervalMs;
}

// @ts-ignore: decorator
@inline
export function openOf(m: Market, i: i32): i32 {
  return load<i32>(m.open + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline
export function highOf(m: Market, i: i32): i32 {
  return load<i32>(m.high + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline
export function lowOf(m: Market, i: i32): i32 {
  return load<i32>(m.low + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline
export function closeOf(m: Market, i: i32): i32 {
  return load<i32>(m.close + (<usize>i << 2));
}

/** The four points of a bar, the mark equal to the last price. */
@unmanaged
export class FourPoints extends Market {
  // @ts-ignore: decorator
  @inline
  points(): i32 {
    return 4;
  }

  // @ts-ignore: decorator
  @inline
  hasMark(): bool {
    return false;
  }

  /** Offset of point k from the open time, ms. */
  // @ts-ignore: decorator
  @inline
  offset(k: i32): i64 {
    return k == 1 ? 0 : k == 2 ? this.offset2 : k == 3 ? this.offset3 : this.offset4;
  }

  // @ts-ignore: decorator
  @inline
  price(i: i32, k: i32, low: bool): i32 {
    if (k == 1) return openOf(this, i);
    if (k == 4) return closeOf(this, i);
    return (k == 2) == low ? lowOf(this, i) : highOf(this, i);
  }

  // @ts-ignore: decorator
  @inline
  mark(i: i32, k: i32, low: bool, price: i32): f64 {
    return <f64>price;
  }

  // @ts-ignore: decorator
  @inline
  lowestMark(i: i32): f64 {
    return <f64>lowOf(this, i);
  }

  // @ts-ignore: decorator
  @inline
  highestMark(i: i32): f64 {
    return <f64>highOf(this, i);
  }
}

/** The four points of a bar, with a mark series of its own. */
@unmanaged
export class FourPointsMarked extends Market {
  // @ts-ignore: decorator
  @inline
  points(): i32 {
    return 4;
  }

  // @ts-ignore: decorator
  @inline
  hasMark(): bool {
    return true;
  }

  // @ts-ignore: decorator
  @inline
  offset(k: i32): i64 {
    return k == 1 ? 0 : k == 2 ? this.offset2 : k == 3 ? this.offset3 : this.offset4;
  }

  // @ts-ignore: decorator
  @inline
  price(i: i32, k: i32, low: bool): i32 {
    if (k == 1) return openOf(this, i);
    if (k == 4) return closeOf(this, i);
    return (k == 2) == low ? lowOf(this, i) : highOf(this, i);
  }

  // @ts-ignore: decorator
  @inline
  mark(i: i32, k: i32, low: bool, price: i32): f64 {
    const at = <usize>i << 3;
    if (k == 1) return load<f64>(this.markOpen + at);
    if (k == 4) return load<f64>(this.markClose + at);
    return (k == 2) == low ? load<f64>(this.markLow + at) : load<f64>(this.markHigh + at);
  }

  // @ts-ignore: decorator
  @inline
  lowestMark(i: i32): f64 {
    return load<f64>(this.markLow + (<usize>i << 3));
  }

  // @ts-ignore: decorator
  @inline
  highestMark(i: i32): f64 {
    return load<f64>(this.markHigh + (<usize>i << 3));
  }
}
