import type { ConfigInput } from "@perpmill/engine";
import { expect, test } from "vitest";
import { configIssues } from "../../../engine/config-issues";
import { withValue } from "../../../engine/config-path";
import { fieldName, issueText } from "./issue-text";

const CONFIG: ConfigInput = {
  instrument: { tickSize: 0.01, stepSize: 0.001 },
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

const TIER = { maxLeverage: 3, maintenanceRate: 0.01 };
const WRONG: readonly (readonly [path: string, value: unknown])[] = [
  ["strategy.bidSpread", undefined],
  ["strategy.bidSpread", 2],
  ["strategy.askSpread", "abc"],
  ["strategy.size.equityRatio", 0],
  ["account.initialBalance", -1],
  ["account.leverage", 2000],
  ["account.positionMode", "oneWay"],
  ["account.marginBasis", "both"],
  ["instrument.tickSize", 0],
  ["instrument.minQty", -1],
  ["instrument.maxOrderQty", 0.0001],
  ["instrument.minNotional", "0.1234567890123456789"],
  ["instrument.tiers", [TIER, TIER]],
  ["instrument.tiers", [TIER]],
  ["instrument", "ETHUSD"],
  ["data.start", "tomorrow"],
  ["data", { start: "2024-01-02", end: "2024-01-01" }],
  ["data.priceDecimals", 2.5],
  ["path.seed", -1],
  ["fills.rule", "maybe"],
  ["fills.throughTicks", -1],
  ["fills.maxParticipation", 5],
  ["funding", { mode: "constant" }],
  ["funding", { rate: 0.001 }],
  ["funding", { intervalHours: 0.000_012_3 }],
  ["funding.mode", "series"],
  ["rebate.payoutDay", 40],
  ["risk.maxDrawdown", 0],
  ["risk.minEquity", -5],
  ["volatility.high", 0.01],
  ["volatility.atrPeriod", 1.5],
  ["quoting.tradingHours", "8-20"],
  ["quoting.tradingHours", "Mon-Fry 08:00-20:00"],
  ["quoting.filledOrderDelayMs", -1],
  ["strategy", { name: "grid", size: { quantity: 1 } }],
  ["strategy", { name: "grid", lowerPrice: 2, upperPrice: 1, size: { quantity: 1 } }],
  ["strategy", { name: "grid", direction: "up", size: { quantity: 1 } }],
];

test("hanging orders are refused in Chinese where orders stay anyway", () => {
  const strategy = { name: "grid", range: "centred", width: 0.1, size: { quantity: 1 } };
  const config = { ...CONFIG, strategy, quoting: { hangingOrders: true } };
  const found = configIssues(config, { intervalMs: 60_000, hasFunding: false });
  expect(found.map((issue) => issueText(issue, "zh"))).toEqual([
    "策略 grid 的挂单本来就会保留，不能与此同用",
  ]);
});

test("whatever the engine refuses is said in Chinese, with its numbers", () => {
  for (const [path, value] of WRONG) {
    const found = configIssues(withValue(CONFIG, path, value), {
      intervalMs: 60_000,
      hasFunding: false,
    });
    expect(found.length, path).toBeGreaterThan(0);
    for (const issue of found) {
      expect(issueText(issue, "zh"), issue.message).toMatch(/^[^A-Za-z]*\p{Script=Han}/u);
      expect(issueText(issue, "en")).toBe(issue.message);
    }
  }
});

test("fields are named as the form names them", () => {
  expect(fieldName("strategy.size.equityRatio", "en")).toBe("Order size");
  expect(fieldName("instrument.tiers.1.maxLeverage", "zh")).toMatch(/2$/);
  expect(fieldName("strategy.lowerPrice", "en")).toBe("Lowest line");
  expect(fieldName("nothing.known", "en")).toBe("nothing.known");
});
