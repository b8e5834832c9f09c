/** The kernel's numbers as decimals: price units and lots. */
import { decimalsOfStep, scaledDecimal } from "../decimal-text.js";

export interface Decimals {
  /** quote, of price units */
  readonly price: (units: number) => number;
  /** contracts, of lots */
  readonly quantity: (lots: number) => number;
}

/** The doubles nearest to the exact decimals (0.3, never 0.30000000000000004). */
export function decimalsFor(sizes: {
  readonly priceDecimals: number;
  readonly stepSize: number;
}): Decimals {
  const priceText = scaledDecimal(1, sizes.priceDecimals);
  const stepDecimals = decimalsOfStep(sizes.stepSize);
  const lotsText = scaledDecimal(Math.round(sizes.stepSize * 10 ** stepDecimals), stepDecimals);
  return {
    price: (priceUnits) => Number(priceText(priceUnits)),
    quantity: (lots) => Number(lotsText(lots)),
  };
}
