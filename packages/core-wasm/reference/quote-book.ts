/** The orders of one quote, from what a strategy asks for to what rests. Semantics 4, 5, 8. */
import type { ReferenceConfig, ReferenceQuoting } from "./input.js";
import { type Instrument, notionalOf } from "./instrument.js";
import {
  isWithinCap,
  isWithinMargin,
  openQuote,
  type QuoteAccount,
  type QuoteSums,
} from "./margin.js";
import { type Order, triggerOf } from "./matching.js";
import { isTooSmall, postOnlyPrice } from "./placing.js";
import type { ReferenceRejected } from "./result.js";
import type { OrdersSetAside } from "./staying-orders.js";
import { profitablePrice, skewedPrice } from "./wanted-price.js";

type PositionSide = Order["positionSide"];

/** What is the same at every quote of a run. */
export interface QuoteRules {
  readonly config: ReferenceConfig;
  readonly quoting: ReferenceQuoting;
  readonly instrument: Instrument;
  /** leverage cap of a side, quote */
  readonly cap: number;
}

export class QuoteBook {
  /** accepted, in order of placing */
  readonly orders: Order[] = [];
  readonly #sums: QuoteSums;
  readonly #oneWay: boolean;
  readonly #throughUnits: number;

  /**
   * @param account at this quote, after its market orders
   * @param setAside what wanted orders may take over
   * @param staysByItself the strategy keeps its orders: prices are compared before the profit floor
   * @param rejected counted up
   */
  constructor(
    readonly rules: QuoteRules,
    readonly account: QuoteAccount & { readonly net: number },
    readonly setAside: OrdersSetAside,
    readonly staysByItself: boolean,
    readonly rejected: ReferenceRejected,
  ) {
    const { config, instrument } = rules;
    this.#oneWay = config.account.positionMode === "oneWay";
    this.#sums = openQuote(account, this.#oneWay);
    const { rule, throughTicks } = config.fills;
    this.#throughUnits = rule === "touch" ? 0 : throughTicks * instrument.tickUnits;
  }

  /** Takes an order over that rests already, counted as accepted and not checked. */
  keep(order: Order, reduceOnly: boolean): void {
    const { isBuy, priceUnits } = order;
    if (!order.isClosing) {
      const reducing = this.#reduce(isBuy, order.lots);
      if (reduceOnly) order.lots = reducing;
      const notional = notionalOf(
        order.lots - reducing,
        priceUnits,
        this.rules.instrument.lotValue,
      );
      if (order.lots === 0) return;
      if (notional > 0) this.#count(isBuy, notional);
    }
    this.orders.push(order);
  }

  /** Takes an order over, or moves, checks and perhaps cuts one, then lets it rest or counts its rejection. */
  place(
    isBuy: boolean,
    positionSide: PositionSide,
    wantedUnits: number,
    lots: number,
    reduceOnly = false,
  ): void {
    const { account, rules } = this;
    const { config, quoting, instrument } = rules;
    const { tickUnits } = instrument;
    const skewed = skewedPrice(isBuy, wantedUnits, account, quoting, instrument);
    const floored = profitablePrice(isBuy, skewed, account.at, config, quoting, tickUnits);
    const isClosing = positionSide === (isBuy ? "short" : "long");
    const compared = this.staysByItself ? skewed : floored;
    const old = this.setAside.take(isBuy, positionSide, isClosing, compared, lots);
    if (old !== null) {
      this.keep(old, reduceOnly);
      return;
    }
    const wantedLots = reduceOnly ? Math.min(lots, this.#reducible(isBuy)) : lots;
    if (reduceOnly && wantedLots === 0) return;
    const priceUnits = postOnlyPrice(isBuy, floored, account.at, tickUnits);
    const closesWholeSide = isClosing && wantedLots === (isBuy ? account.short : account.long);
    if (isTooSmall(wantedLots, priceUnits, closesWholeSide, instrument)) {
      this.rejected.tooSmall++;
      return;
    }
    const acceptedLots = isClosing ? wantedLots : this.#admit(isBuy, priceUnits, wantedLots);
    if (acceptedLots === 0) return;
    this.orders.push({
      isBuy,
      positionSide,
      isClosing,
      priceUnits,
      triggerUnits: triggerOf(isBuy, priceUnits, this.#throughUnits),
      referenceUnits: account.at,
      lots: acceptedLots,
      hangs: false,
    });
  }

  /** Lots of the position that orders of a side may still reduce: none in hedge mode. */
  #reducible(isBuy: boolean): number {
    return isBuy ? this.#sums.reducibleByBuys : this.#sums.reducibleBySells;
  }

  /** Counts the part of an order that reduces the position, and returns its lots. */
  #reduce(isBuy: boolean, lots: number): number {
    const reducing = Math.min(lots, this.#reducible(isBuy));
    if (isBuy) this.#sums.reducibleByBuys -= reducing;
    else this.#sums.reducibleBySells -= reducing;
    return reducing;
  }

  /** Lots that may rest: all, or only the part that reduces a one-way position. */
  #admit(isBuy: boolean, priceUnits: number, lots: number): number {
    const reducing = this.#reduce(isBuy, lots);
    const opening = lots - reducing;
    return opening > 0 && !this.#mayOpen(isBuy, priceUnits, opening) ? reducing : lots;
  }

  #mayOpen(isLong: boolean, priceUnits: number, lots: number): boolean {
    const { account, rules } = this;
    const { leverage, marginBuffer } = rules.config.account;
    const { lotValue } = rules.instrument;
    const notional = notionalOf(lots, priceUnits, lotValue);
    if (!isWithinCap(account, this.#sums, isLong, notional, rules.cap, lotValue)) {
      this.rejected.leverage++;
      return false;
    }
    if (!isWithinMargin(account, this.#sums, notional, leverage, marginBuffer, lotValue)) {
      this.rejected.margin++;
      return false;
    }
    this.#count(isLong, notional);
    return true;
  }

  /** Counts the opening part of an accepted order. */
  #count(isLong: boolean, notional: number): void {
    const sums = this.#sums;
    if (isLong) sums.longNotional += notional;
    else sums.shortNotional += notional;
    sums.margin += notional / this.rules.config.account.leverage;
  }
}
