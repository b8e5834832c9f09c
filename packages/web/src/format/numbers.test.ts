import { expect, test } from "vitest";
import { fixedText, numberText } from "./numbers";

test("sizes are told in three digits or so", () => {
  const sizes = [0, 999, 1000, 16_231_022, 999_000_000, 1_500_000_000];
  expect(sizes.map((bytes) => numberText(bytes, "bytes"))).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "16.2 MB",
    "999 MB",
    "1.5 GB",
  ]);
});

test("money gained or lost always has its sign, and what is unknown is a dash", () => {
  expect(numberText(12.345678, "signedMoney")).toBe("+12.35");
  expect(numberText(-1234.5, "signedMoney")).toBe("−1,235");
  expect(numberText(0.0747, "signedRatio")).toBe("+7.47 %");
  expect(numberText(null, "money")).toBe("—");
  expect(numberText(Number.NaN, "ratio")).toBe("—");
});

test("prices of a column have the same decimals and parted thousands", () => {
  expect([0.5, 1234.5, -1_234_567.891, 999].map((price) => fixedText(price, 2))).toEqual([
    "0.50",
    "1,234.50",
    "−1,234,567.89",
    "999.00",
  ]);
  expect(fixedText(1234, 0)).toBe("1,234");
  expect(fixedText(null, 2)).toBe("—");
});
