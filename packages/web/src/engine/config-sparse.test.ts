import {
  type ConfigInput,
  canonicalJson,
  normaliseConfig,
  parseConfigText,
  starterConfig,
} from "@perpmill/engine";
import { expect, test } from "vitest";
import { withoutDefaults } from "./config-sparse";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

test("what a result says of its configuration becomes as short as it was written", () => {
  const whole = normaliseConfig(CONFIG);
  expect(withoutDefaults(whole)).toEqual(CONFIG);
});

test("a starter keeps what it adds, and means the same", () => {
  const starter = parseConfigText(starterConfig("en")) as ConfigInput;
  const short = withoutDefaults(starter);
  expect(short.funding).toEqual({ mode: "constant", rate: 0.0001 });
  expect(short.risk).toBeUndefined();
  expect(canonicalJson(normaliseConfig(short))).toBe(canonicalJson(normaliseConfig(starter)));
});

test("changes of a preset, ranges and a missing cap stay", () => {
  const config: ConfigInput = {
    ...CONFIG,
    instrument: { preset: "BTCUSDT", makerFee: 0, takerFee: 0.0005 },
    data: { start: "2023-01-01", end: null },
    fills: { maxParticipation: null, rule: "through" },
  };
  expect(withoutDefaults(config)).toEqual({
    ...CONFIG,
    instrument: { preset: "BTCUSDT", makerFee: 0 },
    data: { start: "2023-01-01" },
    fills: { maxParticipation: null },
  });
});

test("a section that is off is gone, and of one that is on only what was set stays", () => {
  const whole = normaliseConfig({ ...CONFIG, quoting: { minProfitBps: 3, hangingOrders: false } });
  expect(whole.quoting).toMatchObject({ minProfitBps: 3, hangingCancelDistance: 0.1 });
  expect(withoutDefaults(whole)).toEqual({ ...CONFIG, quoting: { minProfitBps: 3 } });
  expect(withoutDefaults({ ...CONFIG, quoting: { hangingCancelDistance: "0.1" } })).toEqual(CONFIG);
});

test("choices, switches and what is worked out are as short as they were written", () => {
  const strategy = {
    name: "grid",
    range: "centred",
    width: 0.05,
    recentreFlat: false,
    size: { quantity: 1 },
  };
  expect(withoutDefaults(normaliseConfig({ ...CONFIG, strategy })).strategy).toEqual(strategy);
});

test("what the engine refuses is left alone", () => {
  const wrong = { ...CONFIG, fills: { slippageTicks: -1 } };
  expect(withoutDefaults(wrong)).toBe(wrong);
});
