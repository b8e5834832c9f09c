import { describe, expect, it } from "vitest";
import { type Change, changed, failure } from "./config.fixture.js";
import { normaliseConfig } from "./normalise.js";

const TIERS = [
  { notionalCap: 50_000, maxLeverage: 20, maintenanceRate: 0.004 },
  { notionalCap: 600_000, maxLeverage: 10, maintenanceRate: "0.005", maintenanceAmount: 50 },
];

describe("tiers", () => {
  it("may end with a cap, which stays a number, or open-ended", () => {
    const capped = normaliseConfig(changed({ "instrument.tiers": TIERS, "account.leverage": 20 }));
    expect(capped.instrument.tiers[0].maintenanceAmount).toBe(0);
    expect(capped.instrument.tiers[1].notionalCap).toBe(600_000);
    const open = [TIERS[0], { ...TIERS[1], notionalCap: null }];
    const config = normaliseConfig(changed({ "instrument.tiers": open }));
    expect(config.instrument.tiers[1].notionalCap).toBeNull();
  });

  it.each<[string, Change, string]>([
    ["instrument.tiers.1.notionalCap", { "instrument.tiers": [TIERS[1], TIERS[0]] }, "must rise"],
    ["instrument.tiers.1.notionalCap", { "instrument.tiers": [TIERS[0], TIERS[0]] }, "must rise"],
    [
      "instrument.tiers.0.notionalCap",
      { "instrument.tiers": [{ ...TIERS[0], notionalCap: null }, TIERS[1]] },
      "only the last tier may be",
    ],
    [
      "account.leverage",
      { "instrument.tiers": TIERS, "account.leverage": 20.5 },
      "more than any tier",
    ],
    [
      "instrument.tiers.0.maxLeverage",
      { "instrument.tiers": [{ notionalCap: 1, maintenanceRate: 0 }] },
      "is required",
    ],
    [
      "instrument.tiers.0.rate",
      { "instrument.tiers": [{ ...TIERS[0], rate: 1 }] },
      "not a known key",
    ],
    ["instrument.tiers.0", { "instrument.tiers": [5] }, "must be an object"],
    ["instrument.tiers", { "instrument.tiers": {} }, "must be a list"],
  ])("are refused at %s", (field, change, message) => {
    const error = failure(changed(change));
    expect(error.where.field).toBe(field);
    expect(error.message).toContain(message);
  });
});

describe("fields that depend on each other", () => {
  it.each<[string, Change, string]>([
    ["volatility.atrPeriod", { "volatility.high": 0.003 }, "volatility.high is set"],
    ["volatility.atrPeriod", { "volatility.emergency": 0.003 }, "volatility.emergency is set"],
    ["instrument.maxOrderQty", { "instrument.minQty": 1, "instrument.maxOrderQty": 0.5 }, "below"],
    [
      "instrument.maxOrderQty",
      { "instrument.minQty": "0.0015", "instrument.maxOrderQty": "0.0018" },
      "in steps of 0.001",
    ],
    ["account.positionMode", { "account.positionMode": "oneWay" }, 'dual-maker trades in "hedge"'],
    ["data.end", { "data.start": "2024-02-01", "data.end": "2024-01-01" }, "2024-01-01T00:00"],
    ["data.end", { "data.start": "2024-01-01", "data.end": 1_704_067_200_000 }, "must be after"],
    ["funding.rate", { "funding.mode": "constant" }, "required"],
    ["funding.mode", { "funding.rate": 0.0001 }, "required"],
  ])("are refused at %s", (field, change, message) => {
    const error = failure(changed(change));
    expect(error.where.field).toBe(field);
    expect(error.detail).toContain(message);
  });

  it.each<[string, Change]>([
    [
      "thresholds in any order",
      { "volatility.atrPeriod": 5, "volatility.high": 0.01, "volatility.extreme": 0.001 },
    ],
    ["a threshold of ATR without a threshold", { "volatility.atrPeriod": 720 }],
    [
      "a largest order of one smallest order",
      { "instrument.minQty": 0.1, "instrument.maxOrderQty": "0.1" },
    ],
    ["a funding rate that is not used", { "funding.mode": "none", "funding.rate": 0.0001 }],
    ["hanging orders", { "quoting.hangingOrders": true }],
    ["no through ticks", { "fills.throughTicks": 0, "fills.slippageTicks": 0 }],
  ])("allow %s", (_, change) => {
    expect(() => normaliseConfig(changed(change))).not.toThrow();
  });
});

describe("a funding file", () => {
  it.each<[Change, boolean | undefined, string]>([
    [{}, undefined, "none"],
    [{}, false, "none"],
    [{}, true, "series"],
    [{ funding: {} }, true, "series"],
    [{ "funding.mode": "series" }, true, "series"],
    [{ "funding.mode": "series" }, undefined, "series"],
    [{ "funding.mode": "constant", "funding.rate": 0.1 }, false, "constant"],
  ])("with %j (given: %s) means the mode %s", (change, hasFundingFile, mode) => {
    const context = hasFundingFile === undefined ? {} : { hasFundingFile };
    expect(normaliseConfig(changed(change), context).funding.mode).toBe(mode);
  });

  it.each<[Change, boolean]>([
    [{ "funding.mode": "series" }, false],
    [{ "funding.mode": "none" }, true],
    [{ "funding.mode": "constant", "funding.rate": 0.0001 }, true],
  ])("contradicts %j when given: %s", (change, hasFundingFile) => {
    const error = failure(changed(change), { hasFundingFile });
    expect(error.code).toBe("FUNDING_MISMATCH");
    expect(error.where.field).toBe("funding.mode");
  });
});
