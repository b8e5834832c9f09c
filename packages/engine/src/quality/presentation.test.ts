import { describe, expect, test } from "vitest";
import { openTimeMs } from "../market-data/bars.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { coverageSvg } from "./coverage-svg.js";
import { barsOf, SOURCE, ticking } from "./quality.fixture.js";
import { qualityReport } from "./quality-report.js";
import { qualityLines } from "./quality-text.js";

describe("presentation", () => {
  const closes: (number | undefined)[] = ticking(40 * 1440);
  for (let i = 5000; i < 9000; i += 1) closes[i] = undefined;
  const report = qualityReport(barsOf(closes, Date.UTC(2024, 0, 20)), { tickSize: 0.05 });

  test("the calendar has a square for every day of its years, coloured by coverage", () => {
    const svg = coverageSvg(report, "en");
    expect(svg.match(/<rect class="(?!page)/g)).toHaveLength(366 + 5);
    const classOf = (day: string) =>
      new RegExp(`class="(\\w+)"[^>]*><title>${day}:`).exec(svg)?.[1];
    expect(classOf("2024-01-19")).toBe("out");
    expect(classOf("2024-01-20")).toBe("full");
    expect(classOf("2024-01-23")).toBe("some");
    expect(classOf("2024-01-25")).toBe("none");
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(coverageSvg(report, "zh")).toContain("1月");
  });

  test("a stray time in the far future is a hole, and neither fills memory nor the picture", () => {
    const bars = barsOf(ticking(3), Date.UTC(2024, 0, 1));
    bars.timeIndex[2] = 2 ** 31 - 1;
    const far = qualityReport(bars);
    expect(far.coverage.holes).toEqual([{ fromMs: Date.UTC(2024, 0, 1, 0, 2), bars: 2 ** 31 - 3 }]);
    expect(far.days.share.length).toBe(365_000);
    expect(coverageSvg(far, "en").length).toBeLessThan(100_000);
  });

  test("names cannot break out of the picture", () => {
    const source = { ...SOURCE, name: '<script>"&' };
    expect(coverageSvg({ ...report, source }, "en")).not.toContain("<script>");
  });

  test("every subject has its line in both languages", () => {
    for (const lang of ["en", "zh"] as const) {
      const lines = qualityLines(report, lang);
      expect(lines).toHaveLength(6);
      expect(JSON.stringify(lines)).not.toMatch(/NaN|undefined/);
    }
    const notable = qualityLines(report, "en").filter((line) => line.notable);
    expect(notable.map(({ title }) => title)).toEqual(["coverage", "flat bars", "price step"]);
  });

  test("times of the report are those of the bars", () => {
    const bars = syntheticBars({ seed: 1, bars: 100 });
    const { firstMs, lastMs, count } = qualityReport(bars);
    expect([firstMs, lastMs, count]).toEqual([openTimeMs(bars, 0), openTimeMs(bars, 99), 100]);
  });
});
