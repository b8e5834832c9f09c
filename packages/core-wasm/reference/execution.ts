/** Fills of the three kinds (maker, market, liquidation): position, fee, trade row. Semantics 4, 5, 6. */
import { feeOf } from "./fees.js";
import type { ReferenceConfig } from "./input.js";
import { type Instrument, notionalOf } from "./instrument.js";
import { type Account, bookFill, type Side } from "./ledger.js";
import { collectableFee } from "./liquidation.js";
import { marketPrice, type Order } from "./matching.js";
import type { ReferenceTrade, TradeReason } from "./result.js";

/** Long first, then short: the order in which everything is closed. */
export const SIDES: readonly Side[] = ["long", "short"];

/** When a fill happens. */
export interface Moment {
  readonly timeMs: number;
  readonly barIndex: number;
}

interface Fill {
  readonly isBuy: boolean;
  readonly positionSide: "net" | Side;
  readonly lots: number;
  readonly priceUnits: number;
  readonly referenceUnits: number;
  readonly liquidity: "maker" | "taker";
  readonly reason: TradeReason;
}

/** Books fills on an account and keeps their rows and the sums that depend on them. */
export class Execution {
  readonly rows: ReferenceTrade[] = [];
  /** Σ fees since the last payout, liquidation's left out; quote */
  feesSincePayout = 0;
  maxLongLots = 0;
  maxShortLots = 0;
  #lotMs = 0;
  #heldSinceMs = 0;

  constructor(
    readonly config: ReferenceConfig,
    readonly instrument: Instrument,
    readonly account: Account,
  ) {}

  /** Fills lots of a resting order at its limit price. */
  fillOrder(order: Order, lots: number, moment: Moment): void {
    this.#book(
      {
        isBuy: order.isBuy,
        positionSide: order.positionSide,
        lots,
        priceUnits: order.priceUnits,
        referenceUnits: order.referenceUnits,
        liquidity: "maker",
        reason: "quote",
      },
      moment,
    );
  }

  /** Closes lots of a side at market, nothing when `lots` is 0; `units` is the price before slippage. */
  closeAtMarket(
    side: Side,
    lots: number,
    units: number,
    reason: TradeReason,
    moment: Moment,
  ): void {
    if (lots <= 0) return;
    const isBuy = side === "short";
    const { slippageTicks } = this.config.fills;
    this.#book(
      {
        isBuy,
        positionSide: this.#positionSide(side),
        lots,
        priceUnits: marketPrice(isBuy, units, slippageTicks, this.instrument.tickUnits),
        referenceUnits: units,
        liquidity: "taker",
        reason,
      },
      moment,
    );
  }

  /** Closes both sides at market. */
  closeAllAtMarket(units: number, reason: TradeReason, moment: Moment): void {
    for (const side of SIDES) this.closeAtMarket(side, this.account[side], units, reason, moment);
  }

  /**
   * Closes both sides at `x*` with the liquidation's fees and resets a negative balance to 0.
   * @returns the deficit: what was missing, 0 if nothing
   */
  liquidate(units: number, moment: Moment): number {
    const { account } = this;
    for (const side of SIDES) {
      const lots = account[side];
      if (lots === 0) continue;
      this.#book(
        {
          isBuy: side === "short",
          positionSide: this.#positionSide(side),
          lots,
          priceUnits: units,
          referenceUnits: units,
          liquidity: "taker",
          reason: "liquidation",
        },
        moment,
      );
    }
    if (account.balance >= 0) return 0;
    const deficit = -account.balance;
    account.balance = 0;
    return deficit;
  }

  /** ∫(long + short)dt up to a time, from which later fills go on; lots times ms. */
  holdUntil(timeMs: number): number {
    this.#lotMs += (this.account.long + this.account.short) * (timeMs - this.#heldSinceMs);
    this.#heldSinceMs = timeMs;
    return this.#lotMs;
  }

  #positionSide(side: Side): "net" | Side {
    return this.config.account.positionMode === "oneWay" ? "net" : side;
  }

  /** The gain reaches the balance first, then the fees leave it. */
  #book(fill: Fill, moment: Moment): void {
    const { account, instrument } = this;
    const { isBuy, positionSide, lots, priceUnits } = fill;
    const { lotValue, stepSize } = instrument;
    this.holdUntil(moment.timeMs);
    const { gain, closedLots } = bookFill(account, isBuy, positionSide, lots, priceUnits, lotValue);
    const fee = this.#payFees(fill, notionalOf(lots, priceUnits, lotValue));
    this.maxLongLots = Math.max(this.maxLongLots, account.long);
    this.maxShortLots = Math.max(this.maxShortLots, account.short);
    this.rows.push({
      time: moment.timeMs,
      side: isBuy ? "buy" : "sell",
      positionSide,
      price: priceUnits / instrument.unitsPerQuote,
      priceUnits,
      lots,
      quantity: lots * stepSize,
      fee,
      realizedPnl: gain,
      liquidity: fill.liquidity,
      reason: fill.reason,
      longAfter: account.long * stepSize,
      shortAfter: account.short * stepSize,
      balanceAfter: account.balance,
      referenceUnits: fill.referenceUnits,
      barIndex: moment.barIndex,
      longAfterLots: account.long,
      shortAfterLots: account.short,
      closedLots,
    });
  }

  #payFees(fill: Fill, notional: number): number {
    const { makerFee, takerFee, liquidationFee } = this.config.instrument;
    const fee = feeOf(notional, fill.liquidity === "maker" ? makerFee : takerFee);
    this.account.balance -= fee;
    if (fill.reason !== "liquidation") {
      this.feesSincePayout += fee;
      return fee;
    }
    const extra = collectableFee(notional, liquidationFee, this.account.balance);
    this.account.balance -= extra;
    return fee + extra;
  }
}
