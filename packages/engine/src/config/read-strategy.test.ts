import { ORDER_REFRESH_MS, type StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { describe, expect, it } from "vitest";
import { parameterBlock } from "../strategies/registry.js";
import { instrumentUnits } from "../units.js";
import { changed, failure } from "./config.fixture.js";
import { normaliseConfig } from "./normalise.js";

const words = { label: { en: "One", zh: "一" }, help: { en: "One.", zh: "一。" } };
const number = {
  type: "number",
  unit: "ratio",
  ...words,
  min: 0,
  max: 10,
  sliderMin: 0,
  sliderMax: 1,
  step: 0.1,
  scale: "linear",
} as const;
const fixed = [{ parameter: "range", values: ["fixed"] }];

/** Every kind of parameter. */
const OWN: StrategyDescriptor = {
  id: "user:own",
  version: 1,
  kernelId: 101,
  positionMode: "oneWay",
  keepsOrders: true,
  ...words,
  relations: [{ less: "low", than: "high" }],
  parameters: [
    {
      type: "choice",
      name: "range",
      required: false,
      default: "centred",
      values: ["fixed", "centred"].map((value) => ({ value, label: words.label })),
      ...words,
    },
    { ...number, name: "low", required: true, dependsOn: fixed },
    { ...number, name: "high", required: true, dependsOn: fixed },
    { ...number, name: "gap", required: false, default: null, none: words.label },
    { type: "boolean", name: "trail", required: false, default: true, ...words },
    ORDER_REFRESH_MS,
  ],
};
const context = { strategies: [OWN], intervalMs: 60_000 };

function own(parameters: object) {
  return changed({ strategy: { name: OWN.id, ...parameters } });
}

describe("a strategy besides the built-in ones", () => {
  it("is known where it is given, with choices, switches and numbers that are worked out", () => {
    const config = normaliseConfig(own({}), context);
    expect(config.strategy).toEqual({
      name: "user:own",
      range: "centred",
      low: null,
      high: null,
      gap: null,
      trail: true,
      orderRefreshMs: 60_000,
    });
    expect(config.account.positionMode).toBe("oneWay");
    expect(normaliseConfig(config, context)).toEqual(config);
    expect(failure(own({})).detail).toContain("strategy.name must be one of");
  });

  it("is written into its block: words by their place, switches as 1 and 0, nothing as NaN", () => {
    const block = (parameters: object) => {
      const { strategy, instrument } = normaliseConfig(own(parameters), context);
      return [...parameterBlock(strategy, instrumentUnits(instrument, 2), [OWN])];
    };
    expect(block({})).toEqual([1, Number.NaN, Number.NaN, Number.NaN, 1]);
    const given = { range: "fixed", low: "0.5", high: 2, gap: 0, trail: false };
    expect(block(given)).toEqual([0, 0.5, 2, 0, 0]);
  });

  it.each<[string, object, string]>([
    ["strategy.range", { range: "fixd" }, 'must be one of "fixed", "centred"'],
    ["strategy.trail", { trail: 1 }, "must be true or false"],
    ["strategy.low", { range: "fixed", high: 2 }, 'is required while range = "fixed"'],
    ["strategy.low", { range: "fixed", low: 2, high: 2 }, "must be below strategy.high"],
    ["strategy.gap", { gap: 11 }, "from 0 to 10"],
  ])("is refused at %s", (field, parameters, message) => {
    const error = failure(own(parameters), context);
    expect(error.where.field).toBe(field);
    expect(error.detail).toContain(message);
  });

  it("keeps what does not count, unchecked against the others", () => {
    const config = normaliseConfig(own({ low: 3, high: 1 }), context);
    expect(config.strategy).toMatchObject({ low: 3, high: 1 });
  });

  it("says what is wrong with a condition alone, not what follows from it", () => {
    const error = failure(own({ range: "other" }), context);
    expect(error.issues.map(({ field }) => field)).toEqual(["strategy.range"]);
  });

  it("whose orders stay does not go with hanging ones", () => {
    const strategy = { name: OWN.id };
    const error = failure(changed({ strategy, "quoting.hangingOrders": true }), context);
    expect(error.where.field).toBe("quoting.hangingOrders");
  });
});
