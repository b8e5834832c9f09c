/** Numbers as decimal digits straight into bytes, several times as fast as through strings. */

const ZERO = 48;
const POINT = 46;
const MILLION = 1_000_000;

/** A growing run of ASCII bytes in a buffer that the caller keeps large enough. */
export class ByteWriter {
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** A copy of what was written; the writer starts anew. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  byte(value: number): void {
    this.#bytes[this.#length++] = value;
  }

  text(ascii: string): void {
    for (let i = 0; i < ascii.length; i++) this.byte(ascii.charCodeAt(i));
  }

  /** @param value whole, 0 .. 2^53 - 1 */
  whole(value: number): void {
    if (value < MILLION) {
      this.#digits(value, digitCount(value));
      return;
    }
    const upper = Math.floor(value / MILLION);
    this.whole(upper);
    this.#digits(value - upper * MILLION, 6);
  }

  /**
   * `value / 10^decimals` with exactly `decimals` decimals.
   * @param value whole, 0 .. 2^31 - 1
   * @param decimals 0 .. 9
   */
  fixed(value: number, decimals: number): void {
    if (decimals === 0) {
      this.whole(value);
      return;
    }
    const scale = POWERS[decimals];
    const whole = Math.floor(value / scale);
    this.whole(whole);
    this.byte(POINT);
    this.#digits(value - whole * scale, decimals);
  }

  // value below 2^31 as `count` digits, leading zeros included
  #digits(value: number, count: number): void {
    const end = this.#length + count;
    let left = value | 0;
    for (let at = end - 1; at >= this.#length; at--) {
      const rest = (left / 10) | 0;
      this.#bytes[at] = ZERO + left - rest * 10;
      left = rest;
    }
    this.#length = end;
  }
}

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

// of a whole number below a million
function digitCount(value: number): number {
  let count = 1;
  while (count < 6 && value >= POWERS[count]) count++;
  return count;
}
