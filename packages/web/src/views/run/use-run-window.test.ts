import { expect, test } from "vitest";
import { around, isEnough } from "./use-run-window";

const sight = { min: 1000, max: 2000 };

test("what is read around a stretch is enough for it, and for going on a little", () => {
  const read = around(sight);
  expect(isEnough(read, sight)).toBe(true);
  expect(isEnough(read, { min: 1500, max: 2500 })).toBe(true);
});

test("going on far, or much closer, wants another reading", () => {
  const read = around(sight);
  expect(isEnough(read, { min: 2000, max: 3000 })).toBe(false);
  expect(isEnough(read, { min: 1400, max: 1600 })).toBe(false);
  expect(isEnough(read, { min: 0, max: 3000 })).toBe(false);
});
