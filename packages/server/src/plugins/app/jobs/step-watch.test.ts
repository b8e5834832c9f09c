import { expect, test } from "vitest";
import { StepWatch } from "./step-watch.js";

test("a step that lasts is late, one after the other are not, and none at all never is", () => {
  const watch = new StepWatch(100);
  expect(watch.isLate(0, 0)).toBe(false);
  expect(watch.isLate(0, 5000)).toBe(false);
  expect(watch.isLate(1, 5010)).toBe(false);
  expect(watch.isLate(1, 5110)).toBe(false);
  expect(watch.isLate(2, 5120)).toBe(false);
  expect(watch.isLate(2, 5220)).toBe(false);
  expect(watch.isLate(2, 5221)).toBe(true);
  expect(watch.isLate(0, 5300)).toBe(false);
});
