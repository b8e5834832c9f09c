/**
 * The path model `bridge`: points of a bar drawn at random so that they start at its open, touch its high
 * and its low, never leave them, and end at its close. Semantics 2, finer paths.
 */
import { exp } from "../../portable/math";
import { Run } from "../layout";
import { mix } from "../math/splitmix";
import { PathBlock } from "./block";

/** Four times ln 2: the range of a walk squared, over its variance (Parkinson 1980). */
const FOUR_LN_2: f64 = 2.772588722239781;
const SIXTEEN_LN_2: f64 = 11.090354888959125;
/** √3/65536: what turns a deviate into one of deviation 1. */
const DEVIATE: f64 = 2.6428997918226276e-5;
const TWO_53: f64 = 9007199254740992;
/** The share of a walk's own deviation that is left between its extremes. */
const BETWEEN: f64 = 0.85;
/** Draws of a bar before those of its points. */
const FIRST_DRAWS: i32 = 3;

/** Draw `j` of a bar as a whole number, nearly normal, of mean 0 and deviation 65536/√3. */
// @ts-ignore: decorator
@inline
function deviate(seed: u64, j: i32): i32 {
  const z = mix(seed, <u64>j);
  return <i32>((z & 0xffff) + ((z >> 16) & 0xffff) + ((z >> 32) & 0xffff) + (z >> 48)) - 131070;
}

/** Offsets of the points, the same in every bar. */
export function beginBridge(path: PathBlock, intervalMs: i64): void {
  const count = path.points;
  const last = path.drawnOffsets + (<usize>(count - 1) << 2);
  for (let k = 1; k < count; k++) {
    store<i32>(path.drawnOffsets + (<usize>(k - 1) << 2), <i32>((<i64>(k - 1) * intervalMs) / <i64>count));
  }
  store<i32>(last, <i32>(intervalMs - 1));
  path.offset = path.drawnOffsets;
}

/** Whether the low is touched before the high. */
function lowComesFirst(seed: u64, open: i32, high: i32, low: i32, close: i32): bool {
  if (open == low) return true;
  if (open == high) return false;
  if (close == high) return true;
  if (close == low) return false;
  const uniform = <f64>(mix(seed, 0) >> 11) / TWO_53;
  return uniform < 1 / (1 + exp((<f64>(open - close) * SIXTEEN_LN_2) / <f64>(high - low)));
}

/** How long a walk takes to pass a distance, in a measure of its own. */
// @ts-ignore: decorator
@inline
function passageOf(seed: u64, j: i32, distance: i32): f64 {
  const g = <f64>deviate(seed, j) * DEVIATE;
  return (<f64>distance * <f64>distance) / (g * g + 0.5);
}

/**
 * The points behind `from` up to `to`, `at` being where point 1 lies: a bridge between them that is
 * reflected at the bar's extremes.
 * @param scale price units of one unit of a deviate
 */
function drawPiece(
  at: usize,
  seed: u64,
  scale: f64,
  from: i32,
  to: i32,
  start: i32,
  end: i32,
  low: f64,
  high: f64,
): void {
  if (from == to) return;
  let sum = 0;
  for (let k = from + 1; k <= to; k++) {
    sum += deviate(seed, FIRST_DRAWS + k);
    store<i32>(at + (<usize>(k - 1) << 2), sum);
  }
  const pull = (<f64>(end - start) - scale * <f64>sum) / <f64>(to - from);
  const first = <f64>start;
  for (let k = from + 1; k < to; k++) {
    const point = at + (<usize>(k - 1) << 2);
    let x = first + (scale * <f64>load<i32>(point) + pull * <f64>(k - from));
    if (x > high) x = max(high + (high - x), low);
    else if (x < low) x = min(low + (low - x), high);
    store<i32>(point, <i32>Math.floor(x + 0.5));
  }
  store<i32>(at + (<usize>(to - 1) << 2), end);
}

/** Draws the points of bar `i`. */
export function drawBridge(s: Run, path: PathBlock, i: i32, open: i32, high: i32, low: i32, close: i32): void {
  const count = path.points;
  const at = path.drawnPrices;
  path.price = at;
  const seed = mix((<u64>s.seedHigh << 32) | <u64>s.seedLow, <u64>i);
  const lowFirst = lowComesFirst(seed, open, high, low, close);
  const first = lowFirst ? low : high;
  const second = lowFirst ? high : low;
  let firstAt = 1;
  let secondAt = count;
  if (open != first || close != second) {
    const toFirst = passageOf(seed, 1, first - open);
    const toSecond = toFirst + passageOf(seed, 2, high - low);
    const all = toSecond + passageOf(seed, 3, close - second);
    const steps = <f64>(count - 1);
    if (open != first) {
      firstAt = 1 + <i32>Math.floor((steps * toFirst) / all + 0.5);
      firstAt = min(max(firstAt, 2), close == second ? count - 1 : count - 2);
    }
    if (close != second) {
      secondAt = 1 + <i32>Math.floor((steps * toSecond) / all + 0.5);
      secondAt = min(max(secondAt, firstAt + 1), count - 1);
    }
  }
  const range = <f64>(high - low);
  const scale = ((BETWEEN * range) / Math.sqrt(FOUR_LN_2 * <f64>count)) * DEVIATE;
  store<i32>(at, open);
  drawPiece(at, seed, scale, 1, firstAt, open, first, <f64>low, <f64>high);
  drawPiece(at, seed, scale, firstAt, secondAt, first, second, <f64>low, <f64>high);
  drawPiece(at, seed, scale, secondAt, count, second, close, <f64>low, <f64>high);
}
