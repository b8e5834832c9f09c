/**
 * The byte loop for price series: like `ordinary-rows.ts`, with prices as doubles. It takes rows of
 * digits and points, of at most fifteen digits a number, that pass every check; it leaves the rest.
 */
import type { NumberColumns } from "./number-columns.js";

/** What is ordinary in this file. */
export interface OrdinaryNumbers {
  /** commas of a row */
  readonly separators: number;
  /** whether values may be 0 or negative, as those of a premium may */
  readonly signed: boolean;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COMMA = 44;
const MINUS = 45;
// byte XOR 48 is 0 to 9 for a digit and above 9 for every other byte
const COMMA_X = COMMA ^ 48;
const POINT_X = 46 ^ 48;

const MICROSECONDS_FROM = 1e14;
const TIME_DIGITS_MAX = 16;
// a whole number of so many digits is an exact double, and so is its power of ten: one division rounds right
const DIGITS_MAX = 15;
const POWERS = Float64Array.from({ length: DIGITS_MAX + 1 }, (_, k) => 10 ** k);

/**
 * Appends rows from `bytes[start]` on until the bytes end or a row is not ordinary.
 * @param bytes whole lines; the last byte is a LF, which ends every inner loop
 * @param line the line that starts at `start`, from 1
 * @returns where the first row not taken starts
 */
export function takeOrdinaryNumbers(
  columns: NumberColumns,
  bytes: Uint8Array,
  start: number,
  line: number,
  { separators, signed }: OrdinaryNumbers,
): number {
  const end = bytes.length;
  const values = [0, 0, 0, 0];
  let rowLine = line;
  let taken = start;
  let at = start;
  scan: while (at < end) {
    let time = 0;
    let x = bytes[at] ^ 48;
    while (x < 10) {
      time = time * 10 + x;
      at += 1;
      x = bytes[at] ^ 48;
    }
    if (at === taken || at - taken > TIME_DIGITS_MAX) break;
    if (time >= MICROSECONDS_FROM) {
      time /= 1000;
      if (time !== Math.floor(time)) break;
    }
    if (!(time > columns.lastTimeMs)) break;

    for (let field = 0; field < 4; field += 1) {
      if (x !== COMMA_X) break scan;
      at += 1;
      const negative = bytes[at] === MINUS;
      if (negative) at += 1;
      const from = at;
      let value = 0;
      x = bytes[at] ^ 48;
      while (x < 10) {
        value = value * 10 + x;
        at += 1;
        x = bytes[at] ^ 48;
      }
      let digits = at - from;
      if (digits === 0) break scan;
      if (x === POINT_X) {
        at += 1;
        const pointAt = at;
        x = bytes[at] ^ 48;
        while (x < 10) {
          value = value * 10 + x;
          at += 1;
          x = bytes[at] ^ 48;
        }
        digits += at - pointAt;
        if (digits > DIGITS_MAX) break scan;
        value /= POWERS[at - pointAt];
      }
      if (digits > DIGITS_MAX || (!signed && (negative || value === 0))) break scan;
      values[field] = negative ? -value : value;
    }

    let byte = bytes[at];
    if (byte === CARRIAGE_RETURN) {
      at += 1;
      byte = bytes[at];
      if (byte !== LINE_FEED) break;
    } else if (byte !== COMMA && byte !== LINE_FEED) break;
    let commas = 4;
    while (byte !== LINE_FEED) {
      commas += ((byte ^ COMMA) - 1) >>> 31;
      at += 1;
      byte = bytes[at];
    }
    const [open, high, low, close] = values;
    if (commas !== separators || low > open || low > close || high < open || high < close) break;
    at += 1;
    columns.append(time, values, rowLine);
    rowLine += 1;
    taken = at;
  }
  return taken;
}
