import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { openTimeMs } from "../market-data/bars.js";
import { backtest } from "../runs/backtest.js";
import { metricCells, SWEEP_METRICS } from "../sweeps/metric-columns.js";
import type { RowResult } from "../sweeps/protocol.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { compounded, dailyMetrics, yearly } from "./daily-metrics.js";
import { JOINED_METRICS, joinedRow, metricsToJoin } from "./joined-row.js";

const DAY_MS = 86_400_000;
const BARS = syntheticBars({ seed: 5, bars: 20 * 1440, holes: false });
const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

/** A run of days, as a row of every metric. */
async function rowOf(fromDay: number, toDay: number): Promise<RowResult> {
  const start = openTimeMs(BARS, 0);
  const data = { start: start + fromDay * DAY_MS, end: start + toDay * DAY_MS };
  const { metrics, equity } = await backtest({ bars: BARS, config: { ...CONFIG, data } });
  let before = 10_000;
  const dailyReturns = Float32Array.from({ length: toDay - fromDay }, (_, day) => {
    const now = equity.equity[day * 1440 + 1439];
    const change = now / before - 1;
    before = now;
    return change;
  });
  return {
    outcome: "complete",
    cells: metricCells(metrics, SWEEP_METRICS),
    problem: null,
    dailyReturns,
  };
}

function cell(row: RowResult, name: (typeof SWEEP_METRICS)[number]) {
  return row.cells[SWEEP_METRICS.indexOf(name)];
}

describe("a row of pieces", () => {
  it("of one piece is that piece", async () => {
    const row = await rowOf(0, 10);
    expect(joinedRow([row], SWEEP_METRICS, 10_000)).toBe(row);
  });

  it("adds counters, compounds returns, takes the largest and weighs shares", async () => {
    const [one, two] = [await rowOf(0, 8), await rowOf(12, 20)];
    const both = joinedRow([one, two], SWEEP_METRICS, 10_000);
    const of = (name: (typeof SWEEP_METRICS)[number]) =>
      [one, two].map((row) => Number(cell(row, name)));
    const [a, b] = of("totalReturn");
    expect(cell(both, "totalReturn")).toBeCloseTo((1 + a) * (1 + b) - 1, 7);
    expect(cell(both, "fills")).toBe(of("fills")[0] + of("fills")[1]);
    expect(cell(both, "funding")).toBe(0);
    expect(cell(both, "maxDrawdown")).toBeGreaterThanOrEqual(Math.max(...of("maxDrawdown")));
    expect(cell(both, "exposure")).toBeCloseTo((of("exposure")[0] + of("exposure")[1]) / 2, 12);
    const [w1, w2] = of("winRate");
    const [n1, n2] = of("closedFills");
    expect(cell(both, "winRate")).toBeCloseTo((w1 * n1 + w2 * n2) / (n1 + n2), 12);
    expect(cell(both, "profitFactor")).toBeNull();
    expect(both.dailyReturns).toEqual(
      Float32Array.from([...(one.dailyReturns ?? []), ...(two.dailyReturns ?? [])]),
    );
    const numbers = both.cells.filter((value) => typeof value === "number");
    expect(numbers.every(Number.isFinite)).toBe(true);
  });

  it("has what a whole run has where the pieces meet flat", async () => {
    const row = await rowOf(0, 20);
    const days = dailyMetrics(row.dailyReturns ?? [], 10_000);
    for (const name of ["sharpe", "sortino", "volatility", "cagr", "var95", "cvar95"] as const) {
      expect(days[name]).toBeCloseTo(Number(cell(row, name)), 4);
    }
    expect(days.maxDrawdown).toBeLessThanOrEqual(Number(cell(row, "maxDrawdown")));
  });

  it("ends as badly as the worst of its pieces", async () => {
    const row = await rowOf(0, 8);
    const refused: RowResult = { outcome: "refused", cells: [], problem: "no", dailyReturns: null };
    const gone: RowResult = { ...row, outcome: "liquidated" };
    expect(joinedRow([row, refused], SWEEP_METRICS, 1)).toBe(refused);
    expect(joinedRow([row, gone, row], SWEEP_METRICS, 1).outcome).toBe("liquidated");
  });

  it("knows which metrics it needs and which it can have", () => {
    expect(metricsToJoin(["winRate"])).toEqual(["winRate", "maxDrawdown", "closedFills"]);
    const without = SWEEP_METRICS.filter((name) => !JOINED_METRICS.includes(name));
    expect(without).toEqual([
      ...["profitFactor", "avgHoldingMs", "quotedEdgeBps"],
      ...["markoutBps.b1", "markoutBps.b5", "markoutBps.b15", "markoutBps.b60"],
      ...["tradesHash", "resultHash"],
    ]);
  });
});

describe("daily metrics", () => {
  it("are those of a small example", () => {
    const metrics = dailyMetrics([0.1, -0.5, 0.2, 0, 0, 0, 0, 0], 100);
    expect(metrics).toMatchObject({ days: 8, maxDrawdown: 0.5 });
    expect(metrics.finalEquity).toBeCloseTo(66, 12);
    expect(metrics.cagr).toBeCloseTo(0.66 ** (365 / 8) - 1, 12);
  });

  it("have no ratios with fewer than seven days, and no growth of nothing", () => {
    expect(dailyMetrics([0.1, 0.1], 100)).toMatchObject({ sharpe: null, cagr: null, days: 2 });
    expect(dailyMetrics([], 100)).toMatchObject({ finalEquity: 100, totalReturn: 0, days: 0 });
    expect(Array.from(compounded([0.1, -1, 5], 100))).toEqual([110.00000000000001, 0, 0]);
    expect(yearly(0.1, 365)).toBeCloseTo(0.1, 12);
    expect([yearly(-1, 30), yearly(0.5, 0)]).toEqual([null, null]);
  });
});
