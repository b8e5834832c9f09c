/** Funding, rebate payouts and closings in one line of time: oldest first, at one time in this order. Semantics 3, 5, 8. */
import { closedTimes } from "./closed-times.js";
import { payoutCalendar } from "./fees.js";
import { type FundingCalendar, type FundingDue, fundingCalendar } from "./funding.js";
import { QUOTING_OFF, type ReferenceInput } from "./input.js";
import type { Interval } from "./trading-hours.js";

export type CalendarEvent =
  | { readonly kind: "funding"; readonly rate: number }
  | { readonly kind: "payout" }
  | { readonly kind: "closing"; readonly untilMs: number };

export class Calendar {
  readonly #nextFunding: FundingCalendar;
  readonly #nextPayoutMs: () => number;
  readonly #closings: readonly Interval[];
  #funding: FundingDue | null;
  #payoutMs: number;
  #closing = 0;

  /**
   * @param nextPayoutMs Infinity when nothing is ever paid out
   * @param closings sorted, apart
   */
  constructor(
    nextFunding: FundingCalendar,
    nextPayoutMs: () => number,
    closings: readonly Interval[],
  ) {
    this.#closings = closings;
    this.#nextFunding = nextFunding;
    this.#nextPayoutMs = nextPayoutMs;
    this.#funding = nextFunding();
    this.#payoutMs = nextPayoutMs();
  }

  /** The oldest event due at a time that was not handed out yet, null if there is none. */
  take(timeMs: number): CalendarEvent | null {
    const funding = this.#funding;
    const fundingMs = funding === null ? Number.POSITIVE_INFINITY : funding.timeMs;
    const closing = this.#closings[this.#closing];
    const closingMs = closing === undefined ? Number.POSITIVE_INFINITY : closing.fromMs;
    const dueMs = Math.min(fundingMs, this.#payoutMs, closingMs);
    if (dueMs > timeMs) return null;
    if (funding !== null && fundingMs === dueMs) {
      this.#funding = this.#nextFunding();
      return { kind: "funding", rate: funding.rate };
    }
    if (this.#payoutMs === dueMs) {
      this.#payoutMs = this.#nextPayoutMs();
      return { kind: "payout" };
    }
    this.#closing++;
    return { kind: "closing", untilMs: closing.untilMs };
  }
}

/** The calendar of a run. */
export function calendarOf({ config, bars, intervalMs, funding }: ReferenceInput): Calendar {
  const firstMs = bars.openTimeMs[0];
  const endMs = bars.openTimeMs[bars.openTimeMs.length - 1] + intervalMs;
  const newFunding = () => fundingCalendar(config.funding, funding, firstMs);
  return new Calendar(
    newFunding(),
    config.rebate.rate > 0
      ? payoutCalendar(config.rebate.payoutDay, firstMs)
      : () => Number.POSITIVE_INFINITY,
    closedTimes(config.quoting ?? QUOTING_OFF, newFunding(), firstMs, endMs),
  );
}
