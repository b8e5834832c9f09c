import { describe, expect, it } from "vitest";
import { PerpmillError } from "../errors.js";
import { normaliseConfig } from "./normalise.js";
import { parseConfigText } from "./parse-text.js";
import { setConfigValue } from "./set-value.js";
import { placeOf } from "./text-places.js";
import type { NormalisedConfig } from "./types.js";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 1000 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

function failure(config: unknown, path: string): PerpmillError {
  try {
    setConfigValue(config, path, "1");
  } catch (error) {
    if (error instanceof PerpmillError) return error;
    throw error;
  }
  throw new Error("expected an error");
}

describe("setConfigValue", () => {
  it("changes a copy", () => {
    const changed = normaliseConfig(setConfigValue(CONFIG, "strategy.bidSpread", "0.003"));
    expect(changed.strategy.bidSpread).toBe(0.003);
    expect(changed.strategy.askSpread).toBe(0.002);
    expect(CONFIG.strategy.bidSpread).toBe(0.002);
  });

  it("makes a missing section", () => {
    const config = normaliseConfig(setConfigValue(CONFIG, "path.model", "random"));
    expect(config.path).toEqual({ model: "random", seed: 0 });
  });

  it.each([
    [
      "data.start",
      "2024-01-01",
      (config: NormalisedConfig) => config.data.start,
      1_704_067_200_000,
    ],
    [
      "path.seed",
      "18446744073709551615",
      (config: NormalisedConfig) => config.path.seed,
      "18446744073709551615",
    ],
    [
      "fills.maxParticipation",
      "null",
      (config: NormalisedConfig) => config.fills.maxParticipation,
      null,
    ],
    ["output.rejections", "true", (config: NormalisedConfig) => config.output.rejections, true],
    [
      "strategy.closeSpread",
      "1e-3",
      (config: NormalisedConfig) => config.strategy.closeSpread,
      0.001,
    ],
  ] as const)("reads the value of %s=%s", (path, text, read, expected) => {
    expect(read(normaliseConfig(setConfigValue(CONFIG, path, text)))).toBe(expected);
  });

  it("turns a preset's name into the preset with a change", () => {
    const config = normaliseConfig(setConfigValue(CONFIG, "instrument.makerFee", "-0.00005"));
    expect(config.instrument).toMatchObject({ symbol: "ETHUSDT", makerFee: -0.00005 });
    const other = normaliseConfig(setConfigValue(CONFIG, "instrument", "BTCUSDT"));
    expect(other.instrument.symbol).toBe("BTCUSDT");
  });

  it("replaces the form of a size", () => {
    const config = normaliseConfig(setConfigValue(CONFIG, "strategy.size.quantity", "0.5"));
    expect(config.strategy.size).toEqual({ quantity: 0.5 });
  });

  it("changes a row of the tiers", () => {
    const expanded = normaliseConfig(CONFIG);
    for (const path of ["instrument.tiers.0.maxLeverage", "instrument.tiers[0].maxLeverage"]) {
      const config = normaliseConfig(setConfigValue(expanded, path, "80"));
      expect(config.instrument.tiers[0].maxLeverage).toBe(80);
      expect(config.instrument.tiers[1]).toEqual(expanded.instrument.tiers[1]);
    }
  });

  it("keeps the places of a text, but for the value that was set", () => {
    const text = '{\n  "fills": { "rule": "thru",\n    "throughTicks": -1 }\n}';
    const config = setConfigValue(parseConfigText(text), "fills.rule", "touch");
    expect(placeOf(config, "fills.throughTicks")).toEqual({ line: 3, column: 5 });
    expect(placeOf(config, "fills.rule")).toEqual(placeOf(config, "fills"));
  });

  it("takes the parameters of a strategy set before", () => {
    const renamed = setConfigValue(CONFIG, "strategy.name", "pure-maker");
    const config = normaliseConfig(setConfigValue(renamed, "strategy.levels", "3"));
    expect(config.strategy.levels).toBe(3);
  });

  it.each([
    ["strategy.bidSpred", 'Did you mean "strategy.bidSpread"?'],
    ["strategy.levels", 'Did you mean "strategy.'],
    ["acount.leverage", 'Did you mean "account"?'],
    ["account.leverge", 'Did you mean "account.leverage"?'],
    ["account.leverage.x", "account.leverage has no members."],
    ["instrument.tick", 'Did you mean "instrument.'],
    ["instrument.tiers.0.maxLeverage", "Count from 0"],
    ["__proto__.polluted", "Did you mean"],
    ["", "Did you mean"],
  ])("refuses %j with a hint", (path, hint) => {
    const error = failure(CONFIG, path);
    expect(error.code).toBe("CONFIG_UNKNOWN_KEY");
    expect(error.hint).toContain(hint);
  });
});
