/** `path.model = "trades"`: the points of a bar are the trades made in it. Semantics 2. */
import type { BarPrices } from "./bridge.js";

/** Trades in time order. */
export interface ReferenceTrades {
  /** UTC ms, never decreasing; a fraction is cut off */
  readonly timeMs: ArrayLike<number>;
  /** price units, whole */
  readonly price: ArrayLike<number>;
}

/** Hands out the trades of bar after bar. */
export class TradePoints {
  readonly #trades: ReferenceTrades;
  #next = 0;

  constructor(trades: ReferenceTrades) {
    this.#trades = trades;
  }

  /**
   * Writes the points of the next bar to `points[1 … K]` and their times to `times[1 … K]`.
   * @returns K
   * @throws RangeError when the bar is not what its trades make
   */
  take(
    points: number[],
    times: number[],
    bar: BarPrices,
    openTimeMs: number,
    intervalMs: number,
  ): number {
    const { timeMs, price } = this.#trades;
    let row = this.#next;
    while (row < timeMs.length && timeMs[row] < openTimeMs) row++;
    const first = row;
    while (row < timeMs.length && timeMs[row] < openTimeMs + intervalMs) {
      points[row - first + 1] = price[row];
      times[row - first + 1] = Math.floor(timeMs[row]);
      row++;
    }
    this.#next = row;
    const count = row - first;
    if (count === 0) {
      points[1] = bar.open;
      times[1] = openTimeMs;
    }
    const prices = points.slice(1, Math.max(count, 1) + 1);
    const isWhatTheyMake =
      prices[0] === bar.open &&
      prices[prices.length - 1] === bar.close &&
      prices.reduce((a, b) => Math.max(a, b)) === bar.high &&
      prices.reduce((a, b) => Math.min(a, b)) === bar.low;
    if (!isWhatTheyMake)
      throw new RangeError(`the bar at ${openTimeMs} is not what its trades make`);
    return prices.length;
  }
}
