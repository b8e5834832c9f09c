/** Axes as they are written on a command line. */
import { parseConfigText } from "../config/parse-text.js";
import { PerpmillError } from "../errors.js";
import { exactNumber } from "../units.js";
import type { AxisValue, SweepAxis } from "./axis.js";

const SCALES = ["linear", "log"] as const;

function readWord(text: string): AxisValue {
  const number = exactNumber(text);
  if (typeof number === "number") return number;
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (!text.startsWith('"')) return text;
  const read = parseConfigText(text);
  return typeof read === "string" ? read : text;
}

function badAxis(text: string): PerpmillError {
  return new PerpmillError("SWEEP_INVALID", {
    message: `the axis ${JSON.stringify(text)} cannot be read`,
    hint: "Write PATH=FROM:TO:STEP, PATH=FROM:TO:linear:N, PATH=FROM:TO:log:N, PATH=FROM:TO[:log], PATH=A,B,C or PATH alone.",
  });
}

function isNumberText(text: string): boolean {
  return exactNumber(text) !== "syntax";
}

function rangeOf(path: string, parts: readonly string[]): SweepAxis | null {
  const [from = "", to = "", third, fourth] = parts;
  const ends = { path, from, to };
  if (third === undefined) return ends;
  const scale = SCALES.find((one) => one === third);
  if (scale === undefined) {
    return fourth === undefined && isNumberText(third) ? { ...ends, step: third } : null;
  }
  if (fourth === undefined) return { ...ends, scale };
  return /^\d{1,9}$/.test(fourth) ? { ...ends, scale, count: Number(fourth) } : null;
}

/**
 * An axis from its text: `strategy.bidSpread=0.001:0.01:0.0005` (from, to, step),
 * `account.leverage=3,5,10`, `strategy.askSpread=0.001:0.1:log:20` (twenty values on a log scale),
 * `strategy.askSpread=0.001:0.1:log` (any number of it, for samplers), `strategy.askSpread` (the range
 * that it has by itself).
 * @throws SWEEP_INVALID
 */
export function parseAxis(text: string): SweepAxis {
  const mark = text.indexOf("=");
  if (mark < 0 && /^[\w.]+$/.test(text.trim())) return { path: text.trim() };
  const path = text.slice(0, Math.max(0, mark)).trim();
  const value = text.slice(mark + 1).trim();
  if (path === "" || value === "") throw badAxis(text);
  const parts = value.split(":").map((part) => part.trim());
  const [from = "", to = ""] = parts;
  if (parts.length >= 2 && parts.length <= 4 && isNumberText(from) && isNumberText(to)) {
    const range = rangeOf(path, parts);
    if (range === null) throw badAxis(text);
    return range;
  }
  const texts = value.split(",").map((part) => part.trim());
  if (texts.includes("")) throw badAxis(text);
  return { path, values: texts.map(readWord) };
}
