/** Where a strategy puts its orders: checked, turned into units and lots, written where the kernel reads. */
import { LAYOUT } from "@perpmill/core-wasm";
import type { InstrumentUnits } from "../units.js";
import { Misbehaviour } from "./failure.js";
import type { HedgeOrders, OneWayOrders, PositionMode } from "./view.js";

/** Codes of rows: what the order does, and 1 more for a sell. */
const NET_BID = 2 * LAYOUT.KIND_NET;
const NET_ASK = 2 * LAYOUT.KIND_NET + 1;
const OPEN_LONG = 2 * LAYOUT.KIND_OPEN_LONG;
const OPEN_SHORT = 2 * LAYOUT.KIND_OPEN_SHORT + 1;
const CLOSE_LONG = 2 * LAYOUT.KIND_CLOSE_LONG + 1;
const CLOSE_SHORT = 2 * LAYOUT.KIND_CLOSE_SHORT;

const CALLS: Readonly<Record<number, keyof (OneWayOrders & HedgeOrders)>> = {
  [NET_BID]: "bid",
  [NET_ASK]: "ask",
  [OPEN_LONG]: "openLong",
  [OPEN_SHORT]: "openShort",
  [CLOSE_LONG]: "closeLong",
  [CLOSE_SHORT]: "closeShort",
};

const ONE_WAY = 0;
const HEDGE = 1;
const CLOSED = 2;

const COUNT = LAYOUT.STATE_OFFSET / 8;
const HIGHEST_BID = COUNT + 1;
const LOWEST_ASK = COUNT + 2;
const FIRST_ROW = COUNT + LAYOUT.HOST_HEADER_FLOATS;
const LONG = LAYOUT.RUN_LONG / 8;
const SHORT = LAYOUT.RUN_SHORT / 8;

/** Slack of floorLots (semantics 1). */
const ROUNDING_GUARD = 1e-6;

/** For the whole run; open during a quote only. */
export class OrderSheet implements OneWayOrders, HedgeOrders {
  readonly #openMode: number;
  readonly #scale: number;
  readonly #stepSize: number;
  readonly #maxLots: number;
  #floats: Float64Array = new Float64Array(0);
  #mode = CLOSED;
  /** of the next row, in `#floats` */
  #at = 0;
  #bids = 0;
  #asks = 0;
  /** units beyond which the strategy has promised not to quote */
  #highestBid = 0;
  #lowestAsk = 0;

  constructor(positionMode: PositionMode, units: InstrumentUnits) {
    this.#openMode = positionMode === "hedge" ? HEDGE : ONE_WAY;
    this.#scale = 10 ** units.priceDecimals;
    this.#stepSize = units.stepSize;
    this.#maxLots = units.maxOrderLots ?? Number.POSITIVE_INFINITY;
  }

  /** @param floats the Run block and its state */
  attach(floats: Float64Array): void {
    this.#floats = floats;
  }

  /** Opens an empty sheet. @param highestBid units, as is `lowestAsk` */
  begin(highestBid: number, lowestAsk: number): void {
    this.#mode = this.#openMode;
    this.#at = FIRST_ROW;
    this.#floats[HIGHEST_BID] = 0;
    this.#floats[LOWEST_ASK] = Infinity;
    this.#bids = 0;
    this.#asks = 0;
    this.#highestBid = highestBid;
    this.#lowestAsk = lowestAsk;
  }

  /** Closes the sheet and hands it to the kernel. */
  end(): void {
    this.#mode = CLOSED;
    this.#floats[COUNT] = this.#bids + this.#asks;
  }

  /** Closes the sheet of a quote that failed. */
  drop(): void {
    this.#mode = CLOSED;
  }

