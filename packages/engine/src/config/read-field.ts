/** Reads one value by the rule of its field. */
import { decimalsOf, exactNumber } from "../units.js";
import type { DecimalRule, FieldRule } from "./fields.js";
import { type IssueList, isRecord, show } from "./issues.js";
import { nearestName } from "./nearest.js";
import { parseTradingHours } from "./trading-hours.js";
import type { OrderSize } from "./types.js";
import { isoTimeMs, isPlausibleTimeMs } from "./utc-time.js";

/** What a field that could not be read becomes, so that reading goes on. */
export const UNREADABLE = Symbol("unreadable");

function rangeText({ above, min, max, whole, decimalsMax }: DecimalRule): string {
  const parts = [whole ? "a whole number" : "a number"];
  if (above !== undefined && max !== undefined) parts.push(`above ${above} and up to ${max}`);
  else if (above !== undefined) parts.push(`above ${above}`);
  else if (min !== undefined && max !== undefined) parts.push(`from ${min} to ${max}`);
  else if (min !== undefined) parts.push(`of ${min} or more`);
  if (decimalsMax !== undefined) parts.push(`with at most ${decimalsMax} decimals`);
  return parts.join(" ");
}

function isAllowed(value: number, rule: DecimalRule): boolean {
  return (
    Number.isFinite(value) &&
    (rule.above === undefined || value > rule.above) &&
    (rule.min === undefined || value >= rule.min) &&
    (rule.max === undefined || value <= rule.max) &&
    (!rule.whole || Number.isSafeInteger(value)) &&
    (rule.decimalsMax === undefined || decimalsOf(value) <= rule.decimalsMax)
  );
}

function readDecimal(value: unknown, rule: DecimalRule, field: string, issues: IssueList) {
  const number = typeof value === "string" ? exactNumber(value) : value;
  if (number === "precision") {
    issues.invalid(
      field,
      `${field} is ${show(value)}, which has more digits than a 64-bit number holds`,
      "Give at most 15 significant digits.",
    );
    return UNREADABLE;
  }
  if (typeof number !== "number" || !isAllowed(number, rule)) {
    issues.invalid(
      field,
      `${field} must be ${rangeText(rule)}, got ${show(value)}`,
      rangeHint(number, rule),
    );
    return UNREADABLE;
  }
  return number === 0 ? 0 : number;
}

function rangeHint(number: unknown, rule: DecimalRule): string {
  const isNumber = typeof number === "number" && !Number.isNaN(number);
  if (!isNumber) return 'Write a number such as 0.01 or "0.01".';
  if (rule.max === 1 && number > 1) return "It is a share of one: write 5 % as 0.05.";
  if (rule.whole && !Number.isInteger(number)) return "Drop the decimals.";
  return `Use ${rangeText(rule)}.`;
}

function readTime(value: unknown, field: string, issues: IssueList) {
  if (typeof value === "number" && isPlausibleTimeMs(value)) return value === 0 ? 0 : value;
  const parsed = typeof value === "string" ? (isoTimeMs(value) ?? exactNumber(value)) : null;
  if (typeof parsed === "number" && isPlausibleTimeMs(parsed)) return parsed;
  const wide = typeof value === "number" && Math.abs(value) >= 1e14;
  issues.invalid(
    field,
    `${field} must be an ISO date or time (UTC) or whole milliseconds since 1970, got ${show(value)}`,
    wide
      ? "Give milliseconds, not microseconds."
      : 'Write it like "2024-01-31" or "2024-01-31T08:00:00Z".',
  );
  return UNREADABLE;
}

const SEED_MAX = 0xffff_ffff_ffff_ffffn;

function readSeed(value: unknown, field: string, issues: IssueList) {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value + 0;
  if (typeof value === "string" && /^\d{1,40}$/.test(value) && BigInt(value) <= SEED_MAX) {
    const seed = BigInt(value);
    return seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seed) : seed.toString();
  }
  issues.invalid(
    field,
    `${field} must be a whole number from 0 to 18446744073709551615, got ${show(value)}`,
    "Write seeds above 9007199254740991 as text, in quotes.",
  );
  return UNREADABLE;
}

