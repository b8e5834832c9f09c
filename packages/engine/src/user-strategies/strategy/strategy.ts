/** The base class of own strategies, in TypeScript; assembly/user/strategy.ts has its twin. */
import { barValue, OrderKind, type Seat } from "./seat.js";

const seats = new WeakMap<Strategy, Seat>();

/** Gives a strategy its place in a run. */
export function takeSeat(strategy: Strategy, seat: Seat): void {
  seats.set(strategy, seat);
}

function seatOf(strategy: Strategy): Seat {
  const seat = seats.get(strategy);
  if (seat === undefined) {
    throw new Error("the strategy is not running: use the view and place orders in its hooks only");
  }
  return seat;
}

/**
 * A strategy of one's own: a class with parameters as public fields, and hooks that the run calls. The
 * same file is compiled to WebAssembly for speed and runs as TypeScript for debugging. Prices are in
 * quote currency, sizes in contracts, times in UTC milliseconds.
 */
export abstract class Strategy {
  /** Called once, before the first bar, when the parameters have their values: make indicators here. */
  start(): void {}

  /** Called at the end of every bar: `close(0)` is its close. */
  onBar(): void {}

  /** Called whenever quotes are due: place the orders wanted now; those before are cancelled. */
  abstract quote(): void;

  /**
   * Called after a fill of one of its limit orders.
   * @param kind what the order does
   * @param price quote currency
   * @param size contracts of this fill
   * @param whole nothing of the order is left
   */
  filled(_kind: OrderKind, _buy: boolean, _price: number, _size: number, _whole: boolean): void {}

  /**
   * A factor of the price above which it never bids until the next bar or fill, such as
   * `1 - this.spread`. With both reaches, quotes that nothing comes near are never worked out, which
   * makes runs many times faster; an order beyond its reach ends the run. Price, time and equity are
   * NaN here.
   */
  bidReach(): number {
    return 1;
  }

  /** A factor of the price below which it never asks until the next bar or fill. */
  askReach(): number {
    return 1;
  }

  /** Last price: at a quote that of now, in onBar() the close, in filled() that of the fill. */
  get price(): number {
    return seatOf(this).price;
  }

  /** UTC ms. */
  get time(): number {
    return seatOf(this).time;
  }

  /** Balance and unrealised profit at the mark price, quote currency; NaN in filled(). */
  get equity(): number {
    return seatOf(this).equity;
  }

  /** Quote currency, without what open positions have gained. */
  get balance(): number {
    return seatOf(this).account.balance;
  }

  /** Long less short, contracts. */
  get net(): number {
    const { account, lotSize } = seatOf(this);
    return account.net * lotSize;
  }

  /** Contracts held long; in one-way mode those of a positive position. */
  get long(): number {
    const { account, lotSize } = seatOf(this);
    return account.long * lotSize;
  }

  /** Contracts held short, above 0; in one-way mode those of a negative position. */
  get short(): number {
    const { account, lotSize } = seatOf(this);
    return account.short * lotSize;
  }

  /** Average entry price of the long side; NaN without one. */
  get entryLong(): number {
    const { account, unitsPerQuote } = seatOf(this);
    return account.long > 0 ? account.entryLong / unitsPerQuote : Number.NaN;
  }

  /** Average entry price of the short side; NaN without one. */
  get entryShort(): number {
    const { account, unitsPerQuote } = seatOf(this);
    return account.short > 0 ? account.entryShort / unitsPerQuote : Number.NaN;
  }

  /** Volatility regime: 0 normal, 1 high, 2 extreme, 3 emergency. */
  get regime(): number {
    return seatOf(this).regime;
  }

  /** By what the regime multiplies spreads; 1 without regimes. */
  get spreadMultiplier(): number {
    return seatOf(this).spreadMultiplier;
  }

  /** Of the account. */
  get leverage(): number {
    return seatOf(this).leverage;
  }

  /** Step of prices, quote currency. */
  get tickSize(): number {
    return seatOf(this).tickSize;
  }

