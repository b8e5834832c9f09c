/** `hedge-grid`: a long below and a short above at every quote, each fill with its own take-profit. Semantics 8. */
import type { ReferenceConfig } from "../input.js";
import { type Instrument, notionalOf } from "../instrument.js";
import type { Side } from "../ledger.js";
import { atLeast, atMost } from "../math/guard.js";
import { ceilTick, floorTick } from "../math/rounding.js";
import { isTooSmall } from "../placing.js";
import { TrueRangeMean } from "../regimes.js";
import { numberOf, numberOrNull, orderLots, type Strategy, sizeOf } from "./strategy.js";

const MOST_ENTRIES = 60;

/** Lots that wait for their take-profit. */
interface Entry {
  /** price units */
  readonly takeProfit: number;
  lots: number;
}

/** What a side holds: entries, nearest take-profit first, and lots not yet one. */
class SideEntries {
  readonly entries: Entry[] = [];
  #lots = 0;
  #price = 0;

  constructor(
    readonly isLong: boolean,
    readonly spread: number,
    readonly instrument: Instrument,
  ) {}

  /** Gathers lots that an opening order has filled. */
  gather(lots: number, priceUnits: number): void {
    this.#price = (this.#lots * this.#price + lots * priceUnits) / (this.#lots + lots);
    this.#lots += lots;
  }

  /** Takes lots that a take-profit has filled from the entries. */
  take(lots: number): void {
    let left = lots;
    while (left > 0 && this.entries.length > 0) {
      const [entry] = this.entries;
      const taken = Math.min(left, entry.lots);
      entry.lots -= taken;
      left -= taken;
      if (entry.lots === 0) this.entries.shift();
    }
  }

  /** Loses what a market order has closed, so that the lots come to `held`. */
  reconcile(held: number): void {
    const sum = this.entries.reduce((lots, entry) => lots + entry.lots, this.#lots);
    let excess = sum - held;
    const fromGathered = Math.min(excess, this.#lots);
    this.#lots -= fromGathered;
    excess -= fromGathered;
    while (excess > 0 && this.entries.length > 0) {
      const last = this.entries[this.entries.length - 1];
      const lost = Math.min(excess, last.lots);
      last.lots -= lost;
      excess -= lost;
      if (last.lots === 0) this.entries.pop();
    }
  }

  /** Makes the gathered lots an entry if they can have a take-profit. */
  settle(): void {
    const { instrument, isLong, spread } = this;
    if (this.#lots === 0 || this.entries.length >= MOST_ENTRIES) return;
    const takeProfit = isLong
      ? ceilTick(this.#price * (1 + spread), instrument.tickUnits)
      : floorTick(this.#price * (1 - spread), instrument.tickUnits);
    if (isTooSmall(this.#lots, takeProfit, false, instrument)) return;
    const further = this.entries.findIndex((entry) =>
      isLong ? entry.takeProfit > takeProfit : entry.takeProfit < takeProfit,
    );
    const at = further < 0 ? this.entries.length : further;
    this.entries.splice(at, 0, { takeProfit, lots: this.#lots });
    this.#lots = 0;
    this.#price = 0;
  }
}

/**
 * The strategy with its parameters read.
 * @param cap leverage cap, quote, Infinity without one
 */
export function hedgeGrid(config: ReferenceConfig, instrument: Instrument, cap: number): Strategy {
  const { strategy } = config;
  const entryDistance = numberOf(strategy, "entryDistance");
  const spread = numberOf(strategy, "spread");
  const size = sizeOf(strategy);
  const maxOrders = numberOf(strategy, "maxOrders");
  const maxPositionRatio = numberOf(strategy, "maxPositionRatio");
  const balanceThreshold = numberOrNull(strategy, "balanceThreshold");
  const trueRange = new TrueRangeMean(numberOf(strategy, "atrPeriod"));
  const { leverage } = config.account;
  const { tickUnits, lotValue } = instrument;

  const sides: Readonly<Record<Side, SideEntries>> = {
    long: new SideEntries(true, spread, instrument),
    short: new SideEntries(false, spread, instrument),
  };
  let isVolatile = false;

  return {
    keepsOrders: true,
    quote(view, place) {
      const { at, equity, long, short, spreadMultiplier } = view;
      sides.long.reconcile(long);
      sides.short.reconcile(short);
      sides.long.settle();
      sides.short.settle();
      const limit = Math.min(cap, equity * leverage * maxPositionRatio);
      const lots = orderLots(size, equity, at, instrument);
      const mayOpen = (side: Side): boolean => {
        const held = side === "long" ? long : short;
        const other = side === "long" ? short : long;
        return (
          sides[side].entries.length < maxOrders &&
          atMost(notionalOf(long + short, at, lotValue), limit) &&
          !atLeast(notionalOf(held, at, lotValue), limit / 2) &&
          !(isVolatile && held > other)
        );
      };
      const distance = entryDistance * spreadMultiplier;
      if (mayOpen("long")) place(true, "long", floorTick(at * (1 - distance), tickUnits), lots);
      if (mayOpen("short")) place(false, "short", ceilTick(at * (1 + distance), tickUnits), lots);
      for (const entry of sides.long.entries) place(false, "long", entry.takeProfit, entry.lots);
      for (const entry of sides.short.entries) place(true, "short", entry.takeProfit, entry.lots);
    },
    afterBar({ high, low, close }) {
      const atr = trueRange.next(high, low, close);
      isVolatile = balanceThreshold !== null && atLeast(atr / close, balanceThreshold);
    },
    filled({ isBuy, positionSide, lots, priceUnits }) {
      if (positionSide === "net") return;
      const opens = isBuy === (positionSide === "long");
      if (opens) sides[positionSide].gather(lots, priceUnits);
      else sides[positionSide].take(lots);
    },
  };
}
