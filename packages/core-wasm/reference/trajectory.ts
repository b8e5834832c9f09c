/** The path of four points inside a bar, last price and mark. Semantics 2. */
import type { BarPrices } from "./bridge.js";
import type { FourPointModel, ReferenceBars, ReferenceMark } from "./input.js";
import { mix } from "./math/mix.js";

/** True when the path of bar `index` visits its low before its high. */
export function lowComesFirst(
  model: FourPointModel,
  seed: bigint,
  bars: ReferenceBars,
  index: number,
): boolean {
  const open = bars.open[index];
  const rises = bars.close[index] >= open;
  switch (model) {
    case "direction":
      return rises;
    case "nearest": {
      const below = open - bars.low[index];
      const above = bars.high[index] - open;
      return below < above || (below === above && rises);
    }
    case "lowFirst":
      return true;
    case "highFirst":
      return false;
    case "random":
      return (mix(seed, index) & 1n) === 0n;
  }
}

/** Writes points 1 … 4 to `points[1 … 4]`; `points[0]` is the last price before the bar. */
export function walkBar(points: number[], lowFirst: boolean, bar: BarPrices): void {
  points[1] = bar.open;
  points[2] = lowFirst ? bar.low : bar.high;
  points[3] = lowFirst ? bar.high : bar.low;
  points[4] = bar.close;
}

/** Time of step `k` (1 … 4) of a bar, UTC ms. */
export function stepTimeMs(openTimeMs: number, intervalMs: number, k: number): number {
  switch (k) {
    case 1:
      return openTimeMs;
    case 2:
      return openTimeMs + Math.floor(intervalMs / 3);
    case 3:
      return openTimeMs + Math.floor((2 * intervalMs) / 3);
    default:
      return openTimeMs + intervalMs - 1;
  }
}

/** Row of the mark series for every bar, -1 where there is none. Both times increase. */
export function markRows(bars: ReferenceBars, mark: ReferenceMark): Int32Array {
  const rows = new Int32Array(bars.openTimeMs.length).fill(-1);
  let row = 0;
  for (let i = 0; i < rows.length; i++) {
    while (row < mark.openTimeMs.length && mark.openTimeMs[row] < bars.openTimeMs[i]) row++;
    if (row < mark.openTimeMs.length && mark.openTimeMs[row] === bars.openTimeMs[i]) rows[i] = row;
  }
  return rows;
}
