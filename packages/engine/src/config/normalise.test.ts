import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { changed, failure, MINIMAL, STRATEGY } from "./config.fixture.js";
import { completeConfig, normaliseConfig, parseConfig } from "./normalise.js";
import { parseConfigText } from "./parse-text.js";

const CASES = fileURLToPath(new URL("../../../../../shared/cases/", import.meta.url));
const CASE_NAMES = existsSync(CASES)
  ? readdirSync(CASES).filter((name) => existsSync(`${CASES}${name}/config.json`))
  : [];
if (CASE_NAMES.length === 0) console.warn(`no shared cases at ${CASES}: their tests are skipped`);

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

  it("have points on the path bridge alone, and leave none behind on another", () => {
    const pathOf = (path: object) => normaliseConfig({ ...MINIMAL, path }).path;
    expect(pathOf({ model: "bridge" })).toEqual({ model: "bridge", seed: 0, points: 60 });
    expect(pathOf({ model: "bridge", points: 240 }).points).toBe(240);
    expect(pathOf({ model: "random", points: 20 })).toEqual({ model: "random", seed: 0 });
    expect(pathOf({ model: "trades" })).toEqual({ model: "trades", seed: 0 });
    for (const points of [3, 241, 5.5]) {
      expect(() => pathOf({ model: "bridge", points })).toThrow("path.points");
    }
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

  it("leave the quoting section out while all of it is off", () => {
    const off = normaliseConfig(MINIMAL);
    expect(off).not.toHaveProperty("quoting");
    const same = { inventorySkew: 0, hangingOrders: false, hangingCancelDistance: "0.1" };
    expect(normaliseConfig({ ...MINIMAL, quoting: same })).toEqual(off);
    const on = normaliseConfig({ ...MINIMAL, quoting: { minProfitBps: 0 } });
    expect(Object.keys(on)).toEqual([
      ...Object.keys(off).slice(0, -2),
      "quoting",
      "output",
      "strategy",
    ]);
    expect(on.quoting).toMatchObject({ minProfitBps: 0, refreshToleranceBps: null });
    expect(normaliseConfig(on)).toEqual(on);
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
