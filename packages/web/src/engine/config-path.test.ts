import type { ConfigInput } from "@perpmill/engine";
import { expect, test } from "vitest";
import { valueAt, withValue } from "./config-path";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

test("a value is read and set by its path, and what it was taken from stays as it is", () => {
  const next = withValue(CONFIG, "strategy.size.equityRatio", 0.05);
  expect(valueAt(next, "strategy.size.equityRatio")).toBe(0.05);
  expect(valueAt(CONFIG, "strategy.size.equityRatio")).toBe(0.02);
  expect(valueAt(CONFIG, "volatility.high")).toBeUndefined();
});

test("a section leaves with its last value", () => {
  const next = withValue(CONFIG, "fills.rule", "touch");
  expect(next.fills).toEqual({ rule: "touch" });
  expect(withValue(next, "fills.rule", undefined)).toEqual(CONFIG);
});

test("a preset with a change is an object, and without it its name again", () => {
  const next = withValue(CONFIG, "instrument.makerFee", 0);
  expect(next.instrument).toEqual({ preset: "ETHUSDT", makerFee: 0 });
  expect(withValue(next, "instrument.makerFee", undefined)).toEqual(CONFIG);
});

test("a cell of a list is set in its row alone", () => {
  const tiers = [
    { notionalCap: 1000, maxLeverage: 20, maintenanceRate: 0.01 },
    { maxLeverage: 10, maintenanceRate: 0.02 },
  ];
  const config = { ...CONFIG, instrument: { tickSize: 0.01, stepSize: 0.001, tiers } };
  const next = withValue(config, "instrument.tiers.1.maxLeverage", 5);
  expect(valueAt(next, "instrument.tiers.1.maxLeverage")).toBe(5);
  expect(valueAt(next, "instrument.tiers.0")).toEqual(tiers[0]);
  expect(valueAt(next, "instrument.tiers")).toHaveLength(2);
});
