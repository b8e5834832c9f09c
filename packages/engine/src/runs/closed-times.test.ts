import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NormalisedQuoting } from "../config/types.js";
import { closedTimes } from "./closed-times.js";

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const OFF: NormalisedQuoting = {
  inventorySkew: 0,
  skewInventoryRatio: 1,
  minProfitBps: null,
  refreshToleranceBps: null,
  hangingOrders: false,
  hangingCancelDistance: 0.1,
  filledOrderDelayMs: 0,
  tradingHours: null,
  fundingAvoidBeforeMs: 0,
  fundingAvoidAfterMs: 0,
};

interface Item {
  /** 0 is Monday; null: every day */
  readonly days: readonly [first: number, last: number] | null;
  /** minutes of the day */
  readonly from: number;
  readonly until: number;
}

const clock = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

function written({ days, from, until }: Item): string {
  const names = days === null ? "" : `${NAMES[days[0]]}-${NAMES[days[1]]} `;
  return `${names}${clock(from)}-${clock(until)}`;
}

/** Minute by minute, from the calendar itself: nothing of the code under test. */
function isOpen(items: readonly Item[], timeMs: number): boolean {
  const date = new Date(timeMs);
  const minute = date.getUTCHours() * 60 + date.getUTCMinutes();
  const today = (date.getUTCDay() + 6) % 7;
  const holds = ({ days }: Item, day: number) => {
    if (days === null) return true;
    const [first, last] = days;
    return first <= last ? day >= first && day <= last : day >= first || day <= last;
  };
  return items.some((item) => {
    const { from, until } = item;
    if (until > from) return holds(item, today) && minute >= from && minute < until;
    return (
      (holds(item, today) && minute >= from) || (holds(item, (today + 6) % 7) && minute < until)
    );
  });
}

const ITEM = fc
  .record({
    days: fc.option(fc.tuple(fc.nat(6), fc.nat(6))),
    from: fc.nat(DAY_MINUTES - 1),
    until: fc.nat(DAY_MINUTES),
  })
  .filter(({ from, until }) => from !== until);

describe("the closed times of a run", () => {
  it("are those minutes that no hours open and that no funding is near, and begin once each", () => {
    fc.assert(
      fc.property(
        fc.array(ITEM, { maxLength: 3 }),
        fc.array(fc.nat(4000), { maxLength: 4 }),
        fc.nat(300),
        fc.nat(300),
        fc.nat(20_000),
        fc.integer({ min: 1, max: 4000 }),
        (items, fundingMinutes, before, after, start, minutes) => {
          const firstMs = Date.UTC(2024, 1, 20) + start * MINUTE;
          const endMs = firstMs + minutes * MINUTE;
          const fundingMs = fundingMinutes
            .toSorted((a, b) => a - b)
            .map((minute) => firstMs + minute * MINUTE);
          const quoting = {
            ...OFF,
            tradingHours: items.length === 0 ? null : items.map(written).join(", "),
            fundingAvoidBeforeMs: before * MINUTE,
            fundingAvoidAfterMs: after * MINUTE,
          };
          const spans = closedTimes(quoting, fundingMs, firstMs, endMs);
          const wrong: string[] = [];
          for (let timeMs = firstMs; timeMs < endMs; timeMs += MINUTE) {
            const avoided = fundingMs.some(
              (due) => timeMs >= due - before * MINUTE && timeMs < due + after * MINUTE,
            );
            const closed = avoided || (items.length > 0 && !isOpen(items, timeMs));
            const found = spans.filter((span) => timeMs >= span.fromMs && timeMs < span.untilMs);
            if (found.length !== (closed ? 1 : 0)) wrong.push(new Date(timeMs).toISOString());
          }
          expect(wrong).toEqual([]);
          for (const [index, { fromMs, untilMs }] of spans.entries()) {
            expect(fromMs).toBeGreaterThanOrEqual(firstMs);
            expect(fromMs).toBeLessThan(Math.min(untilMs, endMs));
            if (index > 0) expect(fromMs).toBeGreaterThan(spans[index - 1].untilMs);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are none without the section, and none without hours and funding", () => {
    expect(closedTimes(undefined, [0], 0, 1000)).toEqual([]);
    expect(closedTimes(OFF, [500], 0, 1000)).toEqual([]);
    expect(closedTimes({ ...OFF, fundingAvoidBeforeMs: 100 }, [], 0, 1000)).toEqual([]);
  });

  it("begin with the run where it begins closed, and end with funding after it", () => {
    const quoting = { ...OFF, fundingAvoidBeforeMs: 100, fundingAvoidAfterMs: 50 };
    expect(closedTimes(quoting, [20, 1050, 1300], 0, 1000)).toEqual([
      { fromMs: 0, untilMs: 70 },
      { fromMs: 950, untilMs: 1100 },
    ]);
  });
});
