/** The part of the data that a configuration runs: `data.start` and `data.end`. */
import { type ConfigInput, PerpmillError, parseConfig } from "@perpmill/engine";
import { withValue } from "./config-path";

/** UTC ms, `[fromMs, toMs)`; null: from the start, to the end. */
export interface TimeRange {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

export const WHOLE_RANGE: TimeRange = { fromMs: null, toMs: null };

const DAY_MS = 86_400_000;

/** A configuration of which only `data` is read. */
const REST: ConfigInput = {
  instrument: { tickSize: 1, stepSize: 1 },
  account: { initialBalance: 1 },
  strategy: { name: "dual-maker", bidSpread: 0, askSpread: 0, size: { quantity: 1 } },
};

/** The range of a configuration; the whole one while it cannot be read. */
export function rangeOf({ data }: ConfigInput): TimeRange {
  try {
    const { start, end } = parseConfig({ ...REST, data }).data;
    return { fromMs: start, toMs: end };
  } catch (error) {
    if (error instanceof PerpmillError) return WHOLE_RANGE;
    throw error;
  }
}

/** As a configuration would have it written: a date where the day begins, else date and time. */
function written(ms: number | null): string | undefined {
  if (ms === null) return undefined;
  const text = new Date(ms).toISOString();
  return ms % DAY_MS === 0 ? text.slice(0, 10) : text.replace(".000Z", "Z");
}

/** A configuration with another range. */
export function withRange(config: ConfigInput, { fromMs, toMs }: TimeRange): ConfigInput {
  const begun = withValue(config, "data.start", written(fromMs));
  return withValue(begun, "data.end", written(toMs));
}

/** Whether a range has anything in common with `[firstMs, lastMs]`. */
export function touches({ fromMs, toMs }: TimeRange, firstMs: number, lastMs: number): boolean {
  return (fromMs ?? firstMs) <= lastMs && (toMs ?? lastMs + 1) > firstMs;
}
