/** Time cut by the calendar. */
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { TIME_SPLITS, type TimeSplit } from "./split-names.js";
import { hasBars, invalid, type TimeWindow } from "./windows.js";

const DAY_MS = 86_400_000;
const MONTHS: Readonly<Record<Exclude<TimeSplit, "halves">, number>> = {
  month: 1,
  quarter: 3,
  "half-year": 6,
  year: 12,
};

/** A window with its name, such as `2024-03`, `2024-Q1`, `2024-H1`, `2024` or `1/2`. */
export interface NamedWindow extends TimeWindow {
  readonly name: string;
}

function nameOf(by: Exclude<TimeSplit, "halves">, year: number, month: number): string {
  if (by === "year") return String(year);
  if (by === "quarter") return `${year}-Q${month / 3 + 1}`;
  if (by === "half-year") return `${year}-H${month / 6 + 1}`;
  return `${year}-${String(month + 1).padStart(2, "0")}`;
}

function halves(firstMs: number, endMs: number): NamedWindow[] {
  const middleMs = Math.round((firstMs + endMs) / 2 / DAY_MS) * DAY_MS;
  return [
    { name: "1/2", startMs: firstMs, endMs: middleMs },
    { name: "2/2", startMs: middleMs, endMs },
  ];
}

/**
 * Windows from the first bar to the end of the last one, the first and the last as long as they are;
 * those without a bar are left out.
 * @throws WALK_FORWARD_INVALID for another split, or when there is only one window
 */
export function splitWindows(bars: Bars, by: TimeSplit): readonly NamedWindow[] {
  if (!TIME_SPLITS.includes(by)) {
    throw invalid(
      `time cannot be split by ${String(by)}`,
      `Split it by one of ${TIME_SPLITS.join(", ")}.`,
      "by",
    );
  }
  const firstMs = openTimeMs(bars, 0);
  const endMs = openTimeMs(bars, bars.count - 1) + bars.intervalMs;
  const windows: NamedWindow[] = [];
  if (by === "halves") windows.push(...halves(firstMs, endMs));
  else {
    const step = MONTHS[by];
    const first = new Date(firstMs);
    const year = first.getUTCFullYear();
    let month = Math.floor(first.getUTCMonth() / step) * step;
    for (let startMs = firstMs; startMs < endMs; month += step) {
      const nextMs = Date.UTC(year, month + step);
      const name = nameOf(by, year + Math.floor(month / 12), month % 12);
      windows.push({ name, startMs, endMs: Math.min(nextMs, endMs) });
      startMs = nextMs;
    }
  }
  const filled = windows.filter((window) => hasBars(bars, window));
  if (filled.length > 1) return filled;
  throw invalid(
    `the data lie within one ${by === "halves" ? "day" : by}`,
    "Split them by something shorter.",
    "by",
  );
}
