import { expect, test } from "vitest";
import { readPlace, readTime } from "./read-place";

test("times are read to the day, minute or second, in the zone of the page", () => {
  expect(readTime("2021-05-19", "utc")).toBe(Date.UTC(2021, 4, 19));
  expect(readTime(" 2021-05-19 12:30 ", "utc")).toBe(Date.UTC(2021, 4, 19, 12, 30));
  expect(readTime("2021-05-19T12:30:05", "utc")).toBe(Date.UTC(2021, 4, 19, 12, 30, 5));
  expect(readTime("2021-05-19 12:30", "local")).toBe(new Date(2021, 4, 19, 12, 30).getTime());
});

test("what is no time is none", () => {
  for (const text of [
    "",
    "yesterday",
    "2021-13-01",
    "2021-02-30",
    "2021-05-19 24:00",
    "19.5.2021",
  ]) {
    expect(readTime(text, "utc"), text).toBeNull();
  }
});

test("a bare number is a bar", () => {
  expect(readPlace("#1,234", "utc")).toEqual({ barIndex: 1234 });
  expect(readPlace("0", "utc")).toEqual({ barIndex: 0 });
  expect(readPlace("2021-05-19", "utc")).toEqual({ timeMs: Date.UTC(2021, 4, 19) });
  expect(readPlace("bar 7", "utc")).toBeNull();
});
