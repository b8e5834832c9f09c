/**
 * Price units, lots and exact decimals. Semantics 1.
 *
 * Prices are whole multiples of `u = 10^-d`, sizes whole multiples of `stepSize`. A double carries a
 * decimal of up to 15 digits without loss: what was written can be had back by its shortest form,
 * so decimals are counted on that form and never by arithmetic.
 */
import { PerpmillError } from "./errors.js";

declare const UNIT: unique symbol;
/** A number that must not be mixed with another of the same type. Assignable to `number`. */
export type Unit<Name extends string> = number & { readonly [UNIT]: Name };
/** whole multiples of `10^-priceDecimals` quote per base */
export type PriceUnits = Unit<"priceUnits">;
/** whole multiples of `stepSize` */
export type Lots = Unit<"lots">;

/** Largest price or tick in units: columns of prices are i32. */
const PRICE_UNITS_MAX = 2_147_483_647;

/** Slack of floor and ceil (semantics 1), so that 0.3 / 0.1 counts as 3. */
const ROUNDING_GUARD = 1e-6;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

interface DecimalParts {
  readonly negative: boolean;
  /** without leading and trailing zeros; empty for zero */
  readonly digits: string;
  /** value = digits * 10^exponent */
  readonly exponent: number;
}

function decimalParts(text: string): DecimalParts | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole, fraction = "", power = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const untrimmed = (whole + fraction).replace(/^0+/, "");
  const digits = untrimmed.replace(/0+$/, "");
  const exponent = Number(power) - fraction.length + (untrimmed.length - digits.length);
  return { negative: sign === "-", digits, exponent: digits === "" ? 0 : exponent };
}

/**
 * The double that a decimal text names, if the text can be had back from it.
 * @returns `"syntax"` when the text is no decimal number, `"precision"` when it has more digits
 * (or a larger exponent) than a double holds
 */
export function exactNumber(text: string): number | "syntax" | "precision" {
  const parts = decimalParts(text);
  if (parts === null) return "syntax";
  const value = Number(text);
  const back = Number.isFinite(value) ? decimalParts(String(value)) : null;
  if (back?.digits !== parts.digits || back.exponent !== parts.exponent) return "precision";
  return value === 0 ? 0 : value;
}

/**
 * Decimals after the point, trailing zeros cut: 2 for `"0.10"` is 1, for `1e-8` it is 8, for 20 it is 0.
 * @throws CONFIG_INVALID when a text is no decimal number
 */
export function decimalsOf(value: number | string): number {
  const parts = decimalParts(String(value));
  if (parts === null) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `"${value}" is not a decimal number`,
      hint: 'Write it like 0.01 or "0.01".',
    });
  }
  return Math.max(0, -parts.exponent);
}

/** `10^decimals`, exact for 0 … 22. */
export function powerOfTen(decimals: number): number {
  return Number(`1e${decimals}`);
}

/** A decimal price in units of `10^-priceDecimals`, to the nearest unit, half up. */
export function toUnits(price: number, priceDecimals: number): PriceUnits {
  return Math.round(price * powerOfTen(priceDecimals)) as PriceUnits;
}

/** `floorLots(quantity / stepSize)` of semantics 1. */
export function toLots(quantity: number, stepSize: number): Lots {
  return Math.max(0, Math.floor(quantity / stepSize + ROUNDING_GUARD)) as Lots;
}

/** `quantity` in lots, rounded up: how `minQty` rounds. */
export function toLotsUp(quantity: number, stepSize: number): Lots {
  return Math.max(0, Math.ceil(quantity / stepSize - ROUNDING_GUARD)) as Lots;
}

/** What of a normalised instrument is in decimals. */
export interface InstrumentSizes {
  readonly tickSize: number;
  readonly stepSize: number;
  readonly contractSize: number;
  readonly minQty: number;
  readonly maxOrderQty: number | null;
  readonly minNotional: number;
}

/** An instrument in the kernel's units, for data of a given number of decimals. */
export interface InstrumentUnits {
  /** d of semantics 1 */
  readonly priceDecimals: number;
  /** m of semantics 1: units in a tick, whole, >= 1 */
  readonly tickUnits: PriceUnits;
  /** v of semantics 1: quote per lot and unit */
  readonly lotValue: number;
  /** base quantity of a lot */
  readonly stepSize: number;
  readonly contractSize: number;
  readonly minQtyLots: Lots;
  /** null: no limit */
  readonly maxOrderLots: Lots | null;
  /** quote */
  readonly minNotional: number;
}

/**
 * The instrument's sizes in units and lots.
 * @param barsPriceDecimals decimals of the prices of the whole data set; the result's `priceDecimals`
 * is larger when the tick has more, and the bars must then be rescaled to it
 * @throws CONFIG_INVALID when a tick is not within 1 … 2^31 - 1 units
 */
export function instrumentUnits(
  instrument: InstrumentSizes,
  barsPriceDecimals: number,
): InstrumentUnits {
  const { tickSize, stepSize, contractSize, maxOrderQty } = instrument;
  const priceDecimals = Math.max(barsPriceDecimals, decimalsOf(tickSize));
  const tickUnits = toUnits(tickSize, priceDecimals);
  if (tickUnits < 1 || tickUnits > PRICE_UNITS_MAX) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `a tick of ${tickSize} is ${tickUnits} price units of 1e-${priceDecimals}, allowed are 1 to ${PRICE_UNITS_MAX}`,
      where: { field: "instrument.tickSize" },
      hint: "Round the prices with data.priceDecimals.",
    });
  }
  return {
    priceDecimals,
    tickUnits,
    lotValue: (contractSize * stepSize) / powerOfTen(priceDecimals),
    stepSize,
    contractSize,
    minQtyLots: toLotsUp(instrument.minQty, stepSize),
    maxOrderLots: maxOrderQty === null ? null : toLots(maxOrderQty, stepSize),
    minNotional: instrument.minNotional,
  };
}
