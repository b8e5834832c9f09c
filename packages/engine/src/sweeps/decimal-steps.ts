/** Ranges of decimals that are counted as a person writes them: 0.001 + 2 · 0.0005 is 0.002. */
import { PerpmillError } from "../errors.js";
import { decimalsOf, exactNumber } from "../units.js";

/** More values than this make no axis. */
export const AXIS_VALUES_MAX = 1_000_000;

/** A decimal as a whole number of `10^-decimals`. */
function scaled(value: number, decimals: number): bigint {
  const [mantissa, power = "0"] = String(value).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const shift = decimals + Number(power) - fraction.length;
  return BigInt(whole + fraction) * 10n ** BigInt(shift);
}

/** A number from a number or a decimal text. @throws SWEEP_INVALID */
export function decimalOf(value: number | string, path: string): number {
  const number = typeof value === "number" ? value : exactNumber(value.trim());
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new PerpmillError("SWEEP_INVALID", {
    message: `the range of ${path} has ${JSON.stringify(value)}, which is not a decimal number`,
    where: { field: path },
    hint: "Write a range as FROM:TO:STEP, such as 0.001:0.01:0.0005.",
  });
}

/**
 * The decimals `from`, `from + step`, … up to `to`, which is among them when a step meets it.
 * @throws SWEEP_INVALID: a step that is not above 0, an end before the start, too many values
 */
export function decimalSteps(from: number, to: number, step: number, path: string): number[] {
  if (!(step > 0)) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the step of ${path} must be above 0, got ${step}`,
      where: { field: path },
      hint: "Count upwards: FROM:TO:STEP.",
    });
  }
  const decimals = Math.max(decimalsOf(from), decimalsOf(to), decimalsOf(step));
  const first = scaled(from, decimals);
  const by = scaled(step, decimals);
  const count = Number((scaled(to, decimals) - first) / by) + 1;
  checkCount(count, path);
  return Array.from({ length: count }, (_, k) => Number(`${first + BigInt(k) * by}e${-decimals}`));
}

/** Throws SWEEP_INVALID when an axis would have too many values. */
export function checkCount(count: number, path: string): void {
  if (count <= AXIS_VALUES_MAX) return;
  throw new PerpmillError("SWEEP_INVALID", {
    message: `the axis ${path} has ${count} values, more than ${AXIS_VALUES_MAX}`,
    where: { field: path },
    hint: "Use a larger step.",
  });
}

const DIGITS = 6;

/** To six significant digits: what a person would write of a number that was drawn. */
export function writable(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