  bid(price: number, quantity: number): void {
    if (this.#mode !== ONE_WAY) this.#refuseCall(NET_BID);
    this.#buy(NET_BID, price, this.#lotsOf(NET_BID, price, quantity));
  }

  ask(price: number, quantity: number): void {
    if (this.#mode !== ONE_WAY) this.#refuseCall(NET_ASK);
    this.#sell(NET_ASK, price, this.#lotsOf(NET_ASK, price, quantity));
  }

  openLong(price: number, quantity: number): void {
    if (this.#mode !== HEDGE) this.#refuseCall(OPEN_LONG);
    this.#buy(OPEN_LONG, price, this.#lotsOf(OPEN_LONG, price, quantity));
  }

  openShort(price: number, quantity: number): void {
    if (this.#mode !== HEDGE) this.#refuseCall(OPEN_SHORT);
    this.#sell(OPEN_SHORT, price, this.#lotsOf(OPEN_SHORT, price, quantity));
  }

  closeLong(price: number, quantity: number): void {
    if (this.#mode !== HEDGE) this.#refuseCall(CLOSE_LONG);
    const lots = Math.min(this.#lotsOf(CLOSE_LONG, price, quantity), this.#floats[LONG]);
    if (lots > 0) this.#sell(CLOSE_LONG, price, lots);
  }

  closeShort(price: number, quantity: number): void {
    if (this.#mode !== HEDGE) this.#refuseCall(CLOSE_SHORT);
    const lots = Math.min(this.#lotsOf(CLOSE_SHORT, price, quantity), this.#floats[SHORT]);
    if (lots > 0) this.#buy(CLOSE_SHORT, price, lots);
  }

  #lotsOf(code: number, price: number, quantity: number): number {
    if (!(price >= 0 && price < Infinity)) this.#refuseNumber(code, "price", price);
    if (!(quantity >= 0 && quantity < Infinity)) this.#refuseNumber(code, "quantity", quantity);
    const lots = Math.floor(quantity / this.#stepSize + ROUNDING_GUARD);
    return lots < this.#maxLots ? lots : this.#maxLots;
  }

  #buy(code: number, price: number, lots: number): void {
    const units = price * this.#scale;
    if (units > this.#highestBid) this.#refuseReach(code, price);
    if (this.#bids === LAYOUT.SLOTS_PER_SIDE) this.#refuseMore("buys");
    this.#bids++;
    if (units > this.#floats[HIGHEST_BID]) this.#floats[HIGHEST_BID] = units;
    this.#write(code, units, lots);
  }

  #sell(code: number, price: number, lots: number): void {
    const units = price * this.#scale;
    if (units < this.#lowestAsk) this.#refuseReach(code, price);
    if (this.#asks === LAYOUT.SLOTS_PER_SIDE) this.#refuseMore("sells");
    this.#asks++;
    if (units < this.#floats[LOWEST_ASK]) this.#floats[LOWEST_ASK] = units;
    this.#write(code, units, lots);
  }

  #write(code: number, units: number, lots: number): void {
    const floats = this.#floats;
    const at = this.#at;
    floats[at] = code;
    floats[at + 1] = units;
    floats[at + 2] = lots;
    this.#at = at + LAYOUT.HOST_ORDER_FLOATS;
  }

  #refuseCall(code: number): never {
    const call = CALLS[code];
    if (this.#mode === CLOSED) {
      throw new Misbehaviour(
        `called ${call} outside of quote`,
        "Place orders in quote, before it returns, and keep the orders object nowhere.",
      );
    }
    const hedge = this.#mode === HEDGE;
    throw new Misbehaviour(
      `called ${call}, which positionMode "${hedge ? "hedge" : "oneWay"}" does not have`,
      hedge
        ? "Use openLong, openShort, closeLong and closeShort, or set positionMode to oneWay."
        : "Use bid and ask, or set positionMode to hedge.",
    );
  }

  #refuseNumber(code: number, name: string, value: unknown): never {
    throw new Misbehaviour(
      `called ${CALLS[code]} with the ${name} ${String(value)}`,
      `A ${name} must be a finite number, 0 or more. Indicators and bars are NaN until there are enough bars: place nothing before.`,
    );
  }

  #refuseReach(code: number, price: number): never {
    const buys = code % 2 === 0;
    const bound = (buys ? this.#highestBid : this.#lowestAsk) / this.#scale;
    throw new Misbehaviour(
      `called ${CALLS[code]} with the price ${price}, ${buys ? "above" : "below"} ${bound}, which reach promises as the ${buys ? "highest bid" : "lowest ask"}`,
      "Widen reach so that it holds in every state, position and regime, or leave it out.",
    );
  }

  #refuseMore(side: string): never {
    throw new Misbehaviour(
      `placed more than ${LAYOUT.SLOTS_PER_SIDE} ${side} at one quote`,
      "Place fewer orders; a loop that does not end looks like this too.",
    );
  }
}
