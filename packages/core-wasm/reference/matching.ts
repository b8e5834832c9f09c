/** Resting orders: triggers, which orders a move reaches and in what order, how much fills. Semantics 4. */
import { floorLots } from "./math/rounding.js";

export interface Order {
  readonly isBuy: boolean;
  readonly positionSide: "net" | "long" | "short";
  /** reduce-only; never in one-way mode */
  readonly isClosing: boolean;
  readonly priceUnits: number;
  readonly triggerUnits: number;
  /** the price at which it was quoted */
  readonly referenceUnits: number;
  /** still resting, whole; 0: filled or cancelled */
  lots: number;
}

/** The price that must be reached for an order to fill. */
export function triggerOf(isBuy: boolean, priceUnits: number, throughUnits: number): number {
  return isBuy ? priceUnits - throughUnits : priceUnits + throughUnits;
}

/** True when the order is reached by the price `at` alone. */
export function isReachedAt(order: Order, at: number): boolean {
  return order.isBuy ? at <= order.triggerUnits : at >= order.triggerUnits;
}

/**
 * The orders that fill on a move from `from` to `to`, in order of filling: those already reached at
 * `from`, then those the move reaches; each by trigger in the direction of travel, at equal triggers
 * closing before opening, then older before newer.
 * @param orders in order of placing
 */
export function ordersReached(orders: readonly Order[], from: number, to: number): Order[] {
  const already = orders.filter((order) => isReachedAt(order, from));
  const onTheWay = orders.filter((order) => !isReachedAt(order, from) && isReachedAt(order, to));
  // Array.prototype.sort is stable: equal orders stay older before newer.
  return [...already.sort(byTrigger), ...onTheWay.sort(byTrigger)];
}

/**
 * Bids from the highest, asks from the lowest. A bid and an ask never meet in one group: all orders
 * come from one quote, whose bids lie below and whose asks lie above one price.
 */
function byTrigger(a: Order, b: Order): number {
  if (a.triggerUnits !== b.triggerUnits) {
    return a.isBuy ? b.triggerUnits - a.triggerUnits : a.triggerUnits - b.triggerUnits;
  }
  return Number(b.isClosing) - Number(a.isClosing);
}

/**
 * Lots that makers may take in one bar.
 * @param maxParticipation share of the volume, null: no cap
 * @param volumeBase base units
 * @param lotBase base units of one lot
 * @returns whole lots, Infinity without a cap
 */
export function barCapLots(
  maxParticipation: number | null,
  volumeBase: number,
  lotBase: number,
): number {
  if (maxParticipation === null) return Number.POSITIVE_INFINITY;
  return floorLots((maxParticipation * volumeBase) / lotBase);
}

/** Price of a market order: worsened by the slippage, at least one tick. */
export function marketPrice(
  isBuy: boolean,
  units: number,
  slippageTicks: number,
  tickUnits: number,
): number {
  const slippage = slippageTicks * tickUnits;
  const worse = isBuy ? units + slippage : units - slippage;
  return worse <= 0 ? tickUnits : worse;
}
