import { expect, test } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { normaliseConfig } from "../config/normalise.js";
import { compareConfigs, sameData } from "./compare-results.js";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 1000 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.1 } },
};

function configOf(changes: Partial<ConfigInput> = {}) {
  return normaliseConfig({ ...CONFIG, ...changes }, { intervalMs: 60_000 });
}

test("names the paths that differ, with a value of each", () => {
  const size = { quantity: 1 };
  const configs = [
    configOf(),
    configOf({ strategy: { ...CONFIG.strategy, size } }),
    configOf({ risk: { maxDrawdown: 0.5 } }),
  ];
  expect(compareConfigs(configs)).toEqual([
    { path: "risk.maxDrawdown", values: [null, null, 0.5] },
    { path: "strategy.size.equityRatio", values: [0.1, null, 0.1] },
    { path: "strategy.size.quantity", values: [null, 1, null] },
  ]);
});

test("finds nothing between equal ones, whatever the order of their keys", () => {
  const { strategy, ...rest } = configOf();
  const turned = { strategy: Object.fromEntries(Object.entries(strategy).reverse()), ...rest };
  expect(
    compareConfigs([configOf(), turned as typeof rest & { strategy: typeof strategy }]),
  ).toEqual([]);
});

test("takes data for the same by what they are, not by their file's name", () => {
  const data = {
    source: "a.csv",
    md5: "0f",
    synthetic: false,
    bars: 5,
    holes: 0,
    fill: "none",
    first: 0,
    last: 240_000,
    intervalMs: 60_000,
  } as const;
  expect(sameData([{ data }, { data: { ...data, source: "b.csv" } }])).toBe(true);
  expect(sameData([{ data }, { data: { ...data, fill: "flat" } }])).toBe(false);
});
