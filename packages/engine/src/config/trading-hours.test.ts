import { describe, expect, it } from "vitest";
import { changed, failure } from "./config.fixture.js";
import { normaliseConfig } from "./normalise.js";
import { parseTradingHours, WEEK_MS, weekStartMs } from "./trading-hours.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function spansOf(text: string) {
  const read = parseTradingHours(text);
  if (!("spans" in read)) throw new Error(read.problem);
  return read.spans;
}

describe("trading hours", () => {
  it("hold on every day unless days are named", () => {
    expect(spansOf("08:00-20:00")).toHaveLength(7);
    expect(spansOf("Sat 10:00-14:30")).toEqual([
      { fromMs: 5 * DAY + 10 * HOUR, untilMs: 5 * DAY + 14.5 * HOUR },
    ]);
    expect(spansOf("Fri-Mon 08:00-09:00").map(({ fromMs }) => Math.floor(fromMs / DAY))).toEqual([
      4, 5, 6, 0,
    ]);
    expect(spansOf("Tue-Tue 08:00-09:00")).toHaveLength(1);
  });

  it("go over midnight, and end with the day at 24:00", () => {
    expect(spansOf("Sun 22:00-02:00")).toEqual([
      { fromMs: 6 * DAY + 22 * HOUR, untilMs: 7 * DAY + 2 * HOUR },
    ]);
    expect(spansOf("Mon 22:00-24:00")).toEqual(spansOf("Mon 22:00-00:00"));
    expect(spansOf("Mon 00:00-24:00")).toEqual([{ fromMs: 0, untilMs: DAY }]);
  });

  it("are written one way in a normalised configuration, and read again", () => {
    const text = "  Mon-Fri   08:00-22:00,Sat 10:00-14:00 ";
    const config = normaliseConfig(changed({ "quoting.tradingHours": text }));
    expect(config.quoting?.tradingHours).toBe("Mon-Fri 08:00-22:00, Sat 10:00-14:00");
    expect(normaliseConfig(config)).toEqual(config);
  });

  it.each([
    ["", 1, "a time is missing"],
    ["08:00-20:00,", 13, "a time is missing"],
    ["8:00-20:00", 1, 'HH:MM-HH:MM is expected, not "8:00-20:00"'],
    ["Mon", 4, "HH:MM-HH:MM is expected, not nothing"],
    ["Mon-Fry 08:00-20:00", 5, '"Fry" is not a day'],
    ["mon 08:00-20:00", 1, '"mon" is not a day'],
    ["Mon-Wed-Fri 08:00-20:00", 1, '"Mon-Wed-Fri" is not a range of days'],
    ["08:00-20:00, Sat 10:00-25:00", 24, '"25:00" is not a time of day'],
    ["Sat 24:00-02:00", 5, '"24:00" is not a time of day'],
    ["08:60-20:00", 1, '"08:60" is not a time of day'],
    ["08:00-24:30", 7, '"24:30" is not a time of day'],
    ["08:00-08:00", 1, '"08:00-08:00" begins and ends at the same time'],
    ["08:00 - 20:00", 1, 'HH:MM-HH:MM is expected, not "08:00 - 20:00"'],
  ])("that cannot be read say where: %j", (text, at, problem) => {
    expect(parseTradingHours(text)).toMatchObject({ at, problem });
    const error = failure(changed({ "quoting.tradingHours": text }));
    expect(error.detail).toContain(`quoting.tradingHours at character ${at}: ${problem}`);
    expect(error.hint).not.toBe("");
  });

  it("name the nearest day", () => {
    expect(parseTradingHours("Thurs 08:00-09:00")).toMatchObject({
      hint: expect.stringContaining('Did you mean "Thu"?'),
    });
  });
});

it("a week begins on Monday, also before 1970", () => {
  const monday = Date.UTC(2024, 0, 1);
  expect(weekStartMs(monday)).toBe(monday);
  expect(weekStartMs(monday - 1)).toBe(monday - WEEK_MS);
  expect(new Date(weekStartMs(-1)).toISOString().slice(0, 10)).toBe("1969-12-29");
});
