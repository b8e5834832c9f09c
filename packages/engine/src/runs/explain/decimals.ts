/** The kernel's numbers as decimals: price units and lots. */
import { decimalsOfStep, scaledDecimal } from "../../reports/decimal-text.js";
import type { InstrumentUnits } from "../../units.js";

export interface Decimals {
  /** quote, of price units */
  readonly price: (units: number) => number;
  /** contracts, of lots */
  readonly quantity: (lots: number) => number;
}

/** The doubles nearest to the exact decimals, as in `TradeRecord`. */
export function decimalsOf(units: InstrumentUnits): Decimals {
  const priceText = scaledDecimal(1, units.priceDecimals);
  const stepDecimals = decimalsOfStep(units.stepSize);
  const lotsText = scaledDecimal(Math.round(units.stepSize * 10 ** stepDecimals), stepDecimals);
  return {
    price: (priceUnits) => Number(priceText(priceUnits)),
    quantity: (lots) => Number(lotsText(lots)),
  };
}
