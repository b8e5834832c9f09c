import { describe, expect, it } from "vitest";
import { Calendar } from "../../reference/calendar.js";
import { payoutCalendar } from "../../reference/fees.js";
import { fundingCalendar } from "../../reference/funding.js";
import { simulate } from "../../reference/index.js";
import { configOf, flat, HOUR_MS, inputOf, START_MS } from "./scenario.js";

describe("payout days", () => {
  it("fall on the last day of a month that is too short", () => {
    const next = payoutCalendar(31, Date.UTC(2024, 0, 20));
    expect([next(), next(), next(), next()].map((ms) => new Date(ms).toISOString())).toEqual([
      "2024-01-31T00:00:00.000Z",
      "2024-02-29T00:00:00.000Z",
      "2024-03-31T00:00:00.000Z",
      "2024-04-30T00:00:00.000Z",
    ]);
  });

  it("are skipped before the first open time, not at it, and carry over the year", () => {
    const atIt = payoutCalendar(15, Date.UTC(2023, 11, 15));
    expect(atIt()).toBe(Date.UTC(2023, 11, 15));
    expect(atIt()).toBe(Date.UTC(2024, 0, 15));
    expect(payoutCalendar(15, Date.UTC(2023, 11, 15) + 1)()).toBe(Date.UTC(2024, 0, 15));
  });
});

describe("funding times", () => {
  it("are multiples of the interval from the first open time on", () => {
    const config = { mode: "constant", rate: 0.1, intervalHours: 8 } as const;
    const next = fundingCalendar(config, undefined, START_MS + 1);
    expect([next()?.timeMs, next()?.timeMs]).toEqual([
      START_MS + 8 * HOUR_MS,
      START_MS + 16 * HOUR_MS,
    ]);
    expect(fundingCalendar(config, undefined, START_MS)()?.timeMs).toBe(START_MS);
  });

  it("of a series are rounded to the second before they are compared with the start", () => {
    const series = { timeMs: [START_MS - 501, START_MS - 400, START_MS + 1499], rate: [1, 2, 3] };
    const next = fundingCalendar({ mode: "series", rate: 0, intervalHours: 8 }, series, START_MS);
    expect([next(), next(), next()]).toEqual([
      { timeMs: START_MS, rate: 2 },
      { timeMs: START_MS + 1000, rate: 3 },
      null,
    ]);
  });

  it("come oldest first, before a payout and a closing of the same time", () => {
    const funding = [
      { timeMs: 10, rate: 1 },
      { timeMs: 20, rate: 2 },
    ];
    const payouts = [5, 20, 30];
    const calendar = new Calendar(
      () => funding.shift() ?? null,
      () => payouts.shift() ?? Number.POSITIVE_INFINITY,
      [
        { fromMs: 7, untilMs: 8 },
        { fromMs: 20, untilMs: 25 },
      ],
    );
    const kinds: string[] = [];
    for (let e = calendar.take(29); e !== null; e = calendar.take(29)) kinds.push(e.kind);
    expect(kinds).toEqual(["payout", "closing", "funding", "funding", "payout", "closing"]);
    expect(calendar.take(30)).toEqual({ kind: "payout" });
  });
});

describe("a run", () => {
  it("pays funding at the mark of the step before, on the position held then", () => {
    const config = configOf({ funding: { mode: "constant", rate: 0.01, intervalHours: 1 } });
    const rows = [[1000, 1000, 980, 995], flat(700)] as const;
    const { metrics, equity } = simulate(inputOf(config, rows, { intervalMs: HOUR_MS }));
    expect(metrics.funding).toBeCloseTo(-9.95, 9);
    expect(equity[1]).toBeCloseTo(100_000 - 290 - 9.95, 6);
  });

  it("pays at the last mark before a bar that has none", () => {
    const config = configOf({ funding: { mode: "constant", rate: 0.01, intervalHours: 1 } });
    const mark = { openTimeMs: [START_MS], open: [1000], high: [1200], low: [980], close: [1100] };
    const rows = [[1000, 1000, 980, 995], flat(700)] as const;
    const { metrics } = simulate(inputOf(config, rows, { intervalMs: HOUR_MS, mark }));
    expect(metrics.funding).toBeCloseTo(-11, 9);
  });

  it("crosses a hole with one payment for every due time, at the last mark before it", () => {
    const config = configOf({ funding: { mode: "constant", rate: 0.01, intervalHours: 1 } });
    const input = inputOf(config, [[1000, 1000, 980, 995], flat(700)], { intervalMs: HOUR_MS });
    const bars = { ...input.bars, openTimeMs: [START_MS, START_MS + 4 * HOUR_MS] };
    expect(simulate({ ...input, bars }).metrics.funding).toBeCloseTo(-4 * 9.95, 9);
  });

  it("pays the rebate of the fees since the last payout and keeps the rest as accrued", () => {
    const day = 24 * HOUR_MS;
    const config = configOf({
      instrument: { makerFee: 0.001 },
      rebate: { rate: 0.5, payoutDay: 2 },
      strategy: { orderRefreshMs: day },
    });
    const rows = [[1000, 1000, 980, 1000], flat(1000), [1000, 1000, 980, 1000]] as const;
    const { metrics } = simulate(inputOf(config, rows, { intervalMs: day }));
    expect(metrics.rebates).toBeCloseTo(0.495, 9);
    expect(metrics.fees).toBeCloseTo(1.98, 9);
    expect(metrics.rebateAccrued).toBeCloseTo(0.495, 9);
  });
});
