/** Whether settled funding rates cover bars, at the distances one expects. */
import type { FundingSeries } from "../market-data/bars.js";

const HOUR_MS = 3_600_000;
/** exchanges settle some milliseconds after the hour */
const TOLERANCE_MS = 60_000;
const LISTED = 50;

/** Two settlements that are not the usual distance apart. */
export interface OddInterval {
  /** UTC ms of the earlier one */
  readonly fromMs: number;
  readonly hours: number;
}

export interface FundingQuality {
  readonly source: string;
  /** settlements inside the span of the bars */
  readonly count: number;
  /** hours between settlements, the most frequent distance; null for fewer than two */
  readonly usualHours: number | null;
  /** settlements that the usual distance leads one to expect and that are not there, ends included */
  readonly missing: number;
  /** all distances inside the span that are not the usual one; the first 50 are listed */
  readonly oddCount: number;
  readonly odd: readonly OddInterval[];
  /** settlements more than a minute away from the full hour */
  readonly offHour: number;
  /** lowest, mean and highest rate, shares of notional; null without settlements */
  readonly rate: { readonly min: number; readonly mean: number; readonly max: number } | null;
}

/**
 * The settlements at or after `startMs` and before `endMs`.
 * @param startMs open time of the first bar, UTC ms
 * @param endMs end of the last bar, UTC ms
 */
export function fundingQuality(
  { count, timeMs, rate, source }: FundingSeries,
  startMs: number,
  endMs: number,
): FundingQuality {
  const rows = Array.from({ length: count }, (_, row) => row).filter(
    (row) => timeMs[row] >= startMs && timeMs[row] < endMs,
  );
  const hours = rows
    .slice(1)
    .map((row, at) => Math.round((timeMs[row] - timeMs[rows[at]]) / HOUR_MS));
  const usualHours = mostFrequent(hours);
  const odd: OddInterval[] = [];
  let missing = 0;
  for (const [at, distance] of hours.entries()) {
    if (usualHours === null || distance === usualHours) continue;
    odd.push({ fromMs: timeMs[rows[at]], hours: distance });
    missing += Math.max(0, Math.round(distance / usualHours) - 1);
  }
  if (usualHours !== null) {
    const first = timeMs[rows[0]];
    const last = timeMs[rows[rows.length - 1]];
    missing += Math.floor((first - startMs) / (usualHours * HOUR_MS));
    // a settlement due at the very end belongs to the next bar
    missing += Math.floor((endMs - 1 - last) / (usualHours * HOUR_MS));
  }
  const rates = rows.map((row) => rate[row]);
  return {
    source: source.name,
    count: rows.length,
    usualHours,
    missing,
    oddCount: odd.length,
    odd: odd.slice(0, LISTED),
    offHour: rows.filter((row) => isOffHour(timeMs[row])).length,
    rate:
      rates.length === 0
        ? null
        : {
            min: rates.reduce((a, b) => Math.min(a, b)),
            mean: rates.reduce((a, b) => a + b) / rates.length,
            max: rates.reduce((a, b) => Math.max(a, b)),
          },
  };
}

function isOffHour(timeMs: number): boolean {
  const past = timeMs % HOUR_MS;
  return Math.min(past, HOUR_MS - past) > TOLERANCE_MS;
}

function mostFrequent(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | null = null;
  for (const [value, count] of counts) {
    if (value > 0 && (best === null || count > (counts.get(best) ?? 0))) best = value;
  }
  return best;
}
