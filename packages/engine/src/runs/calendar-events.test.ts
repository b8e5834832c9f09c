import { describe, expect, test } from "vitest";
import { normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { calendarEvents, settlementTimeMs } from "./calendar-events.js";

function config(sections: object): NormalisedConfig {
  return normaliseConfig(
    {
      instrument: "ETHUSDT",
      account: { initialBalance: 1000 },
      strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 1 } },
      ...sections,
    },
    { intervalMs: 60_000 },
  );
}

const iso = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 16);

describe("calendarEvents", () => {
  test("pays on the last day of months that are too short", () => {
    const { timeMs, kind } = calendarEvents(
      config({ rebate: { rate: 0.3, payoutDay: 31 } }),
      null,
      Date.UTC(2024, 0, 15),
      Date.UTC(2024, 5, 1),
    );
    expect(Array.from(timeMs, iso)).toEqual([
      "2024-01-31T00:00",
      "2024-02-29T00:00",
      "2024-03-31T00:00",
      "2024-04-30T00:00",
      "2024-05-31T00:00",
    ]);
    expect(Array.from(kind)).toEqual([1, 1, 1, 1, 1]);
  });

  test("goes over the end of a year", () => {
    const { timeMs } = calendarEvents(
      config({ rebate: { rate: 0.3, payoutDay: 1 } }),
      null,
      Date.UTC(2023, 10, 1),
      Date.UTC(2024, 1, 1),
    );
    expect(Array.from(timeMs, iso)).toEqual([
      "2023-11-01T00:00",
      "2023-12-01T00:00",
      "2024-01-01T00:00",
      "2024-02-01T00:00",
    ]);
  });

  test("settles on UTC multiples of the interval, before a payout of the same time", () => {
    const { timeMs, rate, kind } = calendarEvents(
      config({
        funding: { mode: "constant", rate: 0.0001, intervalHours: 8 },
        rebate: { rate: 0.3, payoutDay: 2 },
      }),
      null,
      Date.UTC(2024, 0, 1, 12),
      Date.UTC(2024, 0, 2, 8),
    );
    expect(Array.from(timeMs, iso)).toEqual([
      "2024-01-01T16:00",
      "2024-01-02T00:00",
      "2024-01-02T00:00",
      "2024-01-02T08:00",
    ]);
    expect(Array.from(kind)).toEqual([0, 0, 1, 0]);
    expect(Array.from(rate)).toEqual([0.0001, 0.0001, 0, 0.0001]);
  });

  test("rounds reported settlements to the second, and skips those before the first bar", () => {
    const first = Date.UTC(2024, 0, 1);
    const events = calendarEvents(
      normaliseConfig({ ...config({}), funding: { mode: "series" } }, { hasFundingFile: true }),
      {
        count: 3,
        timeMs: Float64Array.from([first - 501, first - 499, first + 28_800_047]),
        rate: Float64Array.from([0.1, 0.2, 0.3]),
        source: { name: "test", md5: null, synthetic: false },
      },
      first,
      first + 86_400_000,
    );
    expect(Array.from(events.timeMs)).toEqual([first, first + 28_800_000]);
    expect(Array.from(events.rate)).toEqual([0.2, 0.3]);
    expect(settlementTimeMs(first + 499)).toBe(first);
  });

  test("closes after what is booked at the same time, until the hours or the funding are over", () => {
    const events = calendarEvents(
      config({
        funding: { mode: "constant", rate: 0.0001, intervalHours: 8 },
        rebate: { rate: 0.3, payoutDay: 2 },
        quoting: { tradingHours: "08:00-24:00", fundingAvoidAfterMs: 60_000 },
      }),
      null,
      Date.UTC(2024, 0, 1, 20),
      Date.UTC(2024, 0, 2, 9) - 1,
    );
    expect(Array.from(events.timeMs, iso)).toEqual([
      "2024-01-02T00:00",
      "2024-01-02T00:00",
      "2024-01-02T00:00",
      "2024-01-02T08:00",
    ]);
    expect(Array.from(events.kind)).toEqual([0, 1, 2, 0]);
    expect(iso(events.rate[2])).toBe("2024-01-02T08:01");
  });

  test("feels funding that comes after the last bar, and books it not", () => {
    const before = (fundingAvoidBeforeMs: number) =>
      calendarEvents(
        config({
          funding: { mode: "constant", rate: 0.0001, intervalHours: 8 },
          quoting: { fundingAvoidBeforeMs },
        }),
        null,
        Date.UTC(2024, 0, 1, 1),
        Date.UTC(2024, 0, 1, 7, 30) - 1,
      );
    expect(before(1_800_000).count).toBe(0);
    const { timeMs, rate, kind } = before(3_600_000);
    expect(Array.from(timeMs, iso)).toEqual(["2024-01-01T07:00"]);
    expect(iso(rate[0])).toBe("2024-01-01T08:00");
    expect(Array.from(kind)).toEqual([2]);
  });
});
