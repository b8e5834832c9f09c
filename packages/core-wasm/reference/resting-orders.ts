/** The orders that rest: when they are quoted anew, what stays of them, and what cancels them. Semantics 3, 8. */
import { QUOTING_OFF, type ReferenceConfig, type ReferenceQuoting } from "./input.js";
import type { Instrument } from "./instrument.js";
import { leverageCap } from "./margin.js";
import type { Order } from "./matching.js";
import { QuoteBook } from "./quote-book.js";
import { strategyOf } from "./quoting/index.js";
import {
  type CompleteBar,
  fillOf,
  numberOf,
  type QuoteView,
  type Strategy,
} from "./quoting/strategy.js";
import type { RegimeEffects } from "./regimes.js";
import type { ReferenceRejected } from "./result.js";
import { hangingOrders, OrdersSetAside } from "./staying-orders.js";

export class RestingOrders {
  readonly rejected: ReferenceRejected = { tooSmall: 0, leverage: 0, margin: 0 };
  readonly #config: ReferenceConfig;
  readonly #instrument: Instrument;
  readonly #quoting: ReferenceQuoting;
  readonly #strategy: Strategy;
  readonly #cap: number;
  readonly #orderRefreshMs: number;
  /** in order of placing at the latest quote */
  #orders: Order[] = [];
  #lastQuoteMs = Number.NEGATIVE_INFINITY;
  #lastFillMs = Number.NEGATIVE_INFINITY;
  #closedUntilMs = Number.NEGATIVE_INFINITY;
  #filled = { bought: false, sold: false };

  /** @param own a strategy that has no name here; default: the one that the configuration names */
  constructor(config: ReferenceConfig, instrument: Instrument, own: Strategy | null) {
    this.#config = config;
    this.#instrument = instrument;
    this.#quoting = config.quoting ?? QUOTING_OFF;
    this.#cap = leverageCap(config.instrument.tiers, config.account.leverage);
    this.#strategy = own ?? strategyOf(config, instrument, this.#cap);
    this.#orderRefreshMs = numberOf(config.strategy, "orderRefreshMs");
  }

  get all(): readonly Order[] {
    return this.#orders;
  }

  cancel(): void {
    this.#orders = [];
  }

  /** Cancels everything until the run opens again. */
  closeUntil(timeMs: number): void {
    this.cancel();
    this.#closedUntilMs = timeMs;
  }

  dropFilled(): void {
    this.#orders = this.#orders.filter((order) => order.lots > 0);
  }

  /** Notes a maker fill that was booked; `order.lots` is what is left. */
  noteFill(order: Order, lots: number, timeMs: number): void {
    this.#lastFillMs = timeMs;
    if (order.lots === 0) this.#filled[order.isBuy ? "bought" : "sold"] = true;
    this.#strategy.filled?.(fillOf(order, lots, timeMs));
  }

  /** Lets the strategy take a complete bar in. */
  afterBar(bar: CompleteBar): void {
    this.#strategy.afterBar?.(bar);
  }

  /** Whether a quote is to be made at a time. */
  isDue(timeMs: number): boolean {
    return (
      timeMs - this.#lastQuoteMs >= this.#orderRefreshMs &&
      timeMs - this.#lastFillMs >= this.#quoting.filledOrderDelayMs &&
      timeMs >= this.#closedUntilMs
    );
  }

  /** A quote begins; before the market orders of the regime. */
  beginQuote(timeMs: number, effects: RegimeEffects): void {
    this.#lastQuoteMs = timeMs;
    if (effects.closeAll || effects.flatten) this.cancel();
  }

  /** Lets the strategy quote, after the market orders of the regime. */
  quote(view: QuoteView, effects: RegimeEffects): void {
    const quoting = this.#quoting;
    const isForbidden = (isBuy: boolean): boolean =>
      effects.balance && (isBuy ? view.net > 0 : view.net < 0);
    const hanging = hangingOrders(this.#orders, this.#filled, view.at, quoting, isForbidden);
    this.#filled = { bought: false, sold: false };
    const book = new QuoteBook(
      { config: this.#config, quoting, instrument: this.#instrument, cap: this.#cap },
      view,
      this.#setAside(hanging, view.at),
      this.#strategy.keepsOrders === true,
      this.rejected,
    );
    for (const order of hanging) {
      order.hangs = true;
      book.keep(order, false);
    }
    this.#strategy.quote(view, (isBuy, positionSide, priceUnits, lots, reduceOnly = false) => {
      if (isForbidden(isBuy)) return;
      book.place(isBuy, positionSide, priceUnits, lots, reduceOnly);
    });
    this.#orders = book.orders;
  }

  /** What the wanted orders may take over; the rest of it is cancelled. */
  #setAside(hanging: readonly Order[], at: number): OrdersSetAside {
    const tolerance = this.#quoting.refreshToleranceBps;
    if (tolerance === null && this.#strategy.keepsOrders !== true) return new OrdersSetAside([], 0);
    const others = this.#orders.filter((order) => !order.hangs && !hanging.includes(order));
    return new OrdersSetAside(others, ((tolerance ?? 0) / 10_000) * at);
  }
}
