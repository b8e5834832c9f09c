/** Ranges of the data that are asked for often. */
import type { TimeRange } from "../../../engine/config-range";

export interface RangePreset {
  readonly id: "all" | "days" | "year" | "first" | "second";
  /** days or the year, where there are several of a kind */
  readonly value: number;
  readonly range: TimeRange;
}

const DAY_MS = 86_400_000;
const SPANS = [30, 90, 365];

/**
 * All, the last days, calendar years, and two halves to fit in one and to judge in the other.
 * @param firstMs of the first bar
 * @param endMs after the last bar
 */
export function rangePresets(firstMs: number, endMs: number): readonly RangePreset[] {
  const presets: RangePreset[] = [{ id: "all", value: 0, range: { fromMs: null, toMs: null } }];
  const lastDay = Math.ceil(endMs / DAY_MS) * DAY_MS;
  for (const days of SPANS) {
    const fromMs = lastDay - days * DAY_MS;
    if (fromMs > firstMs) presets.push({ id: "days", value: days, range: { fromMs, toMs: null } });
  }
  const firstYear = new Date(firstMs).getUTCFullYear();
  const lastYear = new Date(endMs - 1).getUTCFullYear();
  for (let year = firstYear; firstYear < lastYear && year <= lastYear; year += 1) {
    const range = { fromMs: Date.UTC(year, 0, 1), toMs: Date.UTC(year + 1, 0, 1) };
    presets.push({ id: "year", value: year, range });
  }
  const middle = Math.round((firstMs + endMs) / 2 / DAY_MS) * DAY_MS;
  if (middle > firstMs && middle < endMs) {
    presets.push({ id: "first", value: 0, range: { fromMs: null, toMs: middle } });
    presets.push({ id: "second", value: 0, range: { fromMs: middle, toMs: null } });
  }
  return presets;
}

/** Whether a range is that of a preset. */
export function isRange(range: TimeRange, other: TimeRange): boolean {
  return range.fromMs === other.fromMs && range.toMs === other.toMs;
}

/** `2024-01-31` in UTC, as date fields have it. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The range of two days, both included; the first or the last day of the data is the data's own end.
 * @returns null when one of them is no date
 */
export function rangeOfDays(
  from: string,
  to: string,
  { firstMs, endMs }: { readonly firstMs: number; readonly endMs: number },
): TimeRange | null {
  const fromMs = Date.parse(`${from}T00:00:00Z`);
  const toMs = Date.parse(`${to}T00:00:00Z`) + DAY_MS;
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return null;
  return { fromMs: fromMs <= firstMs ? null : fromMs, toMs: toMs >= endMs ? null : toMs };
}
