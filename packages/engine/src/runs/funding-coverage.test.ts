import { describe, expect, test } from "vitest";
import type { FundingSeries } from "../market-data/bars.js";
import { uncoveredSpans } from "./funding-coverage.js";

const HOUR_MS = 3_600_000;

function series(hours: readonly number[]): FundingSeries {
  return {
    count: hours.length,
    // as exchanges report it: some ms late
    timeMs: Float64Array.from(hours, (hour) => hour * HOUR_MS + 12),
    rate: new Float64Array(hours.length),
    source: { name: "test", md5: null, synthetic: false },
  };
}

describe("uncoveredSpans", () => {
  const day = [0, 8, 16, 24, 32, 40, 48];

  test("is empty for a series that covers the run", () => {
    expect(uncoveredSpans(series(day), 2 * HOUR_MS, 47 * HOUR_MS)).toEqual([]);
  });

  test("names a settlement that is missing inside", () => {
    const holed = day.filter((hour) => hour !== 24);
    expect(uncoveredSpans(series(holed), 0, 48 * HOUR_MS)).toEqual([
      { fromMs: 16 * HOUR_MS, toMs: 32 * HOUR_MS },
    ]);
  });

  test("names what lies before the first and after the last settlement", () => {
    expect(uncoveredSpans(series(day), -24 * HOUR_MS, 72 * HOUR_MS)).toEqual([
      { fromMs: -24 * HOUR_MS, toMs: 0 },
      { fromMs: 48 * HOUR_MS, toMs: 72 * HOUR_MS },
    ]);
  });

  test("names the whole run for a series that ends before it or is empty", () => {
    const all = [{ fromMs: 100 * HOUR_MS, toMs: 110 * HOUR_MS }];
    expect(uncoveredSpans(series(day), 100 * HOUR_MS, 110 * HOUR_MS)).toEqual(all);
    expect(uncoveredSpans(series([]), 100 * HOUR_MS, 110 * HOUR_MS)).toEqual(all);
  });

  test("takes the usual distance from the series", () => {
    const hourly = Array.from({ length: 49 }, (_, hour) => hour).filter((hour) => hour !== 20);
    expect(uncoveredSpans(series(hourly), 0, 48 * HOUR_MS)).toEqual([
      { fromMs: 19 * HOUR_MS, toMs: 21 * HOUR_MS },
    ]);
  });
});
