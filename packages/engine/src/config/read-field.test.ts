import { describe, expect, it } from "vitest";
import { changed, failure } from "./config.fixture.js";
import { normaliseConfig } from "./normalise.js";

describe("numbers", () => {
  it.each([
    ["0.0002", 0.0002],
    ["-1e-4", -0.0001],
    [-0, 0],
    ["-0.0", 0],
  ])("reads %j without loss", (value, expected) => {
    const { makerFee } = normaliseConfig(changed({ "instrument.makerFee": value })).instrument;
    expect(Object.is(makerFee, expected)).toBe(true);
  });

  it.each([
    [0, 0],
    [9_007_199_254_740_991, 9_007_199_254_740_991],
    ["00042", 42],
    ["9007199254740992", "9007199254740992"],
    ["18446744073709551615", "18446744073709551615"],
  ])("reads the seed %j as %j", (value, expected) => {
    const config = normaliseConfig(changed({ "path.seed": value }));
    expect(config.path.seed).toBe(expected);
    expect(normaliseConfig(config).path.seed).toBe(expected);
  });

  it.each([
    ["2024-01-01", 1_704_067_200_000],
    ["1704067200000", 1_704_067_200_000],
    [1_704_067_200_000, 1_704_067_200_000],
  ])("reads the start %j as %i", (value, expected) => {
    expect(normaliseConfig(changed({ "data.start": value })).data.start).toBe(expected);
  });
});

describe("a value that is not allowed", () => {
  it.each<[string, unknown, string, string]>([
    ["instrument.tickSize", "0", "a number above 0", "0"],
    ["instrument.tickSize", 1e-13, "at most 12 decimals", "1e-13"],
    ["instrument.stepSize", -1, "a number above 0", "-1"],
    ["instrument.contractSize", 0, "a number above 0", "0"],
    ["instrument.contractSize", Number.POSITIVE_INFINITY, "a number above 0", "Infinity"],
    ["instrument.makerFee", 0.2, "from -0.1 to 0.1", "0.2"],
    ["instrument.minQty", "0.1.2", "a number of 0 or more", '"0.1.2"'],
    ["instrument.symbol", 5, "a text", "5"],
    ["account.initialBalance", "abc", "a number above 0", '"abc"'],
    ["account.initialBalance", Number.NaN, "a number above 0", "NaN"],
    ["account.marginBuffer", 0, "above 0 and up to 1000", "0"],
    ["account.leverage", true, "above 0", "true"],
    ["account.marginBasis", "side", '"sides", "net"', '"side"'],
    ["path.model", "Direction", '"direction"', '"Direction"'],
    ["path.seed", -1, "from 0 to 18446744073709551615", "-1"],
    ["path.seed", "18446744073709551616", "from 0 to", "18446744073709551616"],
    ["path.seed", 2 ** 53, "from 0 to", "9007199254740992"],
    ["path.seed", 0.5, "a whole number", "0.5"],
    ["fills.throughTicks", 1.5, "a whole number", "1.5"],
    ["fills.throughTicks", -1, "from 0", "-1"],
    ["fills.slippageTicks", "x", "a whole number", '"x"'],
    ["fills.maxParticipation", 0, "above 0 and up to 1", "0"],
    ["fills.maxParticipation", 1.01, "above 0 and up to 1", "1.01"],
    ["funding.intervalHours", 0, "above 0", "0"],
    ["funding.intervalHours", 1e-9, "whole number of milliseconds", "1e-9"],
    ["rebate.payoutDay", 32, "from 1 to 31", "32"],
    ["rebate.payoutDay", 0, "from 1 to 31", "0"],
    ["rebate.rate", 30, "from 0 to 1", "30"],
    ["risk.maxDrawdown", 20, "up to 1", "20"],
    ["volatility.atrPeriod", 0, "from 1", "0"],
    ["volatility.balance", "yes", "true or false", '"yes"'],
    ["data.start", "2024-02-30", "ISO date", '"2024-02-30"'],
    ["data.start", 2024, "ISO date", "2024"],
    ["data.end", 1_704_067_200_000_000, "milliseconds", "1704067200000000"],
    ["data.priceDecimals", 13, "from 0 to 12", "13"],
    ["output.rejections", 1, "true or false", "1"],
    ["strategy.bidSpread", 5, "from 0 to 0.99", "5"],
    ["strategy.bidSpread", null, "is required", ""],
    ["strategy.size", 0.02, "either equityRatio or quantity", "0.02"],
    ["strategy.size", [1], "either equityRatio or quantity", "[1]"],
    ["strategy.size", { equityRatio: 1, quantity: 1 }, "either", '"quantity":1'],
    ["strategy.orderRefreshMs", 0.5, "a whole number", "0.5"],
    ["risk", [], "must be an object", "[]"],
  ])("in %s: %j is shown with what is allowed", (field, value, allowed, shown) => {
    const error = failure(changed({ [field]: value }));
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.where.field).toBe(field);
    expect(error.detail).toContain(allowed);
    expect(error.detail).toContain(shown);
    expect(error.hint).toBeTruthy();
  });

  it("is a text with more digits than a double holds", () => {
    const error = failure(changed({ "account.initialBalance": "1000.00000000000000001" }));
    expect(error.detail).toContain('"1000.00000000000000001", which has more digits');
  });

  it("hints at percent where a share is meant", () => {
    expect(failure(changed({ "risk.maxDrawdown": 20 })).hint).toContain("share of one");
  });

  it.each([undefined, null, 5, "text", [], true])("is a configuration that is %j", (input) => {
    expect(failure(input).message).toContain("must be an object");
  });
});
