/** Fills as they happen: position, fee, trade row, and the sums that depend on them. Semantics 5, 9. */
import { feeOf } from "./fees.js";
import { type Instrument, notionalOf } from "./instrument.js";
import { type Account, bookFill } from "./ledger.js";
import type { ReferenceTrade, TradeReason } from "./result.js";

export interface Fill {
  readonly timeMs: number;
  readonly barIndex: number;
  readonly isBuy: boolean;
  readonly positionSide: "net" | "long" | "short";
  readonly lots: number;
  readonly priceUnits: number;
  readonly referenceUnits: number;
  readonly liquidity: "maker" | "taker";
  readonly reason: TradeReason;
  /** fee rate of this liquidity */
  readonly feeRate: number;
}

/** A fee on top of the trading fee, from the notional and the balance after the trading fee. */
export type ExtraFee = (notional: number, balance: number) => number;

/** Books fills on an account and keeps their rows. */
export class TradeLog {
  readonly rows: ReferenceTrade[] = [];
  /** Σ fees since the last payout, liquidation's left out; quote */
  feesSincePayout = 0;
  maxLongLots = 0;
  maxShortLots = 0;
  #lotMs = 0;
  #heldSinceMs = 0;

  constructor(
    readonly account: Account,
    readonly instrument: Instrument,
  ) {}

  /** Books a fill: gain first, then the fee. */
  book(fill: Fill, extraFee?: ExtraFee): void {
    const { account, instrument } = this;
    const { lots, priceUnits, isBuy } = fill;
    this.holdUntil(fill.timeMs);
    const { lotValue, stepSize } = instrument;
    const { gain, closedLots } = bookFill(
      account,
      isBuy,
      fill.positionSide,
      lots,
      priceUnits,
      lotValue,
    );
    const notional = notionalOf(lots, priceUnits, lotValue);
    let fee = feeOf(notional, fill.feeRate);
    account.balance -= fee;
    if (extraFee) {
      const extra = extraFee(notional, account.balance);
      account.balance -= extra;
      fee += extra;
    }
    if (fill.reason !== "liquidation") this.feesSincePayout += fee;
    this.maxLongLots = Math.max(this.maxLongLots, account.long);
    this.maxShortLots = Math.max(this.maxShortLots, account.short);
    this.rows.push({
      time: fill.timeMs,
      side: isBuy ? "buy" : "sell",
      positionSide: fill.positionSide,
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
      barIndex: fill.barIndex,
      longAfterLots: account.long,
      shortAfterLots: account.short,
      closedLots,
    });
  }

  /** ∫(long + short)dt up to a time, which later calls continue from; lots times ms. */
  holdUntil(timeMs: number): number {
    this.#lotMs += (this.account.long + this.account.short) * (timeMs - this.#heldSinceMs);
    this.#heldSinceMs = timeMs;
    return this.#lotMs;
  }
}
