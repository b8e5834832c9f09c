/** Orders that outlive a quote: those set aside to be taken over, and those that hang on. Semantics 8. */
import type { ReferenceQuoting } from "./input.js";
import { inOrderOfFilling, type Order } from "./matching.js";
import { atMost } from "./math/guard.js";

/** Most orders of one side that hang on. */
const MOST_HANGING = 16;

function ofSide(orders: readonly Order[], isBuy: boolean): Order[] {
  return inOrderOfFilling(orders.filter((order) => order.isBuy === isBuy));
}

/** What rested before a quote and waits for a wanted order to take it over. */
export class OrdersSetAside {
  readonly #orders: Order[];
  readonly #distanceUnits: number;

  /**
   * @param orders in order of placing
   * @param distanceUnits how far a price may be from the wanted one
   */
  constructor(orders: readonly Order[], distanceUnits: number) {
    this.#orders = [...ofSide(orders, true), ...ofSide(orders, false)];
    this.#distanceUnits = distanceUnits;
  }

  /**
   * The first order, in order of filling, that the wanted one takes over; null if there is none.
   * @param isClosing hedge mode: only an order with as many lots left as are wanted
   */
  take(
    isBuy: boolean,
    positionSide: Order["positionSide"],
    isClosing: boolean,
    wantedUnits: number,
    lots: number,
  ): Order | null {
    const index = this.#orders.findIndex(
      (order) =>
        order.isBuy === isBuy &&
        order.positionSide === positionSide &&
        (!isClosing || order.lots === lots) &&
        atMost(Math.abs(order.priceUnits - wantedUnits), this.#distanceUnits),
    );
    return index < 0 ? null : this.#orders.splice(index, 1)[0];
  }
}

/** Sides of which an order was filled completely since the last quote. */
export interface FilledSides {
  readonly bought: boolean;
  readonly sold: boolean;
}

/**
 * The orders that hang on at a quote around `at`: buys, then sells, each in order of filling.
 * @param resting in order of placing
 * @param isForbidden what the regime's balance does not let rest
 */
export function hangingOrders(
  resting: readonly Order[],
  filled: FilledSides,
  at: number,
  quoting: ReferenceQuoting,
  isForbidden: (isBuy: boolean) => boolean,
): Order[] {
  if (!quoting.hangingOrders) return [];
  return [true, false].flatMap((isBuy) => {
    if (isForbidden(isBuy)) return [];
    const otherFilled = isBuy ? filled.sold : filled.bought;
    return ofSide(resting, isBuy)
      .filter(
        (order) =>
          (order.hangs || otherFilled) &&
          atMost(Math.abs(order.priceUnits - at), quoting.hangingCancelDistance * at),
      )
      .slice(0, MOST_HANGING);
  });
}
