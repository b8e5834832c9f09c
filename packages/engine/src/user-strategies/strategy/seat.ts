/** What a running strategy sees and does, set by what runs it: the inside of `Strategy` in TypeScript. */

/** What an order does. */
export enum OrderKind {
  Net = 0,
  OpenLong = 1,
  OpenShort = 2,
  CloseLong = 3,
  CloseShort = 4,
}

/** Columns of bars in price units, and what one quote currency is in them. */
export interface SeatBars {
  readonly openTimeMs: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  /** base units; null when the data has none */
  readonly volume: ArrayLike<number> | null;
}

/** One strategy's place in a run. */
export interface Seat {
  price: number;
  time: number;
  equity: number;
  regime: number;
  spreadMultiplier: number;
  /** complete bars */
  barCount: number;
  readonly bars: SeatBars;
  readonly unitsPerQuote: number;
  readonly leverage: number;
  readonly tickSize: number;
  readonly lotSize: number;
  readonly contractSize: number;
  readonly makerFee: number;
  readonly takerFee: number;
  readonly intervalMs: number;
  /** read when asked for: fills change them at any time */
  readonly account: {
    readonly balance: number;
    /** lots */
    readonly net: number;
    readonly long: number;
    readonly short: number;
    /** price units */
    readonly entryLong: number;
    readonly entryShort: number;
  };
  /** contracts; NaN outside of a quote */
  shareOfEquity(share: number): number;
  /** −1 to 1; NaN outside of a quote */
  inventory(share: number): number;
  /** that of the quote which a reach is asked for; NaN at any other time */
  reachedInventory(share: number): number;
  /** throws outside of a quote, and for an order that is no order */
  place(kind: OrderKind, isBuy: boolean, price: number, size: number): void;
}

/** A value of the bar `ago` bars before the last complete one; NaN when there is none. */
export function barValue(seat: Seat, column: ArrayLike<number> | null, ago: number): number {
  if (column === null || !(ago >= 0 && ago < seat.barCount)) return Number.NaN;
  return column[seat.barCount - 1 - ago];
}