  /** Step of sizes, contracts. */
  get lotSize(): number {
    return seatOf(this).lotSize;
  }

  /** Base currency in one contract. */
  get contractSize(): number {
    return seatOf(this).contractSize;
  }

  /** Share of the notional; negative: a rebate. */
  get makerFee(): number {
    return seatOf(this).makerFee;
  }

  /** Share of the notional. */
  get takerFee(): number {
    return seatOf(this).takerFee;
  }

  /** Length of a bar, ms. */
  get intervalMs(): number {
    return seatOf(this).intervalMs;
  }

  /** Complete bars so far. */
  get barCount(): number {
    return seatOf(this).barCount;
  }

  /** Open of the bar `ago` bars before the last complete one, which is `open(0)`; NaN before the first. */
  open(ago: number): number {
    const seat = seatOf(this);
    return barValue(seat, seat.bars.open, ago) / seat.unitsPerQuote;
  }

  /** High of a complete bar, as `open`. */
  high(ago: number): number {
    const seat = seatOf(this);
    return barValue(seat, seat.bars.high, ago) / seat.unitsPerQuote;
  }

  /** Low of a complete bar, as `open`. */
  low(ago: number): number {
    const seat = seatOf(this);
    return barValue(seat, seat.bars.low, ago) / seat.unitsPerQuote;
  }

  /** Close of a complete bar, as `open`. */
  close(ago: number): number {
    const seat = seatOf(this);
    return barValue(seat, seat.bars.close, ago) / seat.unitsPerQuote;
  }

  /** Volume of a complete bar, base currency; NaN when the data has none. */
  volume(ago: number): number {
    const seat = seatOf(this);
    return barValue(seat, seat.bars.volume, ago);
  }

  /** Open time of a complete bar, UTC ms. */
  openTime(ago: number): number {
    const seat = seatOf(this);
    return barValue(seat, seat.bars.openTimeMs, ago);
  }

  /**
   * In quote(): the size of an order that is a share of the equity, contracts: whole lots, raised to
   * the least and cut to the largest order of the instrument.
   */
  shareOfEquity(share: number): number {
    return seatOf(this).shareOfEquity(share);
  }

  /**
   * In quote(): the inventory from −1 to 1.
   * @param share net notional that is a full inventory, as a share of equity
   */
  inventory(share: number): number {
    return seatOf(this).inventory(share);
  }

  /**
   * In bidReach() and askReach(): the least that inventory(share) can be while the reach holds, −1 where
   * nothing is known of it. A centre that leans against the inventory is bounded by it.
   */
  leastInventory(share: number): number {
    return seatOf(this).reachedInventory(share);
  }

  /** In bidReach() and askReach(): the most that inventory(share) can be, as `leastInventory`. */
  mostInventory(share: number): number {
    return seatOf(this).reachedInventory(share);
  }

  /** One-way mode: buys at the tick at or below a price, always below the last price. */
  bid(price: number, size: number): void {
    seatOf(this).place(OrderKind.Net, true, price, size);
  }

  /** One-way mode: sells at the tick at or above a price, always above the last price. */
  ask(price: number, size: number): void {
    seatOf(this).place(OrderKind.Net, false, price, size);
  }

  /** Hedge mode: buys, opening long. */
  openLong(price: number, size: number): void {
    seatOf(this).place(OrderKind.OpenLong, true, price, size);
  }

  /** Hedge mode: sells, opening short. */
  openShort(price: number, size: number): void {
    seatOf(this).place(OrderKind.OpenShort, false, price, size);
  }

  /** Hedge mode: sells what is held long, no more than that. */
  closeLong(price: number, size: number): void {
    seatOf(this).place(OrderKind.CloseLong, false, price, size);
  }

  /** Hedge mode: buys back what is held short, no more than that. */
  closeShort(price: number, size: number): void {
    seatOf(this).place(OrderKind.CloseShort, true, price, size);
  }
}
