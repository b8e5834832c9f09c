/** Funding settlements, rebate payouts and closings of a run, oldest first. Semantics 3, 5 and 8. */
import type { NormalisedConfig } from "../config/types.js";
import type { FundingSeries } from "../market-data/bars.js";
import { closedTimes } from "./closed-times.js";

export interface CalendarEvents {
  readonly count: number;
  /** f64[count], UTC ms, not decreasing */
  readonly timeMs: Float64Array;
  /** f64[count], funding rate; 0 for a payout; of a closing the time until which, UTC ms */
  readonly rate: Float64Array;
  /** i32[count], EVENT_FUNDING 0, EVENT_REBATE 1 or EVENT_CLOSE 2 */
  readonly kind: Int32Array;
}

interface Event {
  readonly timeMs: number;
  readonly rate: number;
  readonly kind: 0 | 1 | 2;
}

const FUNDING = 0;
const REBATE = 1;
const CLOSE = 2;
const HOUR_MS = 3_600_000;

function constantFunding(config: NormalisedConfig, firstMs: number, lastMs: number): Event[] {
  const { rate, intervalHours } = config.funding;
  const stepMs = intervalHours * HOUR_MS;
  const events: Event[] = [];
  for (let n = Math.ceil(firstMs / stepMs); n * stepMs <= lastMs; n++) {
    events.push({ timeMs: n * stepMs, rate, kind: FUNDING });
  }
  return events;
}

/** Time of a settlement: exchanges report it some ms after the full second. */
export function settlementTimeMs(reportedMs: number): number {
  return Math.round(reportedMs / 1000) * 1000;
}

function seriesFunding(series: FundingSeries, firstMs: number, lastMs: number): Event[] {
  const events: Event[] = [];
  for (let i = 0; i < series.count; i++) {
    const timeMs = settlementTimeMs(series.timeMs[i]);
    if (timeMs >= firstMs && timeMs <= lastMs) {
      events.push({ timeMs, rate: series.rate[i], kind: FUNDING });
    }
  }
  return events;
}

function rebatePayouts(config: NormalisedConfig, firstMs: number, lastMs: number): Event[] {
  const { rate, payoutDay } = config.rebate;
  if (!(rate > 0)) return [];
  const first = new Date(firstMs);
  const events: Event[] = [];
  for (let month = first.getUTCMonth(); ; month++) {
    const year = first.getUTCFullYear();
    const daysInMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const timeMs = Date.UTC(year, month, Math.min(payoutDay, daysInMonth));
    if (timeMs > lastMs) return events;
    if (timeMs >= firstMs) events.push({ timeMs, rate: 0, kind: REBATE });
  }
}

function fundingEvents(
  config: NormalisedConfig,
  funding: FundingSeries | null,
  firstMs: number,
  lastMs: number,
): Event[] {
  if (config.funding.mode === "constant") return constantFunding(config, firstMs, lastMs);
  if (config.funding.mode !== "series" || funding === null) return [];
  return seriesFunding(funding, firstMs, lastMs);
}

/** Funding counts from before it is due, so that what comes after the last bar can close its end. */
function closings(
  config: NormalisedConfig,
  funding: FundingSeries | null,
  firstMs: number,
  lastMs: number,
): Event[] {
  const { quoting } = config;
  if (quoting === undefined) return [];
  const feltMs = lastMs + quoting.fundingAvoidBeforeMs;
  const fundingMs = fundingEvents(config, funding, firstMs, feltMs).map(({ timeMs }) => timeMs);
  return closedTimes(quoting, fundingMs, firstMs, lastMs + 1).map(({ fromMs, untilMs }) => ({
    timeMs: fromMs,
    rate: untilMs,
    kind: CLOSE,
  }));
}

/**
 * Every event due from the first open time to the end of the last bar.
 * @param firstMs open time of the first bar
 * @param lastMs t_4 of the last bar
 */
export function calendarEvents(
  config: NormalisedConfig,
  funding: FundingSeries | null,
  firstMs: number,
  lastMs: number,
): CalendarEvents {
  const events = [
    ...fundingEvents(config, funding, firstMs, lastMs),
    ...rebatePayouts(config, firstMs, lastMs),
    ...closings(config, funding, firstMs, lastMs),
  ];
  events.sort((a, b) => a.timeMs - b.timeMs || a.kind - b.kind);
  return {
    count: events.length,
    timeMs: Float64Array.from(events, (event) => event.timeMs),
    rate: Float64Array.from(events, (event) => event.rate),
    kind: Int32Array.from(events, (event) => event.kind),
  };
}
