/** Numbers as text: the one place where it happens. Exact values are for titles and copies. */
import { type Separator, writingStyle } from "./style";

const PLAIN = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
/** Smaller numbers are short as they are. */
const COMPACT_FROM = 10_000;
/** A thin space that no line ends in. */
const SEPARATORS: Readonly<Record<Separator, string>> = { comma: ",", space: "\u202f", none: "" };
const compactFormats = new Map<string, Intl.NumberFormat>();

function compact(value: number): string {
  // British English has a small m for millions, which elsewhere means a thousandth.
  const locale = writingStyle.locale.startsWith("zh") ? writingStyle.locale : "en-US";
  let format = compactFormats.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 4 });
    compactFormats.set(locale, format);
  }
  return format.format(value);
}

/** A number that is not cut, or cut when long ones are to be. */
function grouped(value: number): string {
  const { separator } = writingStyle;
  if (writingStyle.compact && Math.abs(value) >= COMPACT_FROM) return compact(value);
  const text = PLAIN.format(value);
  return separator === "comma" ? text : text.replaceAll(",", SEPARATORS[separator]);
}

/** What a number means, which decides how it is written. */
export type NumberKind =
  | "money"
  | "signedMoney"
  | "ratio"
  | "signedRatio"
  | "rate"
  | "count"
  | "plain"
  | "price"
  | "bps"
  | "span"
  | "bytes"
  | "millions";

function significant(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return grouped(Math.sign(value) * Math.round(size));
  if (size === 0) return "0";
  const digits = Math.max(0, 3 - Math.floor(Math.log10(size)));
  return value
    .toFixed(Math.min(digits, 8))
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** All digits of a price, which are as many as its tick has. */
function price(value: number): string {
  const digits = Math.min(8, Math.max(0, String(value).split(".")[1]?.length ?? 0));
  const [whole = "", rest] = value.toFixed(digits).split(".");
  const separator = SEPARATORS[writingStyle.separator];
  const text = whole.replace(/\B(?=(\d{3})+$)/g, separator);
  return rest === undefined ? text : `${text}.${rest}`;
}

function signed(value: number, text: string): string {
  return value > 0 ? `+${text}` : text.replace("-", "−");
}

const SPANS: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
  [1000, "s"],
];

function span(ms: number): string {
  for (const [index, [size, unit]] of SPANS.entries()) {
    if (ms < size) continue;
    const next = SPANS[index + 1];
    const rest = next === undefined ? 0 : Math.floor((ms % size) / next[0]);
    return `${Math.floor(ms / size)}${unit}${next !== undefined && rest > 0 ? ` ${rest}${next[1]}` : ""}`;
  }
  return `${Math.round(ms)}ms`;
}

const SIZES: readonly (readonly [bytes: number, unit: string])[] = [
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
];

function bytes(value: number): string {
  const [size, unit] = SIZES.find(([size]) => value >= size) ?? [1, "B"];
  return `${(value / size).toFixed(size === 1 || value / size >= 100 ? 0 : 1)} ${unit}`;
}

/**
 * A number with at most four significant digits.
 * @param value null or not finite: a dash
 */
export function numberText(value: number | null | undefined, kind: NumberKind): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "—";
  switch (kind) {
    case "money":
      return significant(value).replace("-", "−");
    case "signedMoney":
      return signed(value, significant(value));
    case "ratio":
      return `${(value * 100).toFixed(2).replace("-", "−")} %`;
    case "signedRatio":
      return `${signed(value, (value * 100).toFixed(2))} %`;
    case "price":
      return price(value);
    case "rate":
      return `${signed(value, (value * 100).toFixed(4))} %`;
    case "count":
      return grouped(value);
    case "millions":
      return (value / 1e6).toFixed(1);
    case "bps":
      return signed(value, value.toFixed(2));
    case "span":
      return span(value);
    case "bytes":
      return bytes(value);
    case "plain":
      return significant(value).replace("-", "−");
  }
}

/** Everything that a number has, for a title or a copy. */
export function exactText(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

/** A price or quantity with all of its decimals, so that those of a column stand under each other. */
export function fixedText(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "—";
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const { separator } = writingStyle;
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, SEPARATORS[separator]);
  const text = fraction === undefined ? parted : `${parted}.${fraction}`;
  return value < 0 ? `−${text}` : text;
}
