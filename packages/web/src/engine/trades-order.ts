/** Rows in the order of a column: millions in a fraction of a second, equal ones as they stood. */

const DIGIT = 65_536;

/** The bits of doubles so that unsigned whole numbers are in the order of the doubles. */
function sortableBits(
  keys: Float64Array,
  descending: boolean,
): [low: Uint32Array, high: Uint32Array] {
  const bits = new Uint32Array(keys.slice().buffer);
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  const turn = descending ? 0xffffffff : 0;
  for (let i = 0; i < keys.length; i++) {
    // -0 is 0
    const top = bits[2 * i + 1]! === 0x80000000 && bits[2 * i] === 0 ? 0 : bits[2 * i + 1]!;
    const negative = top >>> 31 === 1;
    low[i] = (negative ? ~bits[2 * i]! : bits[2 * i]!) ^ turn;
    high[i] = (negative ? ~top : top ^ 0x80000000) ^ turn;
  }
  return [low, high];
}

/** One pass of a radix sort: `from` into `to` by 16 bits of the words. False: they were all equal. */
function pass(words: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): boolean {
  const starts = new Uint32Array(DIGIT + 1);
  for (let i = 0; i < words.length; i++) starts[((words[i]! >>> shift) & 0xffff) + 1]! += 1;
  if (words.length > 0 && starts[((words[0]! >>> shift) & 0xffff) + 1] === words.length)
    return false;
  for (let digit = 0; digit < DIGIT; digit++) starts[digit + 1]! += starts[digit]!;
  for (let i = 0; i < from.length; i++) {
    const digit = (words[from[i]!]! >>> shift) & 0xffff;
    to[starts[digit]!] = from[i]!;
    starts[digit]! += 1;
  }
  return true;
}

/** u32: 0, 1, 2 … below `length`; a loop, as `from` with a function takes ten times as long. */
export function countedTo(length: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = i;
  return numbers;
}

/**
 * @param rows in the order that equal ones keep
 * @param keys f64[rows.length], the key of each of `rows`; no NaN
 * @returns the same rows, ordered
 */
export function rowsInOrder(
  rows: Uint32Array,
  keys: Float64Array,
  descending: boolean,
): Uint32Array {
  const [low, high] = sortableBits(keys, descending);
  let from = countedTo(keys.length);
  let to = new Uint32Array(keys.length);
  for (const [words, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    if (pass(words, shift, from, to)) [from, to] = [to, from];
  }
  for (let i = 0; i < from.length; i++) from[i] = rows[from[i]!]!;
  return from;
}
