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
const ROW_FLOATS = LAYOUT.HOST_ORDER_FLOATS;
const MOST_ORDERS = LAYOUT.SLOTS_PER_SIDE;
const LONG = LAYOUT.RUN_LONG / 8;
const SHORT = LAYOUT.RUN_SHORT / 8;

/** The largest number that is finite. */
const MOST = Number.MAX_VALUE;
/** Slack of floorLots (semantics 1). */
const ROUNDING_GUARD = 1e-6;

/** For the whole run; open during a quote only. Fields are plain ones for the reason given in run-view. */
export class OrderSheet implements OneWayOrders, HedgeOrders {
  private readonly openMode: number;
  private readonly scale: number;
  private readonly lotsPerContract: number;
  private readonly maxLots: number;
  private floats: Float64Array = new Float64Array(0);
  private mode = CLOSED;
  /** of the next row, in `#floats` */
  private at = 0;
  private bids = 0;
  private asks = 0;
  /** units beyond which the strategy has promised not to quote */
  private highestBid = MOST;
  private lowestAsk = 0;

  constructor(positionMode: PositionMode, units: InstrumentUnits) {
    this.openMode = positionMode === "hedge" ? HEDGE : ONE_WAY;
    this.scale = 10 ** units.priceDecimals;
    this.lotsPerContract = 1 / units.stepSize;
    this.maxLots = units.maxOrderLots ?? Number.POSITIVE_INFINITY;
  }

  /** @param floats the Run block and its state */
  attach(floats: Float64Array): void {
    this.floats = floats;
  }

  /** Sets the prices beyond which a quote breaks a promise, units. */
  bound(highestBid: number, lowestAsk: number): void {
    this.highestBid = highestBid;
    this.lowestAsk = lowestAsk;
  }

  /** Opens an empty sheet. */
  begin(): void {
    const { floats } = this;
    this.mode = this.openMode;
    this.at = FIRST_ROW;
    this.bids = 0;
    this.asks = 0;
    floats[HIGHEST_BID] = 0;
    floats[LOWEST_ASK] = Infinity;
  }

  /** Closes the sheet and hands it to the kernel. */
  end(): void {
    this.mode = CLOSED;
    this.floats[COUNT] = this.bids + this.asks;
  }

  /** Closes the sheet of a quote that failed. */
  drop(): void {
    this.mode = CLOSED;
  }

  bid(price: number, quantity: number): void {
    if (this.mode !== ONE_WAY) this.refuseCall(NET_BID);
    this.buy(NET_BID, price, quantity);
  }

  ask(price: number, quantity: number): void {
    if (this.mode !== ONE_WAY) this.refuseCall(NET_ASK);
    this.sell(NET_ASK, price, quantity);
  }

  openLong(price: number, quantity: number): void {
    if (this.mode !== HEDGE) this.refuseCall(OPEN_LONG);
    this.buy(OPEN_LONG, price, quantity);
  }

  openShort(price: number, quantity: number): void {
    if (this.mode !== HEDGE) this.refuseCall(OPEN_SHORT);
    this.sell(OPEN_SHORT, price, quantity);
  }

  closeLong(price: number, quantity: number): void {
    if (this.mode !== HEDGE) this.refuseCall(CLOSE_LONG);
    this.sell(CLOSE_LONG, price, quantity);
    this.asks -= this.cutTo(this.floats[LONG]);
  }

  closeShort(price: number, quantity: number): void {
    if (this.mode !== HEDGE) this.refuseCall(CLOSE_SHORT);
    this.buy(CLOSE_SHORT, price, quantity);
    this.bids -= this.cutTo(this.floats[SHORT]);
  }

  private buy(code: number, price: number, quantity: number): void {
    const { floats, at } = this;
    const units = price * this.scale;
    const sound = price >= 0 && units <= this.highestBid && quantity >= 0 && quantity <= MOST;
    if (!sound || this.bids === MOST_ORDERS) this.refuse(code, price, quantity);
    const lots = Math.floor(quantity * this.lotsPerContract + ROUNDING_GUARD);
    floats[at] = code;
    floats[at + 1] = units;
    floats[at + 2] = lots < this.maxLots ? lots : this.maxLots;
    if (units > floats[HIGHEST_BID]) floats[HIGHEST_BID] = units;
    this.at = at + ROW_FLOATS;
    this.bids++;
  }

  private sell(code: number, price: number, quantity: number): void {
    const { floats, at } = this;
    const units = price * this.scale;
    const sound = price <= MOST && units >= this.lowestAsk && quantity >= 0 && quantity <= MOST;
    if (!sound || this.asks === MOST_ORDERS) this.refuse(code, price, quantity);
    const lots = Math.floor(quantity * this.lotsPerContract + ROUNDING_GUARD);
    floats[at] = code;
    floats[at + 1] = units;
    floats[at + 2] = lots < this.maxLots ? lots : this.maxLots;
    if (units < floats[LOWEST_ASK]) floats[LOWEST_ASK] = units;
    this.at = at + ROW_FLOATS;
    this.asks++;
  }

  /** Cuts the last row to what is held. @returns 1 when nothing is left, and the row is gone */
  private cutTo(held: number): 0 | 1 {
    const row = this.at - ROW_FLOATS;
    const lots = Math.min(this.floats[row + 2], held);
    this.floats[row + 2] = lots;
    if (lots > 0) return 0;
    this.at = row;
    return 1;
  }

  private refuse(code: number, price: number, quantity: number): never {
    if (!(price >= 0 && price < Infinity)) this.refuseNumber(code, "price", price);
    if (!(quantity >= 0 && quantity < Infinity)) this.refuseNumber(code, "quantity", quantity);
    const buys = code % 2 === 0;
    const units = price * this.scale;
    if (buys ? units > this.highestBid : units < this.lowestAsk) this.refuseReach(code, price);
    throw new Misbehaviour(
      `placed more than ${MOST_ORDERS} ${buys ? "buys" : "sells"} at one quote`,
      "Place fewer orders; a loop that does not end looks like this too.",
    );
  }

  private refuseCall(code: number): never {
    const call = CALLS[code];
    if (this.mode === CLOSED) {
      throw new Misbehaviour(
        `called ${call} outside of quote`,
        "Place orders in quote, before it returns, and keep the orders object nowhere.",
      );
    }
    const hedge = this.mode === HEDGE;
    throw new Misbehaviour(
      `called ${call}, which positionMode "${hedge ? "hedge" : "oneWay"}" does not have`,
      hedge
        ? "Use openLong, openShort, closeLong and closeShort, or set positionMode to oneWay."
        : "Use bid and ask, or set positionMode to hedge.",
    );
  }

  private refuseNumber(code: number, name: string, value: unknown): never {
    throw new Misbehaviour(
      `called ${CALLS[code]} with the ${name} ${String(value)}`,
      `A ${name} must be a finite number, 0 or more. Indicators and bars are NaN until there are enough bars: place nothing before.`,
    );
  }

  private refuseReach(code: number, price: number): never {
    const buys = code % 2 === 0;
    const bound = (buys ? this.highestBid : this.lowestAsk) / this.scale;
    throw new Misbehaviour(
      `called ${CALLS[code]} with the price ${price}, ${buys ? "above" : "below"} ${bound}, which reach promises as the ${buys ? "highest bid" : "lowest ask"}`,
      "Widen reach so that it holds in every state, position and regime, or leave it out.",
    );
  }
}
