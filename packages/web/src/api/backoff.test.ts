import { expect, test } from "vitest";
import { backoffMs } from "./backoff";

test("waits double up to fifteen seconds, half of each by chance", () => {
  expect([1, 2, 3, 4].map((failures) => backoffMs(failures, 0))).toEqual([125, 250, 500, 1000]);
  expect([1, 2, 3].map((failures) => backoffMs(failures, 0.999_999))).toEqual([250, 500, 1000]);
  expect(backoffMs(40, 0)).toBe(7500);
  expect(backoffMs(400, 0.999_999)).toBe(15_000);
});
