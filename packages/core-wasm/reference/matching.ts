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
  /** it hangs on: no quote asks for it any more. Semantics 8 */
  hangs: boolean;
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
 * `from`, of the side that the move leaves behind before those of the other, then those the move
 * reaches; each by trigger in the direction of travel, at equal triggers closing before opening, then
 * in order of placing.
 * @param orders in order of placing at the latest quote
 */
export function ordersReached(orders: readonly Order[], from: number, to: number): Order[] {
  const leavesAsks = to < from;
  const already = orders.filter((order) => isReachedAt(order, from));
  const left = already.filter((order) => order.isBuy !== leavesAsks);
  const other = already.filter((order) => order.isBuy === leavesAsks);
  const onTheWay = orders.filter((order) => !isReachedAt(order, from) && isReachedAt(order, to));
  return [left, other, onTheWay].flatMap(inOrderOfFilling);
}

/**
 * Orders of one side as they fill. Sorting is stable: equal orders stay in order of placing.
 * @param orders in order of placing, all bids or all asks
 */
export function inOrderOfFilling(orders: readonly Order[]): Order[] {
  return [...orders].sort(byTrigger);
}

/** Bids from the highest, asks from the lowest; a move reaches orders of one side only. */
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
