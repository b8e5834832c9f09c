/** Funding: due times and rates, and what a position pays. Semantics 5. */
import type { ReferenceConfig, ReferenceFunding } from "./input.js";

const HOUR_MS = 3_600_000;

export interface FundingDue {
  readonly timeMs: number;
  readonly rate: number;
}

/** Hands out funding payments one by one, oldest first; null when there are no more. */
export type FundingCalendar = () => FundingDue | null;

/**
 * Funding due at or after the first open time.
 * @param series needed for mode `"series"`: times are rounded to the nearest second
 */
export function fundingCalendar(
  config: ReferenceConfig["funding"],
  series: ReferenceFunding | undefined,
  firstOpenTimeMs: number,
): FundingCalendar {
  if (config.mode === "none") return () => null;
  if (config.mode === "constant") return constantFunding(config, firstOpenTimeMs);
  if (series === undefined) throw new RangeError("funding.mode is series without a series");
  return seriesFunding(series, firstOpenTimeMs);
}

function constantFunding(config: ReferenceConfig["funding"], firstMs: number): FundingCalendar {
  const everyMs = config.intervalHours * HOUR_MS;
  let count = Math.ceil(firstMs / everyMs);
  return () => ({ timeMs: count++ * everyMs, rate: config.rate });
}

function seriesFunding(series: ReferenceFunding, firstMs: number): FundingCalendar {
  const due: FundingDue[] = [];
  for (let i = 0; i < series.timeMs.length; i++) {
    const timeMs = Math.round(series.timeMs[i] / 1000) * 1000;
    if (timeMs >= firstMs) due.push({ timeMs, rate: series.rate[i] });
  }
  due.sort((a, b) => a.timeMs - b.timeMs);
  let next = 0;
  return () => (next < due.length ? due[next++] : null);
}

/** Change of the balance by one payment, quote: longs pay a positive rate, shorts receive it. */
export function fundingPayment(
  net: number,
  markUnits: number,
  lotValue: number,
  rate: number,
): number {
  return -(net * markUnits * lotValue * rate);
}
