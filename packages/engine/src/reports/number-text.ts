/** Numbers to text for people: four significant digits, grouped, with a typographic minus. */

/**
 * How a number is shown. Money in quote; `share`: a share of one, in per cent; `signedPoints`: the same
 * without its unit; `short`: three digits.
 */
export type NumberKind =
  | "money"
  | "signedMoney"
  | "share"
  | "signedShare"
  | "ratio"
  | "signedPoints"
  | "signedBps"
  | "count"
  | "quantity"
  | "times"
  | "short"
  | "duration";

/** What stands where a number does not exist. */
export const NO_NUMBER = "–";

const MINUS = "\u2212";
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/**
 * A number with at most `significant` digits behind its first, never fewer than the whole part.
 * @param value finite
 */
export function plainNumber(value: number, significant = 4): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const whole = Math.max(1, Math.floor(Math.log10(size)) + 1);
  const leading = size < 1 ? Math.max(0, -Math.floor(Math.log10(size)) - 1) : 0;
  const decimals = Math.min(
    12,
    Math.max(0, size < 1 ? significant + leading : significant - whole),
  );
  const [integer, fraction] = size.toFixed(decimals).split(".");
  const cut = fraction?.replace(/0+$/, "");
  const text = cut ? `${grouped(integer)}.${cut}` : grouped(integer);
  return value < 0 && text !== "0" ? MINUS + text : text;
}

/**
 * A formatter for the labels of an axis: all with the same decimals, enough to tell steps apart.
 * @param range what the axis covers, > 0
 * @param steps labels on it
 */
export function axisNumber(range: number, steps: number): (value: number) => string {
  const step = range / steps;
  const decimals = step > 0 ? Math.min(8, Math.max(0, Math.ceil(-Math.log10(step)))) : 2;
  return (value) => fixed(value, decimals);
}

function fixed(value: number, decimals: number): string {
  const [integer, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const text = fraction === undefined ? grouped(integer) : `${grouped(integer)}.${fraction}`;
  return value < 0 && Number(text.replace(/,/g, "")) !== 0 ? MINUS + text : text;
}

function withSign(value: number, text: string): string {
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Two decimals below 100 000, none above: a column of money stays readable. */
function money(value: number): string {
  return fixed(value, Math.abs(value) >= 100_000 ? 0 : 2);
}

function percent(value: number): string {
  const size = Math.abs(value * 100);
  if (size > 0 && size < 0.1) return `${plainNumber(value * 100, 2)} %`;
  return `${fixed(value * 100, size >= 1000 ? 0 : size >= 100 ? 1 : 2)} %`;
}

/** A span such as `3 d 4 h`, `12 min` or `450 ms`; its two largest units. */
export function spanText(ms: number): string {
  if (ms < 1000) return `${plainNumber(ms, 3)} ms`;
  if (ms < MINUTE_MS) return `${plainNumber(ms / 1000, 3)} s`;
  if (ms < HOUR_MS) return pair(ms, MINUTE_MS, "min", 1000, "s");
  if (ms < DAY_MS) return pair(ms, HOUR_MS, "h", MINUTE_MS, "min");
  return pair(ms, DAY_MS, "d", HOUR_MS, "h");
}

function pair(
  ms: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
): string {
  const whole = Math.floor(ms / large);
  const rest = Math.floor((ms - whole * large) / small);
  return rest === 0
    ? `${grouped(String(whole))} ${largeName}`
    : `${grouped(String(whole))} ${largeName} ${rest} ${smallName}`;
}

/** A bar interval such as `1m`, `4h` or `1d`, the exchanges' way. */
export function intervalText(ms: number): string {
  if (ms % DAY_MS === 0) return `${ms / DAY_MS}d`;
  if (ms % HOUR_MS === 0) return `${ms / HOUR_MS}h`;
  if (ms % MINUTE_MS === 0) return `${ms / MINUTE_MS}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** `2024-01-31` of a UTC time; `?` when it is no time. */
export function dateText(timeMs: number): string {
  return isTime(timeMs) ? new Date(timeMs).toISOString().slice(0, 10) : "?";
}

/** `2024-01-31 20:15` (UTC). */
export function minuteText(timeMs: number): string {
  return isTime(timeMs) ? new Date(timeMs).toISOString().slice(0, 16).replace("T", " ") : "?";
}

function isTime(timeMs: number): boolean {
  return Number.isFinite(timeMs) && Math.abs(timeMs) <= 8.64e15;
}

/** A value for reading, or a dash for one that does not exist. */
export function numberText(value: number | null | undefined, kind: NumberKind): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return NO_NUMBER;
  switch (kind) {
    case "money":
      return money(value);
    case "signedMoney":
      return withSign(value, money(value));
    case "share":
      return percent(value);
    case "signedShare":
      return withSign(value, percent(value));
    case "ratio":
      return fixed(value, Math.abs(value) >= 100 ? 0 : 2);
    case "signedPoints":
      return withSign(value, fixed(value * 100, 2));
    case "signedBps":
      return `${withSign(value, fixed(value, 2))} bp`;
    case "count":
      return grouped(String(Math.round(value)));
    case "quantity":
      return plainNumber(value, 4);
    case "times":
      return `${fixed(value, Math.abs(value) >= 100 ? 0 : 2)}×`;
    case "short":
      return plainNumber(value, 3);
    case "duration":
      return spanText(value);
  }
}
