/** The same configuration, begun on other days. */
import { gradeUp, type TrustFinding } from "../findings.js";
import { headlineSpreads, isProfitable, rowsRun, shareOf, type TrustRow } from "../headlines.js";
import type { StartRow, Starts } from "../trust-options.js";
import { leastRow, notExamined, type TrustBasis } from "./part.js";

const DAY_MS = 86_400_000;
const STARTS = 24;
/** Half of fewer days is too short for a Sharpe ratio. */
const DAYS_MIN = 14;

/** The part of the data that is run: UTC ms of its first bar, and of the end of its last. */
export interface TimeSpan {
  readonly firstMs: number;
  readonly endMs: number;
}

/** When runs begin and end. */
export interface StartWindows {
  readonly toEnd: readonly Pick<StartRow, "startMs" | "endMs">[];
  readonly sameLength: readonly Pick<StartRow, "startMs" | "endMs">[];
}

function unique(days: readonly number[]): readonly number[] {
  return [...new Set(days)];
}

/**
 * Up to 24 days evenly over the first half, at midnight: runs to the end of the data, and runs that are
 * half of the data long.
 * @returns null with fewer than 14 days
 */
export function startWindows({ firstMs, endMs }: TimeSpan): StartWindows | null {
  const midnight = Math.ceil(firstMs / DAY_MS) * DAY_MS;
  const days = Math.floor((endMs - midnight) / DAY_MS);
  if (days < DAYS_MIN) return null;
  const half = Math.floor(days / 2);
  const places = Array.from({ length: STARTS + 1 }, (_, at) => Math.round((at * half) / STARTS));
  const startOf = (day: number) => midnight + day * DAY_MS;
  return {
    toEnd: unique(places.slice(1))
      .filter((day) => day > 0)
      .map((day) => ({ startMs: startOf(day), endMs })),
    sameLength: unique(places.slice(0, STARTS)).map((day) => ({
      startMs: startOf(day),
      endMs: startOf(day + half),
    })),
  };
}

/** The configuration on each of the windows. */
export function startVariants(
  { config }: TrustBasis,
  windows: StartWindows | null,
): readonly unknown[] {
  if (windows === null) return [];
  return [...windows.toEnd, ...windows.sameLength].map(({ startMs, endMs }) => ({
    ...config,
    data: { ...config.data, start: startMs, end: endMs },
  }));
}

/** @param rows of `startVariants` */
export function startsOf(
  windows: StartWindows | null,
  rows: readonly TrustRow[],
  own: TrustRow,
): Starts | null {
  if (windows === null) return null;
  const { toEnd, sameLength } = windows;
  const later = rows.slice(toEnd.length);
  return {
    toEnd: toEnd.map((window, at) => ({ ...window, ...rows[at] })),
    sameLength: sameLength.map((window, at) => ({ ...window, ...later[at] })),
    profitable: rows.filter(isProfitable).length,
    spreads: headlineSpreads(rowsRun(later), own.metrics),
  };
}

/** Shorter runs lose more often by chance alone than the whole. */
const PROFITABLE = { strong: 0.95, fair: 0.8, weak: 0.5 };

export function startsFinding(found: Starts | null, days: number): TrustFinding {
  if (found === null) return notExamined("starts", "fewDays", { days });
  const { toEnd, sameLength } = found;
  const ran = rowsRun([...toEnd, ...sameLength]);
  const least = leastRow(sameLength, ({ metrics }) => metrics.totalReturn);
  const profitable = shareOf(ran, isProfitable);
  return {
    part: "starts",
    grade: gradeUp(profitable, PROFITABLE),
    matters: true,
    reason: profitable === 1 ? "allProfitable" : "someLose",
    value: profitable,
    facts: {
      runs: ran.length,
      profitable: found.profitable,
      toEnd: shareOf(rowsRun(toEnd), isProfitable),
      sameLength: shareOf(rowsRun(sameLength), isProfitable),
      worst: least?.value ?? null,
      worstStartMs: least?.row.startMs ?? null,
      worstEndMs: least?.row.endMs ?? null,
    },
  };
}
