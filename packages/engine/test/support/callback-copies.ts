/** The built-in strategies written as callbacks: what they do must be the same to the last bit. */
import type { CallbackStrategy } from "../../src/callbacks/callback-strategy.js";
import { defineStrategy } from "../../src/callbacks/define-strategy.js";
import type { ParameterValues } from "../../src/callbacks/parameters.js";
import type { HedgeOrders, OneWayOrders, StrategyView } from "../../src/callbacks/view.js";

const SPREADS = {
  bidSpread: { unit: "ratio", min: 0, max: 0.99 },
  askSpread: { unit: "ratio", min: 0, max: 0.99 },
} as const;

const PURE = {
  ...SPREADS,
  levels: { unit: "count", default: 1, min: 1, max: 32 },
  levelSpacing: { unit: "ratio", default: 0, min: 0, max: 0.99 },
  size: { type: "size" },
  maxInventoryRatio: { unit: "ratio", default: 1, min: 0.000001, max: 1000 },
  inventorySkew: { unit: "ratio", default: 0, min: 0, max: 0.99 },
} as const;

const DUAL = {
  ...SPREADS,
  closeSpread: { unit: "ratio", default: null, min: 0, max: 0.99 },
  size: { type: "size" },
  maxPositionRatio: { unit: "ratio", default: 1, min: 0, max: 1000 },
} as const;

/** Slack of comparisons (semantics 1). */
const GUARD = 1e-9;

function quotePure(view: StrategyView<typeof PURE, unknown>, orders: OneWayOrders): void {
  const { bidSpread, askSpread, levels, levelSpacing, size, maxInventoryRatio, inventorySkew } =
    view.parameters;
  const x = view.inventory(maxInventoryRatio);
  const centre = view.price * (1 - inventorySkew * x);
  const quantity = view.quantity(size);
  const multiplier = view.spreadMultiplier;
  for (let i = 0; i < levels; i++) {
    const step = i * levelSpacing;
    // A price of 0 is turned down as too small, as one below is.
    const bid = centre * (1 - bidSpread * multiplier - step);
    if (x < 1 - GUARD) orders.bid(Math.max(0, bid), quantity);
    if (x > GUARD - 1) orders.ask(centre * (1 + askSpread * multiplier + step), quantity);
  }
}

function reachPure(parameters: ParameterValues<typeof PURE>, multiplier: number) {
  const { bidSpread, askSpread, inventorySkew } = parameters;
  return {
    bid: (1 + inventorySkew) * (1 - bidSpread * multiplier),
    ask: (1 - inventorySkew) * (1 + askSpread * multiplier),
  };
}

function quoteDual(capOf: number) {
  return (view: StrategyView<typeof DUAL, unknown>, orders: HedgeOrders): void => {
    const { bidSpread, askSpread, closeSpread, size, maxPositionRatio } = view.parameters;
    const { price, long, short, spreadMultiplier, instrument, leverage } = view;
    const bidFactor = 1 - bidSpread * spreadMultiplier;
    const askFactor = 1 + askSpread * spreadMultiplier;
    const quantity = view.quantity(size);
    const limit = Math.min(capOf, view.equity * leverage * maxPositionRatio);
    const value = price * instrument.contractSize;
    const below = (notional: number, bound: number) => notional < bound - GUARD * Math.abs(bound);
    if ((long + short) * value <= limit + GUARD * Math.abs(limit)) {
      if (below(long * value, limit / 2)) orders.openLong(Math.max(0, price * bidFactor), quantity);
      if (below(short * value, limit / 2)) orders.openShort(price * askFactor, quantity);
    }
    const sellFurther = (closeSpread ?? askSpread) * spreadMultiplier;
    const buyFurther = (closeSpread ?? bidSpread) * spreadMultiplier;
    if (long > 0) orders.closeLong(price * askFactor * (1 + sellFurther), quantity);
    if (short > 0) {
      orders.closeShort(Math.max(0, price * bidFactor * (1 - buyFurther)), quantity);
    }
  };
}

function reachDual(parameters: ParameterValues<typeof DUAL>, multiplier: number) {
  const { bidSpread, askSpread, closeSpread } = parameters;
  const opening = 1 - bidSpread * multiplier;
  const further = (closeSpread ?? bidSpread) * multiplier;
  return {
    // Both factors can be negative under a large multiplier, and their product a price again.
    bid: Math.max(opening, opening * (1 - further)),
    ask: 1 + askSpread * multiplier,
  };
}

/** What a strategy that learns of bars must find: every bar once, in order. */
function memory() {
  return { bars: 0, lastTime: Number.NEGATIVE_INFINITY };
}

function takeBar(view: StrategyView<unknown, ReturnType<typeof memory>>): void {
  const { state, bar } = view;
  state.bars++;
  const time = bar.openTime(0);
  if (state.bars !== bar.count || !(time > state.lastTime)) throw new Error("bars out of order");
  state.lastTime = time;
}

/** By what drives the copy. */
export interface Copies {
  readonly eager: CallbackStrategy;
  readonly reach: CallbackStrategy;
  readonly bars: CallbackStrategy;
  readonly barsAndReach: CallbackStrategy;
}

/** `pure-maker`. */
export function pureCopies(): Copies {
  const own = { positionMode: "oneWay", parameters: PURE, quote: quotePure } as const;
  const reading = { ...own, start: memory, onBar: takeBar };
  return {
    eager: defineStrategy({ ...own, id: "pure-eager" }),
    reach: defineStrategy({ ...own, id: "pure-reach", reach: reachPure }),
    bars: defineStrategy({ ...reading, id: "pure-bars" }),
    barsAndReach: defineStrategy({ ...reading, id: "pure-bars-reach", reach: reachPure }),
  };
}

/** `dual-maker`. @param cap notional that a side may have at the account's leverage */
export function dualCopies(cap: number): Copies {
  const own = { positionMode: "hedge", parameters: DUAL, quote: quoteDual(cap) } as const;
  const reading = { ...own, start: memory, onBar: takeBar };
  return {
    eager: defineStrategy({ ...own, id: "dual-eager" }),
    reach: defineStrategy({ ...own, id: "dual-reach", reach: reachDual }),
    bars: defineStrategy({ ...reading, id: "dual-bars" }),
    barsAndReach: defineStrategy({ ...reading, id: "dual-bars-reach", reach: reachDual }),
  };
}
