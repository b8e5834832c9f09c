/** `dca-grid`: a ladder of growing entries below (above) the first, one take-profit on their average. Semantics 8. */
import type { ReferenceConfig } from "../input.js";
import { type Instrument, notionalOf } from "../instrument.js";
import type { Side } from "../ledger.js";
import { atMost } from "../math/guard.js";
import { ceilTick, floorLots, floorTick } from "../math/rounding.js";
import {
  numberOf,
  type OrderFill,
  orderLots,
  type Place,
  type QuoteView,
  type Strategy,
  sizeOf,
  textOf,
} from "./strategy.js";

/** One side's cycle: first entry, ladder, take-profit, pause. */
class Cycle {
  /** A: price of the first fill; null before it */
  #anchor: number | null = null;
  /** b: lots of the first entry */
  #firstLots = 0;
  /** whether the ladder has been quoted, so that what fills is of the ladder */
  #isLaddered = false;
  /** j: ladder orders filled completely */
  #done = 0;
  #endedMs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly side: Side,
    readonly config: ReferenceConfig,
    readonly instrument: Instrument,
  ) {}

  quote(view: QuoteView, place: Place): void {
    const held = view[this.side];
    if (held === 0 && this.#anchor !== null) {
      this.#anchor = null;
      this.#isLaddered = false;
      this.#endedMs = view.timeMs;
    }
    if (held === 0) {
      const pause = numberOf(this.config.strategy, "cooldownMs");
      if (view.timeMs - this.#endedMs >= pause) this.#quoteFirst(view, place);
      return;
    }
    if (!this.#isLaddered) {
      this.#isLaddered = true;
      this.#done = 0;
    }
    this.#quoteLadder(view, place);
    this.#quoteTakeProfit(view, place);
  }

  filled({ isBuy, priceUnits, isWhole }: OrderFill): void {
    if (isBuy !== this.#isLong) return;
    if (this.#anchor === null) this.#anchor = priceUnits;
    if (this.#isLaddered && isWhole) this.#done++;
  }

  get #isLong(): boolean {
    return this.side === "long";
  }

  /** A price that far from another one, on the side where the cycle opens. */
  #entryPrice(from: number, distance: number): number {
    const { tickUnits } = this.instrument;
    return this.#isLong
      ? floorTick(from * (1 - distance), tickUnits)
      : ceilTick(from * (1 + distance), tickUnits);
  }

  /** Most notional of the side, quote. */
  #limit(view: QuoteView): number {
    return numberOf(this.config.strategy, "exposureLimit") * view.balance;
  }

  #quoteFirst(view: QuoteView, place: Place): void {
    const { strategy } = this.config;
    const { lotValue } = this.instrument;
    const lots = orderLots(sizeOf(strategy), view.equity, view.at, this.instrument);
    const distance = numberOf(strategy, "entryDistance") * view.spreadMultiplier;
    const price = this.#entryPrice(view.at, distance);
    this.#firstLots = lots;
    if (!atMost(notionalOf(lots, price, lotValue), this.#limit(view))) return;
    place(this.#isLong, this.side, price, lots);
  }

  #quoteLadder(view: QuoteView, place: Place): void {
    if (this.#anchor === null) return;
    const { strategy } = this.config;
    const { lotValue, minLots, maxLots } = this.instrument;
    const entry = this.#isLong ? view.entryLong : view.entryShort;
    const growth = numberOf(strategy, "spacingGrowth");
    const multiplier = numberOf(strategy, "sizeMultiplier");
    const limit = this.#limit(view);
    let notional = notionalOf(view[this.side], entry, lotValue);
    let step = numberOf(strategy, "spacing") * view.spreadMultiplier;
    let distance = 0;
    let size = this.#firstLots;
    for (let i = 1; i <= numberOf(strategy, "safetyOrders"); i++) {
      distance += step;
      step *= growth;
      size *= multiplier;
      if (i <= this.#done) continue;
      const price = this.#entryPrice(this.#anchor, distance);
      const lots = Math.min(Math.max(floorLots(size), minLots), maxLots);
      notional += notionalOf(lots, price, lotValue);
      if (price <= 0 || !atMost(notional, limit)) return;
      place(this.#isLong, this.side, price, lots);
    }
  }

  #quoteTakeProfit(view: QuoteView, place: Place): void {
    const takeProfit = numberOf(this.config.strategy, "takeProfit");
    const { tickUnits } = this.instrument;
    const price = this.#isLong
      ? ceilTick(view.entryLong * (1 + takeProfit), tickUnits)
      : floorTick(view.entryShort * (1 - takeProfit), tickUnits);
    place(!this.#isLong, this.side, price, view[this.side]);
  }
}

/** The strategy with its parameters read. */
export function dcaGrid(config: ReferenceConfig, instrument: Instrument): Strategy {
  const direction = textOf(config.strategy, "direction");
  const cycles = (["long", "short"] as const)
    .filter((side) => direction === side || direction === "both")
    .map((side) => new Cycle(side, config, instrument));
  return {
    keepsOrders: true,
    quote(view, place) {
      for (const cycle of cycles) cycle.quote(view, place);
    },
    filled(fill) {
      for (const cycle of cycles) {
        if (cycle.side === fill.positionSide) cycle.filled(fill);
      }
    },
  };
}
