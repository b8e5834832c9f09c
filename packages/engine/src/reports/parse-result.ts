/** RESULT.json read back: everything that a report relies on is checked, nothing else. */
import { PerpmillError } from "../errors.js";
import { type Check, columns, flag, list, number, orNull, record, text } from "./json-checks.js";
import type { ResultJson } from "./result-json.js";
import { ATTRIBUTION_TERMS } from "./result-series.js";

/** Strings and numbers by name; may be left out. */
const details: Check = (value) =>
  value === undefined ||
  (record({})(value) && Object.values(value as object).every((one) => text(one) || number(one)));

const isWarning: Check = (value) =>
  record({ code: text, message: text })(value) &&
  details((value as { readonly details?: unknown }).details);

const points = columns({ time: number, value: number });
const ofReturns = columns({ key: text, value: number });

const isVersion: Check = (value) =>
  value === undefined || record({ name: text, hash: text })(value);

const isResult = record({
  semantics: (value) => value === 1 || value === 2,
  liquidated: flag,
  stopped: orNull(text),
  bars: number,
  rejected: orNull(record({})),
  config: record({
    instrument: record({ symbol: orNull(text) }),
    account: record({ leverage: number }),
    strategy: record({ name: text }),
  }),
  engine: record({ version: text, kernelSha256: text }),
  data: record({
    source: text,
    md5: orNull(text),
    synthetic: flag,
    bars: number,
    holes: number,
    fill: (value) => ["none", "flat", "dropDay"].includes(value as string),
    first: number,
    last: number,
    intervalMs: number,
  }),
  timing: record({ layer: text }),
  resultHash: orNull(text),
  tradesHash: orNull(text),
  warnings: list(isWarning),
  series: record({
    equity: points,
    drawdown: points,
    inventory: points,
    returns: (value) => record({ period: text })(value) && ofReturns(value),
    attribution: record(Object.fromEntries(ATTRIBUTION_TERMS.map((term) => [term, number]))),
    events: columns({ time: number, reason: text }),
  }),
});

const HINT = "Give the file that `perpmill run … --out RESULT.json` wrote.";

/**
 * Reads the text of a RESULT.json.
 * @throws PerpmillError RESULT_INVALID when it is not JSON, or not a result of semantics 1
 */
export function parseResultJson(content: string, file: string): ResultJson {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new PerpmillError("RESULT_INVALID", {
      message: `not JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      where: { file },
      hint: HINT,
      cause,
    });
  }
  if (!isResult(value) || !isVersion(Object(value).strategy)) {
    throw new PerpmillError("RESULT_INVALID", {
      message: "this JSON is not the result of a run (semantics 1, with `series`)",
      where: { file },
      hint: HINT,
    });
  }
  return value as ResultJson;
}
