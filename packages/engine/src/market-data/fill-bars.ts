/** What is done about missing bars: nothing unless the user asks, and never without a record of it. */
import { PerpmillError } from "../errors.js";
import type { Bars, FillRule } from "./bars.js";

const DAY_MS = 86_400_000;
/** 190 years of minutes: more is a wrong time, not a hole. */
const ROWS_MAX = 100_000_000;

/**
 * The bars after a rule for holes; `fill` and `filledRows` of the result say what was done.
 * @returns the same object when the rule is `"none"`
 * @throws BARS_EMPTY when every day has a hole, BARS_INTERVAL when the holes are absurdly long
 */
export function fillBars(bars: Bars, rule: FillRule): Bars {
  if (rule === "none") return bars;
  const { timeIndex, count } = bars;
  const missing = timeIndex[count - 1] - timeIndex[0] + 1 - count;
  if (missing === 0) return { ...bars, fill: rule, filledRows: 0 };
  const rows = rule === "flat" ? flatRows(bars, missing) : wholeDays(bars);
  if (rows.length === 0) {
    throw new PerpmillError("BARS_EMPTY", {
      message: "every day of the data has a hole, and days with holes are left out",
      where: { file: bars.source.name },
      hint: 'Choose the fill "none" or "flat".',
    });
  }
  return takeRows(bars, rows, rule);
}

/** Rows of `bars`; a row that is missing is written as the bitwise complement of the one before it. */
function flatRows({ timeIndex, count, source }: Bars, missing: number): Int32Array {
  if (count + missing > ROWS_MAX) {
    throw new PerpmillError("BARS_INTERVAL", {
      message: `${missing} bars are missing between ${count}, too many to fill`,
      where: { file: source.name },
      hint: "Check the open times: the smallest distance of two bars is taken as their interval.",
    });
  }
  const rows = new Int32Array(count + missing);
  let to = 0;
  for (let row = 0; row < count; row += 1) {
    if (row > 0) {
      const absent = timeIndex[row] - timeIndex[row - 1] - 1;
      for (let gap = 0; gap < absent; gap += 1) rows[to++] = ~(row - 1);
    }
    rows[to++] = row;
  }
  return rows;
}

function wholeDays({ timeIndex, count, baseTimeMs, intervalMs }: Bars): Int32Array {
  const dayOf = (index: number) => Math.floor((baseTimeMs + index * intervalMs) / DAY_MS);
  const broken = new Set<number>();
  for (let row = 1; row < count; row += 1) {
    if (timeIndex[row] - timeIndex[row - 1] === 1) continue;
    broken.add(dayOf(timeIndex[row - 1] + 1)).add(dayOf(timeIndex[row] - 1));
  }
  const kept = new Int32Array(count);
  let to = 0;
  for (let row = 0; row < count; row += 1) {
    if (!broken.has(dayOf(timeIndex[row]))) kept[to++] = row;
  }
  return kept.slice(0, to);
}

function takeRows(bars: Bars, rows: Int32Array, rule: "flat" | "dropDay"): Bars {
  const count = rows.length;
  const price = (column: Int32Array) => {
    const out = new Int32Array(count);
    for (let at = 0; at < count; at += 1) {
      const row = rows[at];
      out[at] = row < 0 ? bars.close[~row] : column[row];
    }
    return out;
  };
  const timeIndex = new Int32Array(count);
  const first = bars.timeIndex[rows[0]];
  let holes = 0;
  for (let at = 0; at < count; at += 1) {
    const row = rows[at];
    timeIndex[at] = row < 0 ? timeIndex[at - 1] + 1 : bars.timeIndex[row] - first;
    if (at > 0 && timeIndex[at] - timeIndex[at - 1] > 1) holes += 1;
  }
  const { volume } = bars;
  const open = price(bars.open);
  return {
    ...bars,
    count,
    baseTimeMs: bars.baseTimeMs + first * bars.intervalMs,
    timeIndex,
    open,
    high: price(bars.high),
    low: price(bars.low),
    close: price(bars.close),
    volume: volume === null ? null : takeVolume(volume, rows),
    holes,
    fill: rule,
    filledRows: count - bars.count,
  };
}

function takeVolume(volume: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) out[at] = rows[at] < 0 ? 0 : volume[rows[at]];
  return out;
}
