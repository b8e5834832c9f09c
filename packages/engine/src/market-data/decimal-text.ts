/**
 * Decimal numbers written as text, kept exact: prices become whole price units without ever being
 * a binary fraction. This is the careful path; `exchange-rows.ts` has a fast one for ordinary rows.
 */

/** value = ±digits / 10^decimals, with no leading zeros in `digits` and no trailing zero behind the point */
export interface Decimal {
  readonly negative: boolean;
  /** decimal digits, "" for zero */
  readonly digits: string;
  /** 0 or more */
  readonly decimals: number;
}

/** The largest number of price units a bar can hold (i32). */
export const PRICE_UNITS_MAX = 2 ** 31 - 1;

/** The largest number of price decimals a reader takes: 10^22 is the last exact power of ten. */
export const PRICE_DECIMALS_MAX = 22;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** The number `text` says, exactly, or null when it is not a plain decimal number. */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  let digits = `${whole}${fraction}`.replace(/^0+/, "");
  let decimals = fraction.length - Number(exponent);
  if (digits === "") return { negative: false, digits: "", decimals: 0 };
  if (decimals < 0) {
    digits += "0".repeat(-decimals);
    decimals = 0;
  }
  while (decimals > 0 && digits.endsWith("0")) {
    digits = digits.slice(0, -1);
    decimals -= 1;
  }
  return { negative: sign === "-", digits, decimals };
}

/**
 * The non-negative number in units of 10^-priceDecimals, rounded half up.
 * @returns a whole number, exact below 2^53; Infinity where it has more than 15 digits
 */
export function decimalToUnits(value: Decimal, priceDecimals: number): number {
  const shift = priceDecimals - value.decimals;
  if (value.digits === "") return 0;
  if (value.digits.length + shift > 15) return Number.POSITIVE_INFINITY;
  if (shift >= 0) return Number(value.digits) * 10 ** shift;
  const kept = value.digits.length + shift;
  if (kept < 0) return 0;
  const up = value.digits.charCodeAt(kept) >= 53 ? 1 : 0;
  return Number(value.digits.slice(0, kept)) + up;
}

/** The double nearest to the decimal number `text` says, NaN when it is none. */
export function parseNumber(text: string): number {
  if (!DECIMAL.test(text)) return Number.NaN;
  // Number("") is 0 and Number(".") is not a number
  const value = text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * UTC ms of an open time: whole ms, µs from 10^14 and ns from 10^17 on, an ISO date or date time (UTC
 * unless it has an offset), or, where `secondsAllowed`, whole seconds below 10^11.
 * @returns null when the text is none of these; a fraction of a ms stays one
 */
export function parseTime(text: string, secondsAllowed: boolean): number | null {
  if (/^\d{1,19}(\.0*)?$/.test(text)) {
    const value = Number(text);
    if (value >= 1e17) return nanosecondsToMs(text.split(".")[0]);
    if (value >= 1e14) return value / 1000;
    return secondsAllowed && value < 1e11 ? value * 1000 : value;
  }
  return parseIsoTime(text);
}

/** In two parts, as a double does not hold all digits of such a time. */
function nanosecondsToMs(digits: string): number {
  return Number(digits.slice(0, -6)) + Number(digits.slice(-6)) / 1e6;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/;

function parseIsoTime(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const midnight = Date.UTC(year, month - 1, day);
  // Date.UTC turns 31 February into March: such a date must come back unchanged
  if (new Date(midnight).toISOString().slice(0, 10) !== text.slice(0, 10)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`) * 1000;
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  return midnight + clock - offsetMs(match[8]);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === "Z" || zone === "UTC") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
