/** The points of a bar under any path model. Semantics 2. */
import type { FourPointModel } from "../../config/types.js";
import type { BarPoints } from "../../internal/bar-replay.js";
import { type Bars, openTimeMs } from "../../market-data/bars.js";
import { splitmix64 } from "../../synthetic/random.js";
import type { PreparedRun } from "../prepare.js";

/** Whether the low comes before the high in bar `index` of the run. */
export function lowComesFirst(
  model: FourPointModel,
  seed: number | string,
  bars: Bars,
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
      return (splitmix64(BigInt(seed), BigInt(index)) & 1n) === 0n;
  }
}

/** What a series shows of the bars: their four prices. */
interface PriceColumns {
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

function pointsOf(columns: PriceColumns, index: number, lowFirst: boolean): BarPoints["last"] {
  const { open, high, low, close } = columns;
  const before = index === 0 ? open[0] : close[index - 1];
  const extremes = lowFirst ? [low[index], high[index]] : [high[index], low[index]];
  return [before, open[index], extremes[0], extremes[1], close[index]];
}

/** The points 0 … 4 of a bar of the run, last price and mark, in units. */
export function barPoints(prepared: PreparedRun, index: number, model: FourPointModel): BarPoints {
  const { bars, mark, config } = prepared;
  const lowFirst = lowComesFirst(model, config.path.seed, bars, index);
  return {
    last: pointsOf(bars, index, lowFirst),
    mark: mark && pointsOf(mark, index, lowFirst),
  };
}

/** When the price is at each point: point 0 at the end of the bar before, or at the open of the first. */
export function pointTimesMs(bars: Bars, index: number): [number, number, number, number, number] {
  const { intervalMs } = bars;
  const openMs = openTimeMs(bars, index);
  const before = index === 0 ? openMs : openTimeMs(bars, index - 1) + intervalMs - 1;
  return [
    before,
    openMs,
    openMs + Math.floor(intervalMs / 3),
    openMs + Math.floor((2 * intervalMs) / 3),
    openMs + intervalMs - 1,
  ];
}
