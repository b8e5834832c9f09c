/** Checks of option values that commander leaves as text. */
import { nearestName } from "../config/nearest.js";
import { PerpmillError } from "../errors.js";
import { BAR_FORMATS, type BarFormat } from "../market-data/open/bar-formats.js";
import type { CliTexts } from "./texts/en.js";

const UNIT_MS: Readonly<Record<string, number>> = {
  "": 1,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Milliseconds of a span such as `1m`, `4h` or `60000`.
 * @throws USAGE
 */
export function spanMs(text: string, texts: CliTexts, option = "--interval"): number {
  const match = /^(\d{1,12})(ms|[smhdw]?)$/.exec(text);
  const ms = match === null ? 0 : Number(match[1]) * UNIT_MS[match[2]];
  if (!Number.isSafeInteger(ms) || ms < 1) {
    throw new PerpmillError("USAGE", {
      message: texts.messages.badInterval(option, text),
    });
  }
  return ms;
}

const UNIT_BYTES: Readonly<Record<string, number>> = { "": 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/**
 * Bytes of a size such as `500MB`, `5GB`, `1GiB` or `1000000`.
 * @param option what the message names
 * @throws USAGE
 */
export function sizeBytes(option: string, text: string, texts: CliTexts): number {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT]?)(i?)B?$/i.exec(text);
  if (match === null) {
    throw new PerpmillError("USAGE", { message: texts.data.messages.badSize(option, text) });
  }
  const unit = UNIT_BYTES[match[2].toUpperCase()];
  const factor = match[3] === "" ? unit : 1024 ** (Math.log10(unit) / 3);
  return Math.round(Number(match[1]) * factor);
}

/**
 * The format that a value of `--format` names.
 * @throws USAGE with the nearest one
 */
export function barFormat(text: string, texts: CliTexts): BarFormat {
  const format = BAR_FORMATS.find((name) => name === text.toLowerCase());
  if (format !== undefined) return format;
  const { badFormat, badFormatHint } = texts.data.messages;
  throw new PerpmillError("USAGE", {
    message: badFormat(text),
    hint: badFormatHint(nearestName(text, BAR_FORMATS) ?? "", BAR_FORMATS.join(", ")),
  });
}

/**
 * A whole number from `least` on.
 * @throws USAGE
 */
export function wholeNumber(option: string, text: string, least: 0 | 1, texts: CliTexts): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least)) {
    const rule = least === 1 ? texts.messages.wholeFrom1 : texts.messages.wholeFrom0;
    throw new PerpmillError("USAGE", {
      message: texts.messages.badNumber(option, text, rule),
    });
  }
  return value;
}

/**
 * A decimal number above 0.
 * @throws USAGE
 */
export function positiveNumber(option: string, text: string, texts: CliTexts): number {
  const value = /^\d{0,15}\.?\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new PerpmillError("USAGE", {
    message: texts.messages.badNumber(option, text, texts.data.messages.aboveZero),
  });
}

/**
 * Path and value of `--set PATH=VALUE`.
 * @throws USAGE
 */
export function pathAndValue(text: string, texts: CliTexts): readonly [string, string] {
  const mark = text.indexOf("=");
  if (mark < 1) {
    throw new PerpmillError("USAGE", {
      message: texts.messages.badSet(text),
      hint: texts.messages.badSetHint,
    });
  }
  return [text.slice(0, mark).trim(), text.slice(mark + 1).trim()];
}
