import { describe, expect, it } from "vitest";
import { parseResultJson } from "./parse-result.js";
import { fixtureResult, fixtureTrades } from "./result.fixture.js";
import { resultJson, resultJsonText } from "./result-json.js";
import { drawdownColumn } from "./thin-equity.js";

describe("resultJson", () => {
  it("has every metric at the top level, and what is needed to run again", () => {
    const result = fixtureResult({ bars: 5000 });
    const json = resultJson(result, { loadMs: 12 });
    expect(json).toMatchObject(result.metrics);
    expect(json.config).toBe(result.config);
    expect(json.timing).toEqual({ ...result.timing, loadMs: 12 });
    expect(json.data).toEqual(result.data);
  });

  it("thins each series by itself, so that no extreme is lost", () => {
    const result = fixtureResult({ bars: 100_000 });
    const { series } = resultJson(result, { points: 100 });
    const drawdown = drawdownColumn(result.equity.equity, 1000);
    expect(series.equity.value.length).toBeLessThanOrEqual(100);
    expect(Math.max(...series.drawdown.value)).toBe(drawdown.reduce((a, b) => Math.max(a, b)));
    expect(Math.max(...series.equity.value)).toBe(
      result.equity.equity.reduce((a, b) => Math.max(a, b)),
    );
  });

  it("chains returns to the final equity, by day in short runs and by month in long ones", () => {
    for (const [bars, period, count] of [
      [1440 * 3 + 1, "day", 4],
      [1440 * 100, "month", 4],
    ] as const) {
      const result = fixtureResult({ bars });
      const { returns } = resultJson(result).series;
      expect(returns.period).toBe(period);
      expect(returns.key).toHaveLength(count);
      const chained = returns.value.reduce((equity, one) => equity * (1 + one), 1000);
      expect(chained).toBeCloseTo(result.equity.equity[bars - 1], 6);
    }
  });

  it("adds the attribution up with the signs of the sum", () => {
    const { attribution } = resultJson(fixtureResult({ bars: 10 })).series;
    const sum = Object.values(attribution).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1653.12, 6);
    expect(attribution.fees).toBe(-1042.1);
  });

  it("marks stops and liquidations once a time and reason", () => {
    const trades = fixtureTrades(
      [
        [1, 0],
        [2, 1],
        [2, 1],
        [3, 4],
      ].map(([timeMs, reason]) => ({ timeMs, reason })),
    );
    const { events } = resultJson({ ...fixtureResult({ bars: 10 }), trades }).series;
    expect(events).toEqual({ time: [2, 3], reason: ["stop", "liquidation"] });
  });

  it("has empty series for a run without fills", () => {
    const trades = fixtureTrades([]);
    const { series } = resultJson({ ...fixtureResult({ bars: 10 }), trades });
    expect(series.inventory).toEqual({ time: [], value: [] });
  });
});

describe("resultJsonText", () => {
  it("reads back as the same object, a list a line", () => {
    const json = resultJson(fixtureResult({ bars: 5000 }));
    const text = resultJsonText(json);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)));
    expect(text.split("\n").length).toBeLessThan(250);
  });
});

describe("parseResultJson", () => {
  it("takes what resultJsonText wrote", () => {
    const json = resultJson(fixtureResult({ bars: 100 }));
    expect(parseResultJson(resultJsonText(json), "r.json").finalEquity).toBe(json.finalEquity);
  });

  it.each([
    "",
    "{",
    "[]",
    "null",
    "3",
    '{"semantics":1}',
    '{"semantics":2,"config":{}}',
  ])("refuses %j with one clear error", (text) => {
    expect(() => parseResultJson(text, "r.json")).toThrowError(
      expect.objectContaining({ code: "RESULT_INVALID", where: { file: "r.json" } }),
    );
  });
});
