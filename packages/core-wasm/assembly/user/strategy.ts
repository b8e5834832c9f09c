/**
 * `@perpmill/engine/strategy` as AssemblyScript sees it. The same class in TypeScript, with the words
 * for users, is in the engine (src/user-strategies/strategy); a test holds both to the same members.
 */
import { orderLots } from "../acceptance";
import { KIND_CLOSE_LONG, KIND_CLOSE_SHORT, KIND_OPEN_LONG, KIND_OPEN_SHORT, Market } from "../layout";
import { openTimeOf } from "../trajectory";
import { placeNet, placeSide } from "./orders";
import { quotedInventory, reachedInventory, runOf, View } from "./view";

export * from "../../portable/index";

/** What an order does; the kernel's KIND_ numbers. */
export enum OrderKind {
  Net = 0,
  OpenLong = 1,
  OpenShort = 2,
  CloseLong = 3,
  CloseShort = 4,
}

/** Row of the bar `ago` bars before the last complete one, or −1. */
// @ts-ignore: decorator
@inline
function rowOf(ago: i32): i32 {
  return ago < 0 || ago >= View.bars ? -1 : View.bars - 1 - ago;
}

// @ts-ignore: decorator
@inline
function priceAt(column: usize, ago: i32): f64 {
  const row = rowOf(ago);
  return row < 0 ? NaN : <f64>load<i32>(column + (<usize>row << 2)) / runOf().unitsPerQuote;
}

// @ts-ignore: decorator
@inline
function market(): Market {
  return changetype<Market>(runOf().market);
}

export abstract class Strategy {
  start(): void {}

  onBar(): void {}

  abstract quote(): void;

  filled(kind: OrderKind, buy: bool, price: f64, size: f64, whole: bool): void {}

  bidReach(): f64 {
    return 1;
  }

  askReach(): f64 {
    return 1;
  }

  // @ts-ignore: decorator
  @inline
  get price(): f64 {
    return View.price;
  }

  // @ts-ignore: decorator
  @inline
  get time(): f64 {
    return View.time;
  }

  // @ts-ignore: decorator
  @inline
  get equity(): f64 {
    return View.equity;
  }

  // @ts-ignore: decorator
  @inline
  get balance(): f64 {
    return runOf().balance;
  }

  // @ts-ignore: decorator
  @inline
  get net(): f64 {
    return runOf().net * runOf().stepSize;
  }

  // @ts-ignore: decorator
  @inline
  get long(): f64 {
    return runOf().long * runOf().stepSize;
  }

  // @ts-ignore: decorator
  @inline
  get short(): f64 {
    return runOf().short * runOf().stepSize;
  }

  // @ts-ignore: decorator
  @inline
  get entryLong(): f64 {
    const s = runOf();
    return s.long > 0 ? s.entryLong / s.unitsPerQuote : NaN;
  }

  // @ts-ignore: decorator
  @inline
  get entryShort(): f64 {
    const s = runOf();
    return s.short > 0 ? s.entryShort / s.unitsPerQuote : NaN;
  }

  // @ts-ignore: decorator
  @inline
  get regime(): i32 {
    return View.regime;
  }

  // @ts-ignore: decorator
  @inline
  get spreadMultiplier(): f64 {
    return View.multiplier;
  }

  // @ts-ignore: decorator
  @inline
  get leverage(): f64 {
    return runOf().leverage;
  }

  // @ts-ignore: decorator
  @inline
  get tickSize(): f64 {
    return runOf().tickUnits / runOf().unitsPerQuote;
  }

  // @ts-ignore: decorator
  @inline
  get lotSize(): f64 {
    return runOf().stepSize;
  }

  // @ts-ignore: decorator
  @inline
  get contractSize(): f64 {
    return runOf().lotBase / runOf().stepSize;
  }

  // @ts-ignore: decorator
  @inline
  get makerFee(): f64 {
    return runOf().makerFee;
  }

  // @ts-ignore: decorator
  @inline
  get takerFee(): f64 {
    return runOf().takerFee;
  }

  // @ts-ignore: decorator
  @inline
  get intervalMs(): f64 {
    return <f64>market().intervalMs;
  }

  // @ts-ignore: decorator
  @inline
  get barCount(): i32 {
    return View.bars;
  }

  // @ts-ignore: decorator
  @inline
  open(ago: i32): f64 {
    return priceAt(market().open, ago);
  }

  // @ts-ignore: decorator
  @inline
  high(ago: i32): f64 {
    return priceAt(market().high, ago);
  }

  // @ts-ignore: decorator
  @inline
  low(ago: i32): f64 {
    return priceAt(market().low, ago);
  }

  // @ts-ignore: decorator
  @inline
  close(ago: i32): f64 {
    return priceAt(market().close, ago);
  }

  // @ts-ignore: decorator
  @inline
  volume(ago: i32): f64 {
    const row = rowOf(ago);
    if (row < 0) return NaN;
    const column = market().volume;
    return column == 0 ? NaN : load<f64>(column + (<usize>row << 3));
  }

  // @ts-ignore: decorator
  @inline
  openTime(ago: i32): f64 {
    const row = rowOf(ago);
    return row < 0 ? NaN : <f64>openTimeOf(market(), row);
  }

  // @ts-ignore: decorator
  @inline
  shareOfEquity(share: f64): f64 {
    const s = runOf();
    return View.quoting ? orderLots(s, false, share) * s.stepSize : NaN;
  }

  // @ts-ignore: decorator
  @inline
  inventory(share: f64): f64 {
    return View.quoting ? quotedInventory(runOf(), share) : NaN;
  }

  // @ts-ignore: decorator
  @inline
  leastInventory(share: f64): f64 {
    return reachedInventory(runOf(), share, false);
  }

  // @ts-ignore: decorator
  @inline
  mostInventory(share: f64): f64 {
    return reachedInventory(runOf(), share, true);
  }

  // @ts-ignore: decorator
  @inline
  bid(price: f64, size: f64): void {
    placeNet(true, price, size);
  }

  // @ts-ignore: decorator
  @inline
  ask(price: f64, size: f64): void {
    placeNet(false, price, size);
  }

  // @ts-ignore: decorator
  @inline
  openLong(price: f64, size: f64): void {
    placeSide(KIND_OPEN_LONG, true, price, size);
  }

  // @ts-ignore: decorator
  @inline
  openShort(price: f64, size: f64): void {
    placeSide(KIND_OPEN_SHORT, false, price, size);
  }

  // @ts-ignore: decorator
  @inline
  closeLong(price: f64, size: f64): void {
    placeSide(KIND_CLOSE_LONG, false, price, size);
  }

  // @ts-ignore: decorator
  @inline
  closeShort(price: f64, size: f64): void {
    placeSide(KIND_CLOSE_SHORT, true, price, size);
  }
}
