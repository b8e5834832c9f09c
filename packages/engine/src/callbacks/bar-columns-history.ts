/** The complete bars of a run as a strategy reads them: the columns themselves, nothing copied. */
import type { Bars } from "../market-data/bars.js";
import type { BarHistory } from "./view.js";

export class BarColumnsHistory implements BarHistory {
  readonly intervalMs: number;
  /** complete bars; set by the driver before each call */
  count = 0;
  readonly #open: Int32Array;
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  readonly #close: Int32Array;
  readonly #volume: Float64Array | null;
  readonly #timeIndex: Int32Array;
  readonly #baseTimeMs: number;
  readonly #scale: number;

  /** @param bars of the run, in its price units */
  constructor(bars: Bars) {
    this.intervalMs = bars.intervalMs;
    this.#open = bars.open;
    this.#high = bars.high;
    this.#low = bars.low;
    this.#close = bars.close;
    this.#volume = bars.volume;
    this.#timeIndex = bars.timeIndex;
    this.#baseTimeMs = bars.baseTimeMs;
    this.#scale = 10 ** bars.priceDecimals;
  }

  open(ago: number): number {
    return ago >= 0 && ago < this.count
      ? this.#open[this.count - 1 - ago] / this.#scale
      : Number.NaN;
  }

  high(ago: number): number {
    return ago >= 0 && ago < this.count
      ? this.#high[this.count - 1 - ago] / this.#scale
      : Number.NaN;
  }

  low(ago: number): number {
    return ago >= 0 && ago < this.count
      ? this.#low[this.count - 1 - ago] / this.#scale
      : Number.NaN;
  }

  close(ago: number): number {
    return ago >= 0 && ago < this.count
      ? this.#close[this.count - 1 - ago] / this.#scale
      : Number.NaN;
  }

  volume(ago: number): number {
    if (this.#volume === null || !(ago >= 0 && ago < this.count)) return Number.NaN;
    return this.#volume[this.count - 1 - ago];
  }

  openTime(ago: number): number {
    if (!(ago >= 0 && ago < this.count)) return Number.NaN;
    return this.#baseTimeMs + this.#timeIndex[this.count - 1 - ago] * this.intervalMs;
  }
}
