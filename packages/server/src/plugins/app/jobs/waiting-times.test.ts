import { expect, test } from "vitest";
import { WaitingTimes } from "./waiting-times.js";

test("a full queue says to wait as long as a tenth of it takes, a minute at most", () => {
  const times = new WaitingTimes();
  expect(times.retryAfterMs(1, 2)).toBe(1000);
  for (let count = 0; count < 100; count++) times.note(10_000);
  expect(times.retryAfterMs(40, 2)).toBeCloseTo(20_000, -1);
  expect(times.retryAfterMs(2000, 2)).toBe(60_000);
});
