import type { Run, RunMetricsAnswer } from "@perpmill/server/api";
import { expect, test } from "vitest";
import { curvesOf, differenceText, idsOf, letterOf, lookOf } from "./comparison";

const run = { label: "", strategy: "grid", symbol: "ETHUSDT" } as Run;
const metrics = {} as RunMetricsAnswer["metrics"];

test("eight runs differ by hue and by dash", () => {
  const looks = Array.from({ length: 8 }, (_, place) => lookOf(place));
  expect(new Set(looks.map(({ colour }) => colour)).size).toBe(8);
  expect(new Set(looks.map(({ dash }) => dash.join())).size).toBe(8);
});

test("curves are equity, or returns since their own start", () => {
  const compared = [
    { run, metrics, equity: { timeMs: [0, 1], equity: [200, 250] } },
    { run: { ...run, label: "B run" }, metrics, equity: { timeMs: [1, 2], equity: [100, 90] } },
  ];
  expect(curvesOf(compared, false).map(({ value }) => value)).toEqual([
    [200, 250],
    [100, 90],
  ]);
  const returns = curvesOf(compared, true);
  expect(returns[0]?.value).toEqual([0, 0.25]);
  expect(returns[1]?.value[1]).toBeCloseTo(-0.1, 12);
  expect(returns.map(({ label }) => label)).toEqual(["A ETHUSDT · grid", "B B run"]);
});

test("addresses name each run once", () => {
  expect(idsOf("a,b,,a")).toEqual(["a", "b"]);
  expect(idsOf(undefined)).toEqual([]);
  expect(letterOf(7)).toBe("H");
});

test("differences have a sign, and none stands where a figure is not known", () => {
  expect(differenceText(0.25, 0.1, "ratio")).toBe("+15.00 %");
  expect(differenceText(90, 100, "count")).toBe("−10");
  expect(differenceText(1.5, 1.25, "plain")).toBe("+0.25");
  expect(differenceText(1.5, 1.75, "bps")).toBe("−0.25");
  expect(differenceText(null, 1, "money")).toBe("");
});
