import { describe, expect, it } from "vitest";
import { normaliseConfig } from "../config/normalise.js";
import { instrumentUnits } from "../units.js";
import {
  describeStrategy,
  listStrategies,
  parameterBlock,
  strategyParameters,
} from "./registry.js";

function configOf(strategy: object) {
  return normaliseConfig(
    { instrument: "ETHUSDT", account: { initialBalance: 1000 }, strategy },
    { intervalMs: 60_000 },
  );
}

const DUAL = {
  name: "dual-maker",
  bidSpread: "0.002",
  askSpread: 0.003,
  size: { equityRatio: 0.1 },
};

describe("strategies", () => {
  it("are found by their id", () => {
    const ids = listStrategies().map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(["dual-maker", "pure-maker"]);
    for (const id of ids) expect(describeStrategy(id).id).toBe(id);
    expect(describeStrategy("pure-maker").positionMode).toBe("oneWay");
  });

  it("name the nearest one for an unknown id", () => {
    expect(() => describeStrategy("pure-makr")).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID", hint: 'Did you mean "pure-maker"?' }),
    );
  });

  it("list their parameters with the values of a configuration", () => {
    const values = strategyParameters(configOf(DUAL).strategy);
    expect(values.map(({ parameter, value }) => [parameter.name, value])).toEqual([
      ["bidSpread", 0.002],
      ["askSpread", 0.003],
      ["closeSpread", null],
      ["size", { equityRatio: 0.1 }],
      ["maxPositionRatio", 1],
      ["orderRefreshMs", 60_000],
    ]);
  });

  it.each(listStrategies().map(({ id }) => id))("%s has defaults within its own bounds", (id) => {
    for (const parameter of describeStrategy(id).parameters) {
      if (parameter.type !== "number" || typeof parameter.default !== "number") continue;
      expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
      expect(parameter.default).toBeLessThanOrEqual(parameter.max);
    }
  });
});

describe("parameterBlock", () => {
  it("lays parameters out in descriptor order, the side's spread as NaN", () => {
    const { strategy, instrument } = configOf(DUAL);
    const block = parameterBlock(strategy, instrumentUnits(instrument, 2));
    expect([...block]).toEqual([0.002, 0.003, Number.NaN, 0, 0.1, 1]);
  });

  it("gives a quantity in whole lots", () => {
    const size = { quantity: "0.0039" };
    const { strategy, instrument } = configOf({ ...DUAL, name: "pure-maker", size });
    const block = parameterBlock(strategy, instrumentUnits(instrument, 2));
    expect([...block]).toEqual([0.002, 0.003, 1, 0, 1, 3, 1, 0]);
  });

  it("refuses a refresh that waits for the interval of the bars", () => {
    const open = normaliseConfig({
      instrument: "ETHUSDT",
      account: { initialBalance: 1000 },
      strategy: DUAL,
    });
    expect(() => parameterBlock(open.strategy, instrumentUnits(open.instrument, 2))).toThrow(
      "strategy.orderRefreshMs is not set",
    );
  });
});
