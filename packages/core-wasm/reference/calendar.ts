/** Funding and rebate payouts in one line of time: oldest first, funding before rebate. Semantics 3, 5. */
import type { FundingCalendar, FundingDue } from "./funding.js";

export type CalendarEvent =
  | { readonly kind: "funding"; readonly rate: number }
  | { readonly kind: "payout" };

export class Calendar {
  readonly #nextFunding: FundingCalendar;
  readonly #nextPayoutMs: () => number;
  #funding: FundingDue | null;
  #payoutMs: number;

  /** @param nextPayoutMs Infinity when nothing is ever paid out */
  constructor(nextFunding: FundingCalendar, nextPayoutMs: () => number) {
    this.#nextFunding = nextFunding;
    this.#nextPayoutMs = nextPayoutMs;
    this.#funding = nextFunding();
    this.#payoutMs = nextPayoutMs();
  }

  /** The oldest event due at a time that was not handed out yet, null if there is none. */
  take(timeMs: number): CalendarEvent | null {
    const funding = this.#funding;
    const fundingMs = funding === null ? Number.POSITIVE_INFINITY : funding.timeMs;
    if (funding !== null && fundingMs <= timeMs && fundingMs <= this.#payoutMs) {
      this.#funding = this.#nextFunding();
      return { kind: "funding", rate: funding.rate };
    }
    if (this.#payoutMs <= timeMs) {
      this.#payoutMs = this.#nextPayoutMs();
      return { kind: "payout" };
    }
    return null;
  }
}
