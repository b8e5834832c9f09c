/** Numbers to decimal text without float noise and without exponents: what CSV readers expect. */

const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/** The shortest decimal that reads back as the same double, never in exponent form. */
export function shortestDecimal(value: number): string {
  const size = Math.abs(value);
  if ((size >= 1e-6 && size < 1e21) || size === 0) return String(value);
  const text = String(value);
  const mark = text.indexOf("e");
  if (mark < 0) return text;
  const exponent = Number(text.slice(mark + 1));
  const negative = text.startsWith("-");
  const [whole, fraction = ""] = text.slice(negative ? 1 : 0, mark).split(".");
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const body =
    point <= 0
      ? `0.${"0".repeat(-point)}${digits}`
      : point >= digits.length
        ? digits + "0".repeat(point - digits.length)
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${body}` : body;
}

/** Decimals that a number such as a step size is written with: 0.001 has 3. */
export function decimalsOfStep(step: number): number {
  const text = shortestDecimal(step);
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

/**
 * A formatter of `count * multiplier / 10^decimals` as an exact decimal, trailing zeros cut.
 * @param multiplier whole, > 0
 * @param decimals 0 or more
 * @returns a function of a whole count; a count that is not whole (the price of a liquidation) gives
 *   the shortest decimal of its double
 */
export function scaledDecimal(multiplier: number, decimals: number): (count: number) => string {
  const scale = 10 ** decimals;
  return (count) => {
    const scaled = count * multiplier;
    if (!Number.isInteger(count)) return shortestDecimal(scaled / scale);
    if (Math.abs(scaled) > MAX_EXACT) {
      return splitDigits(String(BigInt(count) * BigInt(multiplier)), decimals);
    }
    if (decimals === 0 || scaled === 0) return String(scaled === 0 ? 0 : scaled);
    return splitDigits(String(scaled), decimals);
  };
}

function splitDigits(signedDigits: string, decimals: number): string {
  if (decimals === 0) return signedDigits;
  const negative = signedDigits.charCodeAt(0) === 45;
  let digits = negative ? signedDigits.slice(1) : signedDigits;
  if (digits.length <= decimals) digits = "0".repeat(decimals - digits.length + 1) + digits;
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === 48) end--;
  const text =
    end === point
      ? digits.slice(0, point)
      : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return negative ? `-${text}` : text;
}
