/**
 * Path sources with any number of points a bar: drawn as a bridge, or those of a sequence of trades.
 * Semantics 2. What a bar's points are hangs on the run's seed and the bar alone, so that a run can be
 * cut between any two bars.
 */
import { Market, Run } from "../layout";
import { closeOf, highOf, lowOf, openOf } from "../trajectory";
import { MODEL_BRIDGE, MODEL_TRADES, PathBlock, pathOf } from "./block";
import { beginBridge, drawBridge } from "./bridge";
import { drawMarks } from "./marks";

/** Works out what all bars of a run have in common. */
export function beginPath(s: Run, m: Market): void {
  const path = pathOf(s);
  if (s.pathModel == MODEL_BRIDGE) beginBridge(path, m.intervalMs);
}

/** Points of bar `i`, whose prices are not drawn yet. */
function findBar(s: Run, m: Market, i: i32): i32 {
  const path = pathOf(s);
  return s.pathModel == MODEL_TRADES ? findTrades(path, m, i) : path.points;
}

/** The trades of bar `i`; a bar without any is flat, and its price is there as it opens. */
function findTrades(path: PathBlock, m: Market, i: i32): i32 {
  const at = path.first + (<usize>i << 2);
  const from = load<i32>(at);
  const count = load<i32>(at, 4) - from;
  if (count > 0) {
    path.price = path.tradePrices + (<usize>from << 2);
    path.offset = path.tradeOffsets + (<usize>from << 2);
    return count;
  }
  // One point: the open price lies in the column of the bars, and nothing has passed of the bar yet.
  path.price = m.open + (<usize>i << 2);
  path.offset = path.drawnOffsets;
  return 1;
}

function loadBar(s: Run, m: Market, i: i32): i32 {
  const path = pathOf(s);
  const count = findBar(s, m, i);
  if (s.pathModel != MODEL_TRADES) {
    drawBridge(s, path, i, openOf(m, i), highOf(m, i), lowOf(m, i), closeOf(m, i));
  }
  if (m.marked) drawMarks(path, m, i, count);
  return count;
}

/** Any number of points a bar, with a mark series of its own or without. */
@unmanaged
export class Points extends Market {
  /** Marks a source with more points than the trade log has room for in one bar. */
  drains(): void {}

  load(s: Run, i: i32): i32 {
    return loadBar(s, this, i);
  }

  /** As `load`, for times only: prices and marks are not there. */
  find(s: Run, i: i32): i32 {
    return findBar(s, this, i);
  }

  // @ts-ignore: decorator
  @inline
  points(loaded: i32): i32 {
    return loaded;
  }

  // @ts-ignore: decorator
  @inline
  hasMark(): bool {
    return this.marked != 0;
  }

  // @ts-ignore: decorator
  @inline
  offset(s: Run, k: i32): i64 {
    return <i64>load<i32>(pathOf(s).offset + (<usize>(k - 1) << 2));
  }

  // @ts-ignore: decorator
  @inline
  price(s: Run, i: i32, k: i32, loaded: i32): i32 {
    return load<i32>(pathOf(s).price + (<usize>(k - 1) << 2));
  }

  // @ts-ignore: decorator
  @inline
  mark(s: Run, i: i32, k: i32, loaded: i32, price: i32): f64 {
    return this.marked ? load<f64>(pathOf(s).marks + (<usize>(k - 1) << 3)) : <f64>price;
  }

  /** Whether the mark comes to its extremes in every bar. */
  // @ts-ignore: decorator
  @inline
  touchesMarks(s: Run): bool {
    return this.marked == 0 || s.pathModel == MODEL_BRIDGE;
  }

  // @ts-ignore: decorator
  @inline
  lowestMark(i: i32): f64 {
    return this.marked ? load<f64>(this.markLow + (<usize>i << 3)) : <f64>lowOf(this, i);
  }

  // @ts-ignore: decorator
  @inline
  highestMark(i: i32): f64 {
    return this.marked ? load<f64>(this.markHigh + (<usize>i << 3)) : <f64>highOf(this, i);
  }

  // @ts-ignore: decorator
  @inline
  openMark(i: i32): f64 {
    return this.marked ? load<f64>(this.markOpen + (<usize>i << 3)) : <f64>openOf(this, i);
  }

  // @ts-ignore: decorator
  @inline
  closeMark(i: i32): f64 {
    return this.marked ? load<f64>(this.markClose + (<usize>i << 3)) : <f64>closeOf(this, i);
  }
}
