import { expect, test } from "vitest";
import { readConfig } from "./read-config";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

test("a configuration stays as it was written", () => {
  expect(readConfig(JSON.stringify(CONFIG), "a.json", 60_000)).toEqual(CONFIG);
});

test("a result gives the configuration in it", () => {
  const text = JSON.stringify({ resultHash: "0".repeat(32), config: CONFIG });
  expect(readConfig(text, "RESULT.json", 60_000)).toEqual(CONFIG);
});

test("what the engine refuses is refused with its place", () => {
  const wrong = JSON.stringify({ ...CONFIG, fills: { rule: "maybe" } });
  expect(() => readConfig(wrong, "a.json", 60_000)).toThrow(/maybe/);
  expect(() => readConfig("{", "a.json", 60_000)).toThrow(/a\.json/);
  expect(() => readConfig("[]", "a.json", 60_000)).toThrow();
});

test("a rate of one's own is taken whether or not rates are there", () => {
  const constant = { ...CONFIG, funding: { mode: "constant", rate: 0.0001 } };
  expect(readConfig(JSON.stringify(constant), "a.json", 60_000)).toEqual(constant);
});
