/** The points of the current bar, last price and mark, all in price units. Semantics 2. */
import { type BarPrices, bridgePoints, bridgeTimeMs } from "./bridge.js";
import type { ReferenceInput } from "./input.js";
import { finerMarks } from "./mark-points.js";
import { TradePoints } from "./trade-points.js";
import { lowComesFirst, markRows, stepTimeMs, walkBar } from "./trajectory.js";

export class BarPath {
  /** K of the bar: its last point and step */
  count = 0;
  /** V0 … VK; what comes behind is of bars before */
  readonly last: number[] = [0];
  /** M0 … MK */
  readonly mark: number[] = [0];
  /** t1 … tK from index 1 on, UTC ms */
  readonly timeMs: number[] = [0];
  readonly hasMark: boolean;
  readonly #input: ReferenceInput;
  readonly #unitsPerQuote: number;
  readonly #seed: bigint;
  readonly #markRows: Int32Array | null;
  readonly #trades: TradePoints;

  /** @throws RangeError for trades as the path without trades */
  constructor(input: ReferenceInput, unitsPerQuote: number) {
    const { config, trades } = input;
    if (config.path.model === "trades" && trades === undefined) {
      throw new RangeError('path.model "trades" needs trades');
    }
    this.#input = input;
    this.#unitsPerQuote = unitsPerQuote;
    this.#seed = BigInt(config.path.seed);
    this.hasMark = input.mark !== undefined;
    this.#markRows = input.mark === undefined ? null : markRows(input.bars, input.mark);
    this.#trades = new TradePoints(trades ?? { timeMs: [], price: [] });
  }

  /** MK */
  get endMark(): number {
    return this.mark[this.count];
  }

  /** Moves on to a bar; bars are visited in order. */
  enter(index: number): void {
    const { bars } = this.#input;
    const bar: BarPrices = {
      open: bars.open[index],
      high: bars.high[index],
      low: bars.low[index],
      close: bars.close[index],
    };
    const lastBefore = this.last[this.count];
    const markBefore = this.endMark;
    const isLowFirst = this.#placePoints(bar, index);
    this.#placeMarks(bar, index, isLowFirst);
    this.last[0] = index === 0 ? bar.open : lastBefore;
    this.mark[0] = index === 0 ? this.mark[1] : markBefore;
  }

  /** @returns whether the low comes first in a bar of four points, null for a finer path */
  #placePoints(bar: BarPrices, index: number): boolean | null {
    const { bars, config, intervalMs } = this.#input;
    const { last, timeMs } = this;
    const { model, points } = config.path;
    const openTimeMs = bars.openTimeMs[index];
    if (model === "trades") {
      this.count = this.#trades.take(last, timeMs, bar, openTimeMs, intervalMs);
      return null;
    }
    if (model === "bridge") {
      const count = points ?? 60;
      this.count = count;
      bridgePoints(last, bar, count, this.#seed, index);
      for (let k = 1; k <= count; k++) timeMs[k] = bridgeTimeMs(openTimeMs, intervalMs, count, k);
      return null;
    }
    this.count = 4;
    const isLowFirst = lowComesFirst(model, this.#seed, bars, index);
    walkBar(last, isLowFirst, bar);
    for (let k = 1; k <= 4; k++) timeMs[k] = stepTimeMs(openTimeMs, intervalMs, k);
    return isLowFirst;
  }

  #placeMarks(bar: BarPrices, index: number, isLowFirst: boolean | null): void {
    const { mark } = this.#input;
    const row = this.#markRows === null ? -1 : this.#markRows[index];
    if (mark === undefined || row < 0) {
      this.#marksAreLast();
      return;
    }
    const u = this.#unitsPerQuote;
    const marked: BarPrices = {
      open: mark.open[row] * u,
      high: mark.high[row] * u,
      low: mark.low[row] * u,
      close: mark.close[row] * u,
    };
    if (isLowFirst !== null) walkBar(this.mark, isLowFirst, marked);
    else if (areSame(bar, marked)) this.#marksAreLast();
    else finerMarks(this.mark, this.last, this.count, bar, marked);
  }

  #marksAreLast(): void {
    for (let k = 1; k <= this.count; k++) this.mark[k] = this.last[k];
  }
}

function areSame(a: BarPrices, b: BarPrices): boolean {
  return a.open === b.open && a.high === b.high && a.low === b.low && a.close === b.close;
}
