/** The orders of one quote, from what a strategy asks for to what rests. Semantics 4, 5. */
import type { ReferenceConfig } from "./input.js";
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

export class QuoteBook {
  /** accepted, in order of placing */
  readonly orders: Order[] = [];
  readonly #sums: QuoteSums;
  readonly #oneWay: boolean;
  readonly #throughUnits: number;

  /**
   * @param account at this quote, after its market orders
   * @param cap leverage cap of a side, quote
   * @param rejected counted up
   */
  constructor(
    readonly config: ReferenceConfig,
    readonly instrument: Instrument,
    readonly account: QuoteAccount,
    readonly cap: number,
    readonly rejected: ReferenceRejected,
  ) {
    this.#oneWay = config.account.positionMode === "oneWay";
    this.#sums = openQuote(account, this.#oneWay);
    const { rule, throughTicks } = config.fills;
    this.#throughUnits = rule === "touch" ? 0 : throughTicks * instrument.tickUnits;
  }

  /** Moves, checks and perhaps cuts an order, then lets it rest or counts its rejection. */
  place(
    isBuy: boolean,
    positionSide: "net" | "long" | "short",
    wantedUnits: number,
    lots: number,
  ): void {
    const { account, instrument } = this;
    const priceUnits = postOnlyPrice(isBuy, wantedUnits, account.at, instrument.tickUnits);
    const isClosing = positionSide === (isBuy ? "short" : "long");
    const closesWholeSide = isClosing && lots === (isBuy ? account.short : account.long);
    if (isTooSmall(lots, priceUnits, closesWholeSide, instrument)) {
      this.rejected.tooSmall++;
      return;
    }
    const acceptedLots = isClosing ? lots : this.#admit(isBuy, priceUnits, lots);
    if (acceptedLots === 0) return;
    this.orders.push({
      isBuy,
      positionSide,
      isClosing,
      priceUnits,
      triggerUnits: triggerOf(isBuy, priceUnits, this.#throughUnits),
      referenceUnits: account.at,
      lots: acceptedLots,
    });
  }

  /** Lots that may rest: all, or only the part that reduces a one-way position. */
  #admit(isBuy: boolean, priceUnits: number, lots: number): number {
    const sums = this.#sums;
    const reducible = isBuy ? sums.reducibleByBuys : sums.reducibleBySells;
    const reducing = Math.min(lots, reducible);
    if (isBuy) sums.reducibleByBuys -= reducing;
    else sums.reducibleBySells -= reducing;
    const opening = lots - reducing;
    return opening > 0 && !this.#mayOpen(isBuy, priceUnits, opening) ? reducing : lots;
  }

  #mayOpen(isLong: boolean, priceUnits: number, lots: number): boolean {
    const { account, instrument } = this;
    const { leverage, marginBuffer } = this.config.account;
    const { lotValue } = instrument;
    const sums = this.#sums;
    const notional = notionalOf(lots, priceUnits, lotValue);
    if (!isWithinCap(account, sums, isLong, notional, this.cap, lotValue)) {
      this.rejected.leverage++;
      return false;
    }
    if (!isWithinMargin(account, sums, notional, leverage, marginBuffer, lotValue)) {
      this.rejected.margin++;
      return false;
    }
    if (isLong) sums.longNotional += notional;
    else sums.shortNotional += notional;
    sums.margin += notional / leverage;
    return true;
  }
}
