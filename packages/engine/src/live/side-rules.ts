/** Mark prices and funding beside followed bars: from when rows are wanted, and how they join the data. */
import type { FundingSeries, PriceSeries } from "../market-data/bars.js";
import { loadFunding, loadPriceSeries } from "../market-data/load-node.js";
import { settlementTimeMs } from "../runs/calendar-events.js";
import { BAR_ROWS, type LiveBar } from "./live-bar.js";
import { FUNDING_ROWS, type LiveFunding } from "./live-funding.js";
import { csvOfRows, type RowFormat } from "./live-row.js";

/** The bars whose rows are wanted, UTC ms: from the first one's open to the last one's end. */
export interface BarSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** What is particular to one kind of series. */
export interface SideRules<Series, Row> {
  readonly kind: "mark" | "funding";
  readonly format: RowFormat<Row>;
  /** how long a row takes to be final after its time, ms; REST may still change younger ones */
  readonly finalAfterMs: number;
  /** earliest time of a row that `series` does not have */
  readonly nextMs: (series: Series) => number;
  /** time of the latest row that should be there once the bars are over; null when none has to be */
  readonly dueMs: (series: Series, span: BarSpan) => number | null;
  /** `series` with rows behind it, as if one file had held them all. Throws the errors of the readers */
  readonly append: (series: Series, rows: readonly Row[]) => Promise<Series>;
}

function bytesOf<Row>(format: RowFormat<Row>, rows: readonly Row[]): Uint8Array {
  return new TextEncoder().encode(csvOfRows(format, rows));
}

function joined(before: Float64Array, after: Float64Array): Float64Array {
  const all = new Float64Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}

/** A mark row that has just ended may still be counted by the exchange. */
const MARK_FINAL_MS = 1000;

/**
 * Mark prices: a row for every interval, due when the interval is over.
 * @param intervalMs of the rows, ms; it divides that of the bars
 */
export function markRules(intervalMs: number): SideRules<PriceSeries, LiveBar> {
  return {
    kind: "mark",
    format: BAR_ROWS,
    finalAfterMs: intervalMs + MARK_FINAL_MS,
    nextMs: ({ openTimeMs, count }) => openTimeMs[count - 1] + intervalMs,
    dueMs: (_series, { endMs }) => (Math.floor(endMs / intervalMs) - 1) * intervalMs,
    append: async (series, rows) => {
      const more = await loadPriceSeries(bytesOf(BAR_ROWS, rows), "mark", { intervalMs });
      return {
        ...series,
        count: series.count + more.count,
        intervalMs,
        openTimeMs: joined(series.openTimeMs, more.openTimeMs),
        open: joined(series.open, more.open),
        high: joined(series.high, more.high),
        low: joined(series.low, more.low),
        close: joined(series.close, more.close),
        source: { ...series.source, md5: null },
      };
    },
  };
}

/** Distance of settlements where one alone gives none, ms. */
const USUAL_DISTANCE_MS = 8 * 3_600_000;
/** Settlements are told some ms off the full second, and never follow each other by a second. */
const SAME_SETTLEMENT_MS = 1000;

/** Funding rates: due as far from the last one as that was from the one before. */
export const FUNDING_RULES: SideRules<FundingSeries, LiveFunding> = {
  kind: "funding",
  format: FUNDING_ROWS,
  finalAfterMs: 0,
  nextMs: ({ timeMs, count }) => settlementTimeMs(timeMs[count - 1]) + SAME_SETTLEMENT_MS,
  dueMs: ({ timeMs, count }, { startMs, endMs }) => {
    const lastMs = settlementTimeMs(timeMs[count - 1]);
    const distanceMs = count < 2 ? USUAL_DISTANCE_MS : lastMs - settlementTimeMs(timeMs[count - 2]);
    const dueMs = lastMs + Math.floor((endMs - 1 - lastMs) / distanceMs) * distanceMs;
    // One that was waited for with the bars before comes when it comes.
    return dueMs >= startMs ? dueMs - SAME_SETTLEMENT_MS : null;
  },
  append: async (series, rows) => {
    const more = await loadFunding(bytesOf(FUNDING_ROWS, rows));
    return {
      count: series.count + more.count,
      timeMs: joined(series.timeMs, more.timeMs),
      rate: joined(series.rate, more.rate),
      source: { ...series.source, md5: null },
    };
  },
};
