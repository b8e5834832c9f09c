import { describe, expect, it } from "vitest";
import { intervalText, NO_NUMBER, numberText, plainNumber, spanText } from "./number-text.js";

describe("numbers as text", () => {
  it("shows four digits, grouped, with a typographic minus", () => {
    expect(
      [1234.5, -1234567, 0.0012346, 12.3, 0, 99.999].map((value) => plainNumber(value)),
    ).toEqual(["1,235", "\u22121,234,567", "0.001235", "12.3", "0", "100"]);
  });

  it("shows the sign of gains, and none of zero", () => {
    expect(numberText(0.0123, "signedShare")).toBe("+1.23 %");
    expect(numberText(-0.0123, "signedShare")).toBe("\u22121.23 %");
    expect(numberText(0, "signedMoney")).toBe("0.00");
    expect(
      [0, 0.0002, 0.000766, 0.5, 1.653, 12].map((value) => numberText(value, "share")),
    ).toEqual(["0.00 %", "0.02 %", "0.077 %", "50.00 %", "165.3 %", "1,200 %"]);
    expect(numberText(0.001, "signedMoney")).toBe("0.00");
    expect(numberText(-0.001, "signedMoney")).toBe("0.00");
  });

  it("shows a dash where a number does not exist", () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(numberText(value, "money")).toBe(NO_NUMBER);
    }
  });

  it("shows spans in their two largest units", () => {
    expect([0.25, 450, 1500, 90_000, 5_400_000, 4_060_800_000].map(spanText)).toEqual([
      "0.25 ms",
      "450 ms",
      "1.5 s",
      "1 min 30 s",
      "1 h 30 min",
      "47 d",
    ]);
    expect([60_000, 14_400_000, 86_400_000, 1000].map(intervalText)).toEqual([
      "1m",
      "4h",
      "1d",
      "1s",
    ]);
  });
});
