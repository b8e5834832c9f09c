/** The instrument in price units and lots: what every formula of the page is written in. Semantics 1. */
import type { ReferenceInput } from "./input.js";
import { ceilLots, floorLots } from "./math/rounding.js";

export interface Instrument {
  /** m: price units of one tick, whole */
  readonly tickUnits: number;
  /** v: quote of one lot at a price of one unit */
  readonly lotValue: number;
  /** price units of one quote, 10^d */
  readonly unitsPerQuote: number;
  /** contracts of one lot */
  readonly stepSize: number;
  /** base units of one lot */
  readonly lotBase: number;
  readonly minLots: number;
  /** Infinity when not set */
  readonly maxLots: number;
  readonly minNotional: number;
}

/** The instrument of a run. Throws when the tick is not a whole number of price units. */
export function instrumentOf(input: ReferenceInput): Instrument {
  const { tickSize, stepSize, contractSize, minQty, maxOrderQty, minNotional } =
    input.config.instrument;
  const unitsPerQuote = 10 ** input.priceDecimals;
  const tickUnits = Math.round(tickSize * unitsPerQuote);
  if (!(tickUnits >= 1)) {
    throw new RangeError(`tickSize ${tickSize} has more than ${input.priceDecimals} decimals`);
  }
  return {
    tickUnits,
    lotValue: (contractSize * stepSize) / unitsPerQuote,
    unitsPerQuote,
    stepSize,
    lotBase: stepSize * contractSize,
    minLots: ceilLots(minQty / stepSize),
    maxLots: maxOrderQty === null ? Number.POSITIVE_INFINITY : floorLots(maxOrderQty / stepSize),
    minNotional,
  };
}

/** Quote value of `lots` at a price. */
export function notionalOf(lots: number, priceUnits: number, lotValue: number): number {
  return lots * priceUnits * lotValue;
}
