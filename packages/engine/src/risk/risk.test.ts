import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { backtest } from "../runs/backtest.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { barStates } from "./bar-states.js";
import { holdingAt } from "./day-states.js";
import { liquidationDistance, marginRules } from "./margin.js";
import { risk } from "./risk.js";
import { riskJson } from "./risk-json.js";
import type { RiskPhase } from "./risk-options.js";
import { tailLosses } from "./tail-losses.js";

const BARS = syntheticBars({ seed: 5, bars: 60 * 1440 });
const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 10 },
  funding: { mode: "constant", rate: 0.0001 },
  strategy: {
    name: "pure-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.1 },
    maxInventoryRatio: 3,
  },
};

describe("a report of risk", () => {
  test("says how near liquidation the run came, as its bars have it", async () => {
    const report = await risk({ bars: BARS, config: CONFIG, draws: 500 });
    const run = await backtest({ bars: BARS, config: CONFIG });
    const states = barStates(run, BARS, null);
    const rules = marginRules(run.config, BARS.priceDecimals);
    let least = Infinity;
    for (let bar = 0; bar < states.length; bar++) {
      least = Math.min(least, liquidationDistance(rules, holdingAt(states, bar)));
    }
    expect(report.distance.least).toBe(least);
    expect(least).toBeGreaterThan(0);
    expect(Math.min(...report.days.distance.map((one) => one ?? Infinity))).toBe(least);
    expect(report.leverage.most).toBeGreaterThan(1);
    expect(report.leverage.most).toBeLessThan(4);
    expect(report.held).toBeGreaterThan(0.8);
    expect(report.held).toBeLessThan(1);
    expect(report.metrics.finalEquity).toBe(run.metrics.finalEquity);
  });

  test("has five times the rate under stress of funding, and counts gaps that liquidate", async () => {
    const config = { ...CONFIG, fills: { maxParticipation: 0.001 } };
    const report = await risk({ bars: BARS, config, draws: 500 });
    const { before, after } = report.funding;
    expect(Math.abs(after?.funding ?? 0)).toBeGreaterThan(3 * Math.abs(before?.funding ?? 0));
    expect(report.volume.maxParticipation).toBe(0.001);
    expect(report.volume.after?.turnover).toBeLessThan(Number(report.volume.before?.turnover));
    const of = (gap: number) => report.gaps.find((one) => one.gap === gap)?.liquidations ?? -1;
    expect(of(-0.4)).toBeGreaterThan(of(-0.1));
    expect(of(-0.1)).toBeGreaterThanOrEqual(0);
  });

  test("finds sizes that the run itself bears, and is the same by its seed", async () => {
    const phases = new Set<RiskPhase>();
    const onProgress = ({ phase }: { readonly phase: RiskPhase }) => phases.add(phase);
    const options = { bars: BARS, config: CONFIG, draws: 500, seed: 3 };
    const report = await risk({ ...options, onProgress });
    expect(report.size?.factor).toBeGreaterThan(0);
    expect(report.check.sizes).toEqual({ size: 0.1 * Number(report.size?.factor) });
    expect([...phases]).toEqual(["run", "margin", "funding", "volume", "size", "check"]);
    expect(JSON.stringify(riskJson(await risk(options)))).toBe(JSON.stringify(riskJson(report)));
    const other = await risk({ ...options, seed: 4 });
    expect(other.size).not.toEqual(report.size);
  });

  test("says so where nothing can be said", async () => {
    const bars = { ...syntheticBars({ seed: 1, bars: 3000 }), volume: null };
    const { funding: _, ...config } = CONFIG;
    const report = await risk({ bars, config: { ...config, fills: { maxParticipation: null } } });
    expect(report.funding).toMatchObject({ missing: "funding", before: null });
    expect(report.volume).toMatchObject({ missing: "volume", before: null });
    expect(report.size).toBeNull();
    expect(report.check.metrics).toBeNull();
    expect(report.tails[0].var95).toBeNull();
  });

  test("refuses what it cannot use, and stops when it is not wanted", async () => {
    const ask = (more: object) => risk({ bars: BARS, config: CONFIG, ...more });
    await expect(ask({ probability: 0 })).rejects.toMatchObject({ code: "RISK_INVALID" });
    await expect(ask({ draws: 0.5 })).rejects.toMatchObject({ where: { field: "draws" } });
    await expect(ask({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "ABORTED" });
  });
});

describe("losses by horizon", () => {
  test("are those of the worst windows", () => {
    const returns = Float64Array.from({ length: 100 }, (_, day) => (day === 40 ? -0.5 : 0.01));
    const [one, five] = tailLosses(returns);
    expect(one.windows).toBe(100);
    expect(one.var99).toBeCloseTo(-0.01, 12);
    expect(one.cvar99).toBeCloseTo((0.5 - 0.01) / 2, 12);
    // Five windows hold the bad day.
    expect(five.windows).toBe(96);
    expect(five.var95).toBeCloseTo(1 - 0.5 * 1.01 ** 4, 12);
  });
});
