import { expect, test } from "vitest";
import { zoomed } from "./pan-zoom";
import { boundedWindow } from "./time-window";

test("a window that is moved beyond the data stays as long as it was", () => {
  expect(boundedWindow({ min: -500, max: 500 }, 0, 10_000)).toEqual({ min: 0, max: 1000 });
  expect(boundedWindow({ min: 9900, max: 10_900 }, 0, 10_000)).toEqual({ min: 9000, max: 10_000 });
});

test("a window as long as the data, or longer, is all of them", () => {
  expect(boundedWindow({ min: -10, max: 10_010 }, 0, 10_000)).toBeNull();
  expect(boundedWindow({ min: 0, max: 30 }, 0, 40)).toBeNull();
});

test("no window is shorter than a minute", () => {
  expect(boundedWindow({ min: 500, max: 510 }, 0, 10_000)).toEqual({ min: 475, max: 535 });
});

test("what is under the cursor stays there while it is zoomed", () => {
  const [min, max] = zoomed(100, 200, 0.25, 0.8);
  expect(min + 0.25 * (max - min)).toBeCloseTo(125, 9);
  expect(max - min).toBeCloseTo(80, 9);
});
