/**
 * Path sources: which points the price runs through inside a bar. Semantics 2. The step loop is
 * generic over the source; this one gives the four points of a bar, those of `paths/` any number. A
 * source loads a bar, which gives what tells its points apart (here: whether the low comes first), and
 * then price, mark and time of each point.
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

/** Price of point k of four. */
// @ts-ignore: decorator
@inline
function fourthPrice(m: Market, i: i32, k: i32, low: i32): i32 {
  if (k == 1) return openOf(m, i);
  if (k == 4) return closeOf(m, i);
  return i32(k == 2) == low ? lowOf(m, i) : highOf(m, i);
}

// @ts-ignore: decorator
@inline
function fourthOffset(m: Market, k: i32): i64 {
  return k == 1 ? 0 : k == 2 ? m.offset2 : k == 3 ? m.offset3 : m.offset4;
}

// @ts-ignore: decorator
@inline
function loadFour(s: Run, m: Market, i: i32): i32 {
  return i32(lowFirst(s, i, openOf(m, i), highOf(m, i), lowOf(m, i), closeOf(m, i)));
}

/** The four points of a bar, the mark equal to the last price. */
@unmanaged
export class FourPoints extends Market {
  /** Makes bar `i` the one whose points are asked for. @returns what tells its points apart */
  // @ts-ignore: decorator
  @inline
  load(s: Run, i: i32): i32 {
    return loadFour(s, this, i);
  }

  // @ts-ignore: decorator
  @inline
  points(loaded: i32): i32 {
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
  offset(s: Run, k: i32): i64 {
    return fourthOffset(this, k);
  }

  // @ts-ignore: decorator
  @inline
  price(s: Run, i: i32, k: i32, loaded: i32): i32 {
    return fourthPrice(this, i, k, loaded);
  }

  // @ts-ignore: decorator
  @inline
  mark(s: Run, i: i32, k: i32, loaded: i32, price: i32): f64 {
    return <f64>price;
  }

  // @ts-ignore: decorator
  @inline
  openMark(i: i32): f64 {
    return <f64>openOf(this, i);
  }

  // @ts-ignore: decorator
  @inline
  closeMark(i: i32): f64 {
    return <f64>closeOf(this, i);
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
  /** Makes bar `i` the one whose points are asked for. @returns what tells its points apart */
  // @ts-ignore: decorator
  @inline
  load(s: Run, i: i32): i32 {
    return loadFour(s, this, i);
  }

  // @ts-ignore: decorator
  @inline
  points(loaded: i32): i32 {
    return 4;
  }

  // @ts-ignore: decorator
  @inline
  hasMark(): bool {
    return true;
  }

  // @ts-ignore: decorator
  @inline
  offset(s: Run, k: i32): i64 {
    return fourthOffset(this, k);
  }

  // @ts-ignore: decorator
  @inline
  price(s: Run, i: i32, k: i32, loaded: i32): i32 {
    return fourthPrice(this, i, k, loaded);
  }

  // @ts-ignore: decorator
  @inline
  mark(s: Run, i: i32, k: i32, loaded: i32, price: i32): f64 {
    const at = <usize>i << 3;
    if (k == 1) return load<f64>(this.markOpen + at);
    if (k == 4) return load<f64>(this.markClose + at);
    return i32(k == 2) == loaded ? load<f64>(this.markLow + at) : load<f64>(this.markHigh + at);
  }

  // @ts-ignore: decorator
  @inline
  openMark(i: i32): f64 {
    return load<f64>(this.markOpen + (<usize>i << 3));
  }

  // @ts-ignore: decorator
  @inline
  closeMark(i: i32): f64 {
    return load<f64>(this.markClose + (<usize>i << 3));
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