/** The two forms of an order size. */
export const SIZE_KEYS: readonly string[] = ["equityRatio", "quantity"];

const SIZE_AMOUNT: DecimalRule = { kind: "decimal", above: 0 };

function readSize(value: unknown, field: string, issues: IssueList): OrderSize | typeof UNREADABLE {
  const members = isRecord(value) ? Object.entries(value).filter(([, m]) => m !== null) : [];
  const stray = members.find(([key]) => !SIZE_KEYS.includes(key))?.[0];
  if (stray !== undefined) {
    issues.add({
      code: "CONFIG_UNKNOWN_KEY",
      field: `${field}.${stray}`,
      message: `${field}.${stray} is not a known key`,
      hint: `Did you mean "${nearestName(stray, SIZE_KEYS)}"?`,
    });
    return UNREADABLE;
  }
  if (members.length !== 1) {
    issues.invalid(
      field,
      `${field} must have either equityRatio or quantity, got ${show(value)}`,
      'Write { "equityRatio": 0.02 } for a share of equity or { "quantity": 1 } for contracts.',
    );
    return UNREADABLE;
  }
  const [key, given] = members[0];
  const amount = readDecimal(given, SIZE_AMOUNT, `${field}.${key}`, issues);
  if (amount === UNREADABLE) return UNREADABLE;
  return key === "equityRatio" ? { equityRatio: amount } : { quantity: amount };
}

function readWord(value: unknown, words: readonly string[], field: string, issues: IssueList) {
  if (typeof value === "string" && words.includes(value)) return value;
  const allowed = words.map((word) => `"${word}"`).join(", ");
  const nearest = typeof value === "string" ? nearestName(value, words) : null;
  issues.invalid(
    field,
    `${field} must be one of ${allowed}, got ${show(value)}`,
    nearest === null ? `Use one of ${allowed}.` : `Did you mean "${nearest}"?`,
  );
  return UNREADABLE;
}

function readTyped(value: unknown, type: "boolean" | "string", field: string, issues: IssueList) {
  if (typeof value === type) return value;
  const allowed = type === "boolean" ? "true or false" : "a text";
  issues.invalid(field, `${field} must be ${allowed}, got ${show(value)}`, `Use ${allowed}.`);
  return UNREADABLE;
}

function readHours(value: unknown, field: string, issues: IssueList) {
  const text = readTyped(value, "string", field, issues);
  if (typeof text !== "string") return UNREADABLE;
  const read = parseTradingHours(text);
  if ("text" in read) return read.text;
  const { at, problem, hint } = read;
  issues.invalid(field, `${field} at character ${at}: ${problem}, got ${show(value)}`, hint);
  return UNREADABLE;
}

/**
 * The value of a field that is neither a section nor a list, or its default.
 * @param value undefined when the field is absent
 * @returns UNREADABLE after adding an issue
 */
export function readField(
  value: unknown,
  rule: FieldRule,
  field: string,
  issues: IssueList,
): unknown {
  if (value === undefined || (value === null && !rule.nullIsValue)) {
    if (rule.fallback !== undefined) return rule.fallback;
    issues.invalid(field, `${field} is required`, requiredHint(rule));
    return UNREADABLE;
  }
  if (value === null) return null;
  switch (rule.kind) {
    case "decimal":
      return readDecimal(value, rule, field, issues);
    case "choice":
      return readWord(value, rule.values, field, issues);
    case "time":
      return readTime(value, field, issues);
    case "seed":
      return readSeed(value, field, issues);
    case "size":
      return readSize(value, field, issues);
    case "hours":
      return readHours(value, field, issues);
    case "flag":
      return readTyped(value, "boolean", field, issues);
    default:
      return readTyped(value, "string", field, issues);
  }
}

function requiredHint(rule: FieldRule): string {
  if (rule.kind === "decimal") return `Set it to ${rangeText(rule)}.`;
  if (rule.kind === "size") return 'Set it to { "equityRatio": 0.02 } or { "quantity": 1 }.';
  return "Set it.";
}
