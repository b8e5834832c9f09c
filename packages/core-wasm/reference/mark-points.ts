/** The mark price along a finer path: through its extremes where the last price has its own. Semantics 2. */
import type { BarPrices } from "./bridge.js";

/**
 * Writes marks 1 … `count` to `marks[1 … count]`.
 * @param points last prices, `points[1 … count]`, whole units
 * @param mark the mark's four prices, units, not rounded
 */
export function finerMarks(
  marks: number[],
  points: readonly number[],
  count: number,
  bar: BarPrices,
  mark: BarPrices,
): void {
  const atLow = points.indexOf(bar.low, 1);
  const atHigh = points.indexOf(bar.high, 1);
  const anchors = [{ point: 1, price: count === 1 ? mark.close : mark.open }];
  if (count >= 4) {
    const f = Math.max(2, Math.min(atLow, atHigh, count - 2));
    const g = Math.max(f + 1, Math.min(Math.max(atLow, atHigh), count - 1));
    const isLowFirst = atLow <= atHigh;
    anchors.push({ point: f, price: isLowFirst ? mark.low : mark.high });
    anchors.push({ point: g, price: isLowFirst ? mark.high : mark.low });
  }
  if (count > 1) anchors.push({ point: count, price: mark.close });
  marks[1] = anchors[0].price;
  for (let piece = 1; piece < anchors.length; piece++) {
    const from = anchors[piece - 1];
    const to = anchors[piece];
    const length = to.point - from.point;
    for (let n = 1; n < length; n++) {
      marks[from.point + n] = from.price + ((to.price - from.price) * n) / length;
    }
    marks[to.point] = to.price;
  }
}
