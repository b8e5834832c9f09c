import { describe, expect, it } from "vitest";
import { changed, failure, MINIMAL } from "./config.fixture.js";
import { normaliseConfig } from "./normalise.js";

describe("instrument", () => {
  it("takes the overrides of a preset, null and absence for its own", () => {
    const instrument = { preset: "ETHUSDT", takerFee: "0.0004", minQty: null, tiers: [] };
    const config = normaliseConfig({ ...MINIMAL, instrument });
    expect(config.instrument).toMatchObject({ symbol: "ETHUSDT", takerFee: 0.0004, tiers: [] });
    expect(config.instrument.minQty).toBe(0.001);
  });

  it.each([
    ["ETHUST", "instrument", 'Did you mean "ETHUSDT"?'],
    [{ preset: "BTCUSD" }, "instrument.preset", 'Did you mean "BTCUSD'],
    [{ preset: 5 }, "instrument.preset", "Known: ETHUSDT"],
    [undefined, "instrument", "Name a preset"],
    [{ symbol: "X", stepSize: 1 }, "instrument.tickSize", "Set it to a number above 0"],
    [[], "instrument", "Write it in braces."],
  ])("refuses %j", (instrument, field, hint) => {
    const error = failure({ ...MINIMAL, instrument });
    expect(error.where.field).toBe(field);
    expect(error.hint).toContain(hint);
  });
});

describe("unknown keys", () => {
  it.each([
    [{ ...MINIMAL, acount: {} }, "acount", "account"],
    [changed({ "strategy.bidSpred": 1 }), "strategy.bidSpred", "bidSpread"],
    [changed({ "strategy.levels": 1 }), "strategy.levels", ""],
    [changed({ "instrument.makerfee": 1 }), "instrument.makerfee", "makerFee"],
    [changed({ "fills.throughTick": 1 }), "fills.throughTick", "throughTicks"],
    [
      changed({ "strategy.size": { equityRatios: 1 } }),
      "strategy.size.equityRatios",
      "equityRatio",
    ],
    [{ ...MINIMAL, instrument: { preset: "ETHUSDT", tick: 1 } }, "instrument.tick", "tickSize"],
    [JSON.parse(JSON.stringify(MINIMAL).replace("{", '{"__proto__":1,')), "__proto__", ""],
    [changed({ "account.constructor": 1 }), "account.constructor", ""],
  ])("are refused with the nearest known one (%#)", (input, field, nearest) => {
    const error = failure(input);
    expect(error.code).toBe("CONFIG_UNKNOWN_KEY");
    expect(error.where.field).toBe(field);
    expect(error.hint).toContain(`Did you mean "${nearest}`);
  });

  it("name the nearest strategy", () => {
    const error = failure(changed({ "strategy.name": "dual_maker" }));
    expect([error.code, error.where.field]).toEqual(["CONFIG_INVALID", "strategy.name"]);
    expect(error.hint).toBe('Did you mean "dual-maker"?');
  });
});
