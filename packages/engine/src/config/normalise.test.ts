import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ErrorCode, PerpmillError } from "../errors.js";
import { completeConfig, normaliseConfig, parseConfig } from "./normalise.js";
import { parseConfigText } from "./parse-text.js";

const CASES = fileURLToPath(new URL("../../../../../shared/cases/", import.meta.url));
const CASE_NAMES = existsSync(CASES)
  ? readdirSync(CASES).filter((name) => existsSync(`${CASES}${name}/config.json`))
  : [];
if (CASE_NAMES.length === 0) console.warn(`no shared cases at ${CASES}: their tests are skipped`);

const INSTRUMENT = { symbol: "TESTUSDT", tickSize: "0.01", stepSize: "0.001" };
const STRATEGY = {
  name: "dual-maker",
  bidSpread: 0.0006,
  askSpread: 0.0008,
  size: { equityRatio: 0.1 },
};
const MINIMAL = {
  instrument: INSTRUMENT,
  account: { initialBalance: 1000 },
  strategy: STRATEGY,
};

type Change = Readonly<Record<string, unknown>>;

/** The minimal configuration with members of sections replaced, by path. */
function changed(change: Change): unknown {
  const config: Record<string, Record<string, unknown>> = structuredClone(MINIMAL);
  for (const [path, value] of Object.entries(change)) {
    const [section, key] = path.split(".");
    if (key === undefined) config[section] = value as Record<string, unknown>;
    else config[section] = { ...config[section], [key]: value };
  }
  return config;
}

function failure(input: unknown, context = {}): PerpmillError {
  try {
    normaliseConfig(input, context);
  } catch (error) {
    if (error instanceof PerpmillError) return error;
    throw error;
  }
  throw new Error(`expected an error for ${JSON.stringify(input)}`);
}

describe.skipIf(CASE_NAMES.length === 0)("shared cases", () => {
  it.each(CASE_NAMES)("%s normalises, and again to itself", (name) => {
    const input = JSON.parse(readFileSync(`${CASES}${name}/config.json`, "utf8"));
    const hasFundingFile = input.funding?.mode === "series";
    const config = normaliseConfig(input, { intervalMs: 60_000, hasFundingFile });
    expect(normaliseConfig(config, { intervalMs: 1, hasFundingFile })).toEqual(config);
    for (const [section, members] of Object.entries(input)) {
      for (const [key, value] of Object.entries(members as object)) {
        const read = (config as unknown as Record<string, Record<string, unknown>>)[section][key];
        if (typeof value === "string" && typeof read === "number")
          expect(String(read)).toBe(
            /^\d{4}-/.test(value) ? String(Date.parse(value)) : String(Number(value)),
          );
        else if (typeof value !== "object") expect(read).toBe(value);
      }
    }
  });
});

