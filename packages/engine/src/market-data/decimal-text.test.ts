import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalToUnits, parseDecimal, parseNumber, parseTime } from "./decimal-text.js";

describe("parseDecimal", () => {
  it.each([
    ["12.3400", "1234", 2],
    ["0.00", "", 0],
    ["000120", "120", 0],
    ["1.5e3", "1500", 0],
    ["15e-1", "15", 1],
    [".5", "5", 1],
    ["5.", "5", 0],
    ["+7", "7", 0],
  ])("reads %s exactly", (text, digits, decimals) => {
    expect(parseDecimal(text)).toEqual({ negative: false, digits, decimals });
  });

  it.each([
    "",
    ".",
    "1.2.3",
    "1,2",
    " 1",
    "1 ",
    "NaN",
    "Infinity",
    "0x1",
    "1e",
    "e5",
    "--1",
  ])("refuses %j", (text) => {
    expect(parseDecimal(text)).toBeNull();
    expect(parseNumber(text)).toBeNaN();
  });
});

describe("decimalToUnits", () => {
  it("rounds half up", () => {
    const units = (text: string, decimals: number) =>
      decimalToUnits(parseDecimal(text) ?? { negative: false, digits: "", decimals: 0 }, decimals);
    expect(units("1.005", 2)).toBe(101);
    expect(units("1.00499999", 2)).toBe(100);
    expect(units("0.005", 2)).toBe(1);
    expect(units("0.0049", 2)).toBe(0);
    expect(units("0.00005", 2)).toBe(0);
    expect(units("9.995", 2)).toBe(1000);
    expect(units("1", 14)).toBe(1e14);
    expect(units("1", 15)).toBe(Number.POSITIVE_INFINITY);
  });

  it("gives back what was written with enough decimals", () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.integer({ min: 0, max: 9 }), (units, decimals) => {
        const digits = String(units).padStart(decimals + 1, "0");
        const at = digits.length - decimals;
        const decimal = parseDecimal(`${digits.slice(0, at)}.${digits.slice(at)}`);
        expect(decimal && decimalToUnits(decimal, decimals)).toBe(units);
      }),
    );
  });
});

describe("parseTime", () => {
  it.each([
    ["0", 0],
    ["1704067200000", 1_704_067_200_000],
    ["1704067200000.0", 1_704_067_200_000],
    ["1704067200000000", 1_704_067_200_000],
    ["2024-01-01", 1_704_067_200_000],
    ["2024-01-01 00:00:00", 1_704_067_200_000],
    ["2024-01-01T00:00Z", 1_704_067_200_000],
    ["2024-01-01 08:00:00+08:00", 1_704_067_200_000],
    ["2023-12-31T19:00:00-0500", 1_704_067_200_000],
    ["2024-01-01 00:00:00.250 UTC", 1_704_067_200_250],
    ["2024-02-29", 1_709_164_800_000],
  ])("reads %s", (text, timeMs) => {
    expect(parseTime(text, false)).toBe(timeMs);
  });

  it.each([
    "",
    "x",
    "-1",
    "1e12",
    "2023-02-29",
    "2024-13-01",
    "2024-01-01 24:00",
    "01/02/2024",
  ])("refuses %j", (text) => {
    expect(parseTime(text, true)).toBeNull();
  });
});
