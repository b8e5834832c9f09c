import type { ConfigInput } from "@perpmill/engine";
import { expect, test } from "vitest";
import { rangeOf, touches, WHOLE_RANGE, withRange } from "./config-range";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

test("a range is written as people write it, and read as the engine reads it", () => {
  const range = { fromMs: Date.UTC(2023, 0, 1), toMs: Date.UTC(2023, 5, 1, 8, 30) };
  const config = withRange(CONFIG, range);
  expect(config.data).toEqual({ start: "2023-01-01", end: "2023-06-01T08:30:00Z" });
  expect(rangeOf(config)).toEqual(range);
  expect(withRange(config, WHOLE_RANGE)).toEqual(CONFIG);
});

test("a range that cannot be read yet is the whole one", () => {
  expect(rangeOf({ ...CONFIG, data: { start: "next week" } })).toEqual(WHOLE_RANGE);
});

test("a range touches bars that it shares a moment with", () => {
  expect(touches({ fromMs: 10, toMs: 20 }, 20, 30)).toBe(false);
  expect(touches({ fromMs: 10, toMs: 21 }, 20, 30)).toBe(true);
  expect(touches({ fromMs: 31, toMs: null }, 20, 30)).toBe(false);
  expect(touches(WHOLE_RANGE, 20, 30)).toBe(true);
});
