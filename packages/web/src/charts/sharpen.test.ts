import { expect, test } from "vitest";
import { sharpened } from "./sharpen";

const coarse = { time: [0, 10, 20, 30, 40], value: [0, 1, 2, 3, 4] };

test("the fine curve takes the place of the coarse one where it is, and nowhere else", () => {
  const fine = { timeMs: Float64Array.of(10, 15, 20, 25), values: Float64Array.of(9, 8, 7, 6) };
  expect(sharpened(coarse, fine)).toEqual({
    time: [0, 10, 15, 20, 25, 30, 40],
    value: [0, 9, 8, 7, 6, 3, 4],
  });
});

test("without a fine curve the coarse one stays", () => {
  expect(sharpened(coarse, null)).toBe(coarse);
  expect(sharpened(coarse, { timeMs: new Float64Array(0), values: new Float64Array(0) })).toBe(
    coarse,
  );
});
