import { describe, expect, it } from "vitest";
import { isoTimeMs, isPlausibleTimeMs } from "./utc-time.js";

describe("isoTimeMs", () => {
  it.each([
    ["2024-01-01", "2024-01-01T00:00:00.000Z"],
    ["2024-02-29T08:30", "2024-02-29T08:30:00.000Z"],
    ["2024-01-01 08:30:15Z", "2024-01-01T08:30:15.000Z"],
    ["2024-01-01T08:30:15.5Z", "2024-01-01T08:30:15.500Z"],
    ["2024-01-01T00:00+08:00", "2023-12-31T16:00:00.000Z"],
    ["2024-01-01T00:00:00-05:30", "2024-01-01T05:30:00.000Z"],
  ])("reads %s as %s", (text, iso) => {
    expect(isoTimeMs(text)).toBe(Date.parse(iso));
  });

  it.each([
    "2024-02-30",
    "2023-02-29",
    "2024-13-01",
    "2024-01-00",
    "2024-01-01T24:00",
    "2024-01-01T00:60",
    "2024-01-01T00:00+24:00",
    "0050-01-01",
    "2024-1-1",
    "01/02/2024",
    "2024",
    "",
  ])("refuses %j", (text) => {
    expect(isoTimeMs(text)).toBeNull();
  });
});

it.each([
  [0, true],
  [1_704_067_200_000, true],
  [-86_400_000, true],
  [2024, false],
  [20_240_131, false],
  [1_704_067_200_000_000, false],
  [0.5, false],
  [Number.NaN, false],
])("the plausibility of %d as a time in ms is %s", (value, plausible) => {
  expect(isPlausibleTimeMs(value)).toBe(plausible);
});
