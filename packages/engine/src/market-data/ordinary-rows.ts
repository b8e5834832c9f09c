/**
 * The byte loop for bars (`exchange-rows.ts`). It takes ordinary rows only: digits and points, prices of at
 * most nine digits, a volume of at most fifteen, the right number of columns, a later time than the
 * row before, a valid bar. What it does not take it leaves alone, so a row can cost time here but
 * a bad one cannot get in. One function on purpose: split up, its locals would live in memory.
 */
import type { BarColumns } from "./bar-columns.js";

/** What is ordinary in this file. */
export interface OrdinaryRows {
  /** commas of a row */
  readonly separators: number;
  /** prices have a fixed number of decimals and are rounded half up; otherwise only zeros are cut */
  readonly rounded: boolean;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COMMA = 44;
// byte XOR 48 is 0 to 9 for a digit and above 9 for every other byte
const COMMA_X = COMMA ^ 48;
const POINT_X = 46 ^ 48;

const MICROSECONDS_FROM = 1e14;
const TIME_DIGITS_MAX = 16;
const PRICE_DIGITS_MAX = 9;
// a whole number of so many digits is an exact double, and so is its power of ten: one division rounds right
const VOLUME_DIGITS_MAX = 15;
const POWERS_I32 = Int32Array.from({ length: PRICE_DIGITS_MAX + 1 }, (_, k) => 10 ** k);
const POWERS_F64 = Float64Array.from({ length: VOLUME_DIGITS_MAX + 1 }, (_, k) => 10 ** k);

/**
 * Appends rows from `bytes[start]` on until the block is full, the bytes end or a row is not ordinary.
 * @param bytes whole lines; the last byte is a LF, which ends every inner loop
 * @returns where the first row not taken starts
 */
export function takeOrdinaryRows(
  columns: BarColumns,
  bytes: Uint8Array,
  start: number,
  rules: OrdinaryRows,
): number {
  const decimals = columns.priceDecimals;
  if (decimals > PRICE_DIGITS_MAX) return start;
  columns.reserve();
  const { timeMs: times, open, high, low, close, volume } = columns.block;
  const { separators, rounded } = rules;
  const hasVolume = columns.hasVolume;
  const wholeDigitsMax = PRICE_DIGITS_MAX - decimals;
  const prices = new Int32Array(4);
  const end = bytes.length;
  const rows = times.length;
  const firstRow = columns.blockRows;
  let row = firstRow;
  let last = columns.lastTimeMs;
  let highest = columns.highest;
  let at = start;
  let taken = start;
  scan: while (at < end && row < rows) {
    let time = 0;
    let x = bytes[at] ^ 48;
    while (x < 10) {
      time = time * 10 + x;
      at += 1;
      x = bytes[at] ^ 48;
    }
    if (x !== COMMA_X || at === taken || at - taken > TIME_DIGITS_MAX) break;
    if (time >= MICROSECONDS_FROM) {
      time /= 1000;
      if (time !== Math.floor(time)) break;
    }
    if (!(time > last)) break;

    for (let field = 0; field < 4; field += 1) {
      if (x !== COMMA_X) break scan;
      at += 1;
      const from = at;
      let units = 0;
      x = bytes[at] ^ 48;
      while (x < 10) {
        units = (Math.imul(units, 10) + x) | 0;
        at += 1;
        x = bytes[at] ^ 48;
      }
      const wholeDigits = at - from;
      // "0" takes no room: prices below 1 may have nine decimals
      if (wholeDigits > wholeDigitsMax && !(wholeDigits === 1 && units === 0)) break scan;
      if (wholeDigits === 0) break scan;
      let missing = decimals;
      if (x === POINT_X) {
        at += 1;
        x = bytes[at] ^ 48;
        while (x < 10 && missing > 0) {
          units = (Math.imul(units, 10) + x) | 0;
          missing -= 1;
          at += 1;
          x = bytes[at] ^ 48;
        }
        if (rounded && x >= 5 && x < 10) units += 1;
        while (x < 10) {
          if (x !== 0 && !rounded) break scan;
          at += 1;
          x = bytes[at] ^ 48;
        }
      }
      prices[field] = missing === 0 ? units : Math.imul(units, POWERS_I32[missing]);
    }

    let amount = 0;
    let commas = 4;
    if (hasVolume) {
      if (x !== COMMA_X) break;
      at += 1;
      commas = 5;
      const from = at;
      let fraction = 0;
      x = bytes[at] ^ 48;
      while (x < 10) {
        amount = amount * 10 + x;
        at += 1;
        x = bytes[at] ^ 48;
      }
      if (at === from) break;
      let digits = at - from;
      if (x === POINT_X) {
        at += 1;
        const pointAt = at;
        x = bytes[at] ^ 48;
        while (x < 10) {
          amount = amount * 10 + x;
          at += 1;
          x = bytes[at] ^ 48;
        }
        fraction = at - pointAt;
        digits += fraction;
      }
      if (digits > VOLUME_DIGITS_MAX) break;
      if (fraction > 0) amount /= POWERS_F64[fraction];
    }

    let byte = bytes[at];
    if (byte === CARRIAGE_RETURN) {
      at += 1;
      byte = bytes[at];
      if (byte !== LINE_FEED) break;
    } else if (byte !== COMMA && byte !== LINE_FEED) break;
    while (byte !== LINE_FEED) {
      // 1 for a comma, else 0, without a branch that would be mispredicted at every column
      commas += ((byte ^ COMMA) - 1) >>> 31;
      at += 1;
      byte = bytes[at];
    }
    if (commas !== separators) break;
    at += 1;

    const opened = prices[0];
    const highUnits = prices[1];
    const lowUnits = prices[2];
    const closed = prices[3];
    if (lowUnits <= 0 || lowUnits > opened || lowUnits > closed) break;
    if (highUnits < opened || highUnits < closed) break;

    last = time;
    if (highUnits > highest) highest = highUnits;
    times[row] = time;
    open[row] = opened;
    high[row] = highUnits;
    low[row] = lowUnits;
    close[row] = closed;
    volume[row] = amount;
    row += 1;
    taken = at;
  }
  columns.took(row - firstRow, highest);
  return taken;
}