describe("defaults", () => {
  it("are those of the semantics page, in the order of its keys", () => {
    const config = normaliseConfig(MINIMAL, { intervalMs: 300_000 });
    const expected = {
      instrument: {
        symbol: "TESTUSDT",
        tickSize: 0.01,
        stepSize: 0.001,
        minQty: 0.001,
        minNotional: 0,
        maxOrderQty: null,
        contractSize: 1,
        makerFee: 0.0002,
        takerFee: 0.0005,
        liquidationFee: 0,
        tiers: [],
      },
      data: { start: null, end: null, priceDecimals: null },
      account: {
        initialBalance: 1000,
        leverage: 1,
        positionMode: "hedge",
        marginBasis: "sides",
        marginBuffer: 1,
      },
      path: { model: "direction", seed: 0 },
      fills: { rule: "through", throughTicks: 1, maxParticipation: 0.1, slippageTicks: 1 },
      funding: { mode: "none", rate: 0, intervalHours: 8 },
      rebate: { rate: 0, payoutDay: 1 },
      risk: { maxDrawdown: null, minEquity: null, maxDailyLoss: null, positionStopLoss: null },
      volatility: {
        atrPeriod: null,
        high: null,
        extreme: null,
        emergency: null,
        highSpreadMultiplier: null,
        extremeSpreadMultiplier: null,
        balance: false,
        extremeFlatten: false,
        emergencyClose: false,
      },
      output: { rejections: false },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.0006,
        askSpread: 0.0008,
        closeSpread: null,
        size: { equityRatio: 0.1 },
        maxPositionRatio: 1,
        orderRefreshMs: 300_000,
      },
    };
    expect(JSON.stringify(config)).toBe(JSON.stringify(expected));
  });

  it("are taken for null everywhere but in maxParticipation", () => {
    const expected = normaliseConfig(MINIMAL);
    const nulls = Object.fromEntries(
      Object.entries(expected)
        .filter(([name]) => !["instrument", "strategy", "account", "fills"].includes(name))
        .map(([name, section]) => [
          name,
          Object.fromEntries(Object.keys(section as object).map((key) => [key, null])),
        ]),
    );
    expect(normaliseConfig({ ...MINIMAL, ...nulls })).toEqual(expected);
    expect(normaliseConfig({ ...MINIMAL, fills: null, risk: null })).toEqual(expected);
    const uncapped = normaliseConfig(changed({ "fills.maxParticipation": null }));
    expect(uncapped.fills).toEqual({ ...expected.fills, maxParticipation: null });
  });

  it("are one-way and level by level for pure-maker", () => {
    const config = normaliseConfig(changed({ "strategy.name": "pure-maker" }));
    expect(config.account.positionMode).toBe("oneWay");
    expect(config.strategy).toMatchObject({ levels: 1, levelSpacing: 0, maxInventoryRatio: 1 });
    expect(config.strategy.inventorySkew).toBe(0);
  });

  it("leave the refresh open until the interval is known", () => {
    const parsed = parseConfig(MINIMAL);
    expect(parsed.strategy.orderRefreshMs).toBeNull();
    expect(parseConfig(parsed)).toEqual(parsed);
    const complete = completeConfig(parsed, { intervalMs: 60_000 });
    expect(complete.strategy.orderRefreshMs).toBe(60_000);
    expect(completeConfig(complete, { intervalMs: 1 })).toBe(complete);
    expect(() => completeConfig(parsed, { intervalMs: 0 })).toThrow("got 0");
  });

  it("are frozen with the rest, and the input is left as it was", () => {
    const input = structuredClone(MINIMAL);
    const config = normaliseConfig(input, { intervalMs: 60_000 });
    expect(input).toEqual(MINIMAL);
    expect(Object.isFrozen(input.strategy.size)).toBe(false);
    const members = [
      config,
      ...Object.values(config),
      config.strategy.size,
      config.instrument.tiers,
    ];
    expect(members.every((member) => Object.isFrozen(member))).toBe(true);
  });
});

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
    expect(error.code).toBe<ErrorCode>("FUNDING_MISMATCH");
    expect(error.where.field).toBe("funding.mode");
  });
});

describe("several problems", () => {
  it("are all listed in one error, the first in its message", () => {
    const error = failure({
      instrument: { tickSize: 0 },
      acount: {},
      strategy: { ...STRATEGY, bidSpred: 1, askSpread: "x" },
    });
    expect(error.issues.map(({ field }) => field)).toEqual([
      "acount",
      "instrument.tickSize",
      "instrument.stepSize",
      "account.initialBalance",
      "strategy.bidSpred",
      "strategy.askSpread",
    ]);
    expect(error.detail).toBe(error.issues[0].message);
    expect(error.hint).toBe(error.issues[0].hint);
    expect(error.issues.every(({ message, hint }) => message !== "" && hint !== "")).toBe(true);
  });

  it("have file, line and column when they come from a text", () => {
    const text = JSON.stringify(changed({ "fills.rule": "thru" }), null, 2);
    const error = failure(parseConfigText(text), { file: "config.json" });
    const line = text.split("\n").findIndex((candidate) => candidate.includes("thru")) + 1;
    expect(error.where).toEqual({ file: "config.json", line, column: 5, field: "fills.rule" });
    expect(error.hint).toBe('Did you mean "through"?');
  });
});
