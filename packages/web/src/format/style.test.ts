import { afterEach, expect, test } from "vitest";
import { numberText } from "./numbers";
import { writingStyle } from "./style";
import { dateText, timeText } from "./times";

const AT = Date.UTC(2024, 0, 31, 20, 5, 9);

afterEach(() => {
  Object.assign(writingStyle, {
    separator: "comma",
    compact: false,
    times: "iso",
    locale: "en-GB",
  });
});

test("thousands are set apart as chosen, everywhere but in small numbers", () => {
  const texts = () => [numberText(2_628_000, "count"), numberText(-1234.5, "signedMoney")];
  expect(texts()).toEqual(["2,628,000", "−1,235"]);
  writingStyle.separator = "space";
  expect(texts()).toEqual(["2\u202f628\u202f000", "−1\u202f235"]);
  writingStyle.separator = "none";
  expect(texts()).toEqual(["2628000", "−1235"]);
});

test("long numbers are cut short in the words of the language", () => {
  writingStyle.compact = true;
  expect(numberText(2_628_000, "count")).toBe("2.628M");
  expect(numberText(9999, "count")).toBe("9,999");
  expect(numberText(12_345.6, "signedMoney")).toBe("+12.35K");
  writingStyle.locale = "zh-CN";
  expect(numberText(2_628_000, "count")).toBe("262.8万");
});

test("times are ISO, or as the language writes them", () => {
  expect(timeText(AT, "utc")).toBe("2024-01-31 20:05");
  expect(timeText(AT, "utc", true)).toBe("2024-01-31 20:05:09");
  writingStyle.times = "local";
  expect(dateText(AT, "utc")).toBe("31 Jan 2024");
  expect(timeText(AT, "utc", true)).toBe("31 Jan 2024, 20:05:09");
  writingStyle.locale = "zh-CN";
  expect(timeText(AT, "utc")).toBe("2024年1月31日 20:05");
});
