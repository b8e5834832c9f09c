import { expect, it } from "vitest";
import { trailingShare } from "./trailing-share.js";

const DAY_MS = 86_400_000;

it("takes the last days of windows, over their edges", () => {
  const windows = [
    { startMs: 0, endMs: 20 * DAY_MS },
    { startMs: 30 * DAY_MS, endMs: 40 * DAY_MS },
  ];
  const days = (share: number) =>
    trailingShare(windows, share).map(({ startMs, endMs }) => [startMs / DAY_MS, endMs / DAY_MS]);
  expect(trailingShare(windows, 1)).toBe(windows);
  expect(days(1 / 3)).toEqual([[30, 40]]);
  expect(days(0.5)).toEqual([
    [15, 20],
    [30, 40],
  ]);
  expect(days(0.001)).toEqual([[39, 40]]);
});
