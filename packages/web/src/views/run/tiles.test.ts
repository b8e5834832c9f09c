import type { Metrics } from "@perpmill/engine";
import { expect, test } from "vitest";
import { metricsEn } from "../../locales/metrics-en";
import { METRIC_GROUPS, METRIC_NAMES, metricsOfGroup } from "./metric-catalog";
import { HEADLINES, tileOf } from "./tiles";

const METRICS = {
  totalReturn: 0.0747,
  finalEquity: 10_747,
  fees: 120.5,
  sharpe: null,
  fills: 1200,
  markoutBps: null,
  maxDrawdownDurationMs: 7_200_000,
} as Metrics;
const BEFORE = {
  totalReturn: 0.05,
  finalEquity: 10_500,
  fees: 100,
  sharpe: 1,
  fills: 1500,
  markoutBps: null,
  maxDrawdownDurationMs: 3_600_000,
} as Metrics;

test("every metric has its words, and is in one group", () => {
  expect(Object.keys(metricsEn)).toEqual([...METRIC_NAMES]);
  expect(METRIC_GROUPS.flatMap(metricsOfGroup).sort()).toEqual([...METRIC_NAMES].sort());
  for (const { label, help, formula } of Object.values(metricsEn)) {
    expect(Math.min(label.length, help.length, formula.length)).toBeGreaterThan(2);
  }
  expect(HEADLINES.every((name) => METRIC_NAMES.includes(name))).toBe(true);
});

test("tiles are written short, with every digit beside, and only gains are coloured", () => {
  expect(tileOf("totalReturn", METRICS, null)).toEqual({
    name: "totalReturn",
    text: "+7.47 %",
    exact: "0.0747",
    tone: "gain",
    delta: null,
  });
  expect(tileOf("fees", METRICS, null).tone).toBe("none");
  expect(tileOf("sharpe", METRICS, null).text).toBe("—");
  expect(tileOf("markoutB5", METRICS, null).text).toBe("—");
});

test("differences to a pin have their sign, and are missing where one of both is", () => {
  expect(tileOf("totalReturn", METRICS, BEFORE).delta).toBe("+2.47 %");
  expect(tileOf("finalEquity", METRICS, BEFORE).delta).toBe("+247");
  expect(tileOf("fills", METRICS, BEFORE).delta).toBe("−300");
  expect(tileOf("maxDrawdownDurationMs", METRICS, BEFORE).delta).toBe("+1h");
  expect(tileOf("sharpe", METRICS, BEFORE).delta).toBeNull();
});
