/** A strategy of one's own as the reference runs it: its view, and its orders in units and lots. */
import {
  type CompleteBar,
  ceilTick,
  effectsOf,
  floorLots,
  floorTick,
  type Instrument,
  inventoryShare,
  type OrderFill,
  type OwnStrategySeat,
  orderLots,
  type Place,
  type QuoteView,
  type ReferenceInput,
  type ReferenceMaker,
  regimeOf,
  TrueRangeMean,
} from "@perpmill/core-wasm/reference";
import { OrderKind, type Seat, type SeatBars } from "../strategy/seat.js";
import { Strategy, takeSeat } from "../strategy/strategy.js";

const REGIMES = ["normal", "high", "extreme", "emergency"] as const;
/** Slack of the kernel when it holds an order to the reach. */
const REACH_GUARD = 1e-9;

/** The quote at hand. */
interface Quoting {
  readonly view: QuoteView;
  readonly place: Place;
  /** price units */
  readonly highestBid: number;
  readonly lowestAsk: number;
}

function sideOf(kind: OrderKind): "net" | "long" | "short" {
  if (kind === OrderKind.Net) return "net";
  return kind === OrderKind.OpenLong || kind === OrderKind.CloseLong ? "long" : "short";
}

function kindOf({ isBuy, positionSide }: OrderFill): OrderKind {
  if (positionSide === "net") return OrderKind.Net;
  if (positionSide === "long") return isBuy ? OrderKind.OpenLong : OrderKind.CloseLong;
  return isBuy ? OrderKind.CloseShort : OrderKind.OpenShort;
}

class RunningSeat implements Seat {
  price = Number.NaN;
  time = Number.NaN;
  equity = Number.NaN;
  regime = 0;
  spreadMultiplier = 1;
  barCount = 0;
  quoting: Quoting | null = null;
  /** the quote that a reach is asked for */
  reaching: QuoteView | null = null;
  readonly bars: SeatBars;
  readonly unitsPerQuote: number;
  readonly leverage: number;
  readonly tickSize: number;
  readonly lotSize: number;
  readonly contractSize: number;
  readonly makerFee: number;
  readonly takerFee: number;
  readonly intervalMs: number;
  readonly account: Seat["account"];
  readonly #instrument: Instrument;
  readonly #isOneWay: boolean;

  constructor({ config, bars, intervalMs }: ReferenceInput, seat: OwnStrategySeat) {
    const { instrument, account } = seat;
    this.bars = bars;
    this.unitsPerQuote = instrument.unitsPerQuote;
    this.leverage = config.account.leverage;
    this.tickSize = instrument.tickUnits / instrument.unitsPerQuote;
    this.lotSize = instrument.stepSize;
    this.contractSize = instrument.lotBase / instrument.stepSize;
    this.makerFee = config.instrument.makerFee;
    this.takerFee = config.instrument.takerFee;
    this.intervalMs = intervalMs;
    this.account = account;
    this.#instrument = instrument;
    this.#isOneWay = config.account.positionMode === "oneWay";
  }

  shareOfEquity(share: number): number {
    if (this.quoting === null) return Number.NaN;
    const { equity, at } = this.quoting.view;
    return orderLots({ equityRatio: share }, equity, at, this.#instrument) * this.lotSize;
  }

  inventory(share: number): number {
    return this.#inventoryAt(this.quoting?.view ?? null, share);
  }

  reachedInventory(share: number): number {
    return this.#inventoryAt(this.reaching, share);
  }

  #inventoryAt(view: QuoteView | null, share: number): number {
    if (view === null) return Number.NaN;
    const { net, at, equity } = view;
    return inventoryShare(net, at, equity, share, this.#instrument.lotValue);
  }

  place(kind: OrderKind, isBuy: boolean, price: number, size: number): void {
    const words = `an order at ${price} for ${size} contracts`;
    if (this.quoting === null) throw new Error(`placed ${words} outside of quote()`);
    if (!Number.isFinite(price) || !Number.isFinite(size)) throw new Error(`placed ${words}`);
    if (this.#isOneWay !== (kind === OrderKind.Net)) {
      throw new Error(`placed ${words} in the other position mode`);
    }
    const { tickUnits, maxLots } = this.#instrument;
    const { place, highestBid, lowestAsk } = this.quoting;
    const wanted = price * this.unitsPerQuote;
    const units = isBuy ? floorTick(wanted, tickUnits) : ceilTick(wanted, tickUnits);
    if (isBuy ? units > highestBid : units < lowestAsk) {
      throw new Error(`placed ${words}, beyond its ${isBuy ? "bidReach" : "askReach"}()`);
    }
    const lots = Math.min(floorLots(size / this.lotSize), maxLots, this.#closable(kind));
    if (lots === 0 && this.#closable(kind) === 0) return;
    place(isBuy, sideOf(kind), units, lots);
  }

  #closable(kind: OrderKind): number {
    if (kind === OrderKind.CloseLong) return this.account.long;
    return kind === OrderKind.CloseShort ? this.account.short : Number.POSITIVE_INFINITY;
  }
}

/** Seats a strategy in a run of the reference and starts it. */
export function referenceMaker(
  strategy: Strategy,
  input: ReferenceInput,
  own: OwnStrategySeat,
): ReferenceMaker {
  const { volatility } = input.config;
  const seat = new RunningSeat(input, own);
  const trueRange = new TrueRangeMean(volatility.atrPeriod ?? 1);
  const reaches = strategy.bidReach !== Strategy.prototype.bidReach;
  takeSeat(strategy, seat);
  strategy.start();

  const look = (price: number, time: number, equity: number): void => {
    seat.price = price;
    seat.time = time;
    seat.equity = equity;
  };
  const reachOf = (view: QuoteView): Pick<Quoting, "highestBid" | "lowestAsk"> => {
    if (!reaches) return { highestBid: Number.POSITIVE_INFINITY, lowestAsk: 0 };
    look(Number.NaN, Number.NaN, Number.NaN);
    const { at } = view;
    const slack = at * REACH_GUARD;
    seat.reaching = view;
    const [bid, ask] = [strategy.bidReach(), strategy.askReach()];
    seat.reaching = null;
    return {
      highestBid: bid < 1 ? at * bid + slack : Number.POSITIVE_INFINITY,
      lowestAsk: ask > 1 ? at * ask - slack : 0,
    };
  };

  return {
    quote(view, place) {
      seat.spreadMultiplier = view.spreadMultiplier;
      const reach = reachOf(view);
      look(view.at / seat.unitsPerQuote, view.timeMs, view.equity);
      seat.quoting = { view, place, ...reach };
      strategy.quote();
      seat.quoting = null;
    },
    afterBar(bar: CompleteBar) {
      seat.barCount++;
      const atr = trueRange.next(bar.high, bar.low, bar.close);
      const regime = regimeOf(volatility, atr, bar.close);
      seat.regime = REGIMES.indexOf(regime);
      seat.spreadMultiplier = effectsOf(volatility, regime).spreadMultiplier;
      const endMs = bar.openTimeMs + seat.intervalMs - 1;
      look(bar.close / seat.unitsPerQuote, endMs, own.equity());
      strategy.onBar();
    },
    filled(fill) {
      const price = fill.priceUnits / seat.unitsPerQuote;
      look(price, fill.timeMs, Number.NaN);
      const { isBuy, lots, isWhole } = fill;
      strategy.filled(kindOf(fill), isBuy, price, lots * seat.lotSize, isWhole);
    },
  };
}
