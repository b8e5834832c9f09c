/**
 * Marks at the points of a bar: the mark's own extremes at those of the last price, straight lines
 * between them. Semantics 2, finer paths.
 */
import { Market } from "../layout";
import { closeOf, highOf, lowOf, openOf } from "../trajectory";
import { PathBlock } from "./block";

/** Fewest points on which the mark has its extremes at points of their own. */
const LEAST_POINTS: i32 = 4;

/** Marks behind point `from` up to `to`. */
function drawLine(marks: usize, from: i32, to: i32, start: f64, end: f64): void {
  const steps = <f64>(to - from);
  for (let k = from + 1; k < to; k++) {
    store<f64>(marks + (<usize>(k - 1) << 3), start + ((end - start) * <f64>(k - from)) / steps);
  }
  store<f64>(marks + (<usize>(to - 1) << 3), end);
}

/** The first point of a bar at a price that it touches. */
function firstAt(path: PathBlock, price: i32): i32 {
  let k = 1;
  while (load<i32>(path.price + (<usize>(k - 1) << 2)) != price) k++;
  return k;
}

/** Fills the marks of bar `i`, whose `count` points are loaded. */
export function drawMarks(path: PathBlock, m: Market, i: i32, count: i32): void {
  const marks = path.marks;
  const at = <usize>i << 3;
  const open = load<f64>(m.markOpen + at);
  const high = load<f64>(m.markHigh + at);
  const low = load<f64>(m.markLow + at);
  const close = load<f64>(m.markClose + at);
  if (
    open == <f64>openOf(m, i) &&
    high == <f64>highOf(m, i) &&
    low == <f64>lowOf(m, i) &&
    close == <f64>closeOf(m, i)
  ) {
    for (let k = 0; k < count; k++) {
      store<f64>(marks + (<usize>k << 3), <f64>load<i32>(path.price + (<usize>k << 2)));
    }
    return;
  }
  if (count == 1) {
    store<f64>(marks, close);
    return;
  }
  store<f64>(marks, open);
  if (count < LEAST_POINTS) {
    drawLine(marks, 1, count, open, close);
    return;
  }
  const lowest = firstAt(path, lowOf(m, i));
  const highest = firstAt(path, highOf(m, i));
  const first = max(2, min(min(lowest, highest), count - 2));
  const second = max(first + 1, min(max(lowest, highest), count - 1));
  const lowFirst = lowest <= highest;
  drawLine(marks, 1, first, open, lowFirst ? low : high);
  drawLine(marks, first, second, lowFirst ? low : high, lowFirst ? high : low);
  drawLine(marks, second, count, lowFirst ? high : low, close);
}
