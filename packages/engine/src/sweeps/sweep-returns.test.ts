import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { setConfigValue } from "../config/set-value.js";
import { returnRatios } from "../metrics/daily-returns.js";
import { backtest } from "../runs/backtest.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { parseAxis } from "./parse-axis.js";
import { sweepOn } from "./run-sweep.js";
import type { SweepOptions, SweepResult } from "./sweep-options.js";
import { sweepColumn } from "./table.js";
import { testThreads } from "./threads.fixture.js";

const BARS = syntheticBars({ seed: 11, bars: 30_000 });

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

const THREADS = testThreads();

function run(options: Partial<SweepOptions> & { readonly axes: SweepOptions["axes"] }) {
  return sweepOn({ bars: BARS, config: CONFIG, workers: 0, ...options }, THREADS);
}

const AXES = [
  "strategy.bidSpread=0.0005:0.002:0.0005",
  "strategy.askSpread=0.0005,0.004",
  "account.leverage=1,5,10",
].map(parseAxis);

function valuesOf(result: SweepResult, name: string): unknown[] {
  const values: ArrayLike<unknown> = sweepColumn(result.table, name)?.values ?? [];
  return Array.from(values);
}

describe("the returns of a sweep", () => {
  it("keeps the returns of each day, and nothing after the end", async () => {
    const result = await run({ axes: AXES, workers: 2 });
    const { returns } = result;
    if (returns === null) throw new Error("rows have returns");
    expect(returns).toMatchObject({ rows: 24, days: 21, periodDays: 1, periods: 21 });
    const liquidated = valuesOf(result, "outcome").indexOf("liquidated");
    for (const row of [0, 11, liquidated]) {
      const kept = returns.values.subarray(row * 21, (row + 1) * 21);
      const single = await backtest({ bars: BARS, config: configOfRow(result, row, CONFIG) });
      const growth = kept.reduce((product, one) => product * (1 + one), 1);
      expect(growth - 1).toBeCloseTo(single.metrics.totalReturn, 6);
      const ended = Math.ceil(single.metrics.bars / 1440) + 1;
      expect(kept.subarray(ended).every((one) => one === 0)).toBe(true);
      const ratios = returnRatios(Float64Array.from(kept));
      if (row !== liquidated) expect(ratios.sharpe).toBeCloseTo(single.metrics.sharpe ?? 0, 4);
    }
  });

  it("has no returns of rows on different days", async () => {
    const axes = [{ path: "data.start", values: ["2020-01-05", "2020-01-06"] }];
    const config = { ...CONFIG, data: { end: "2020-01-08" } };
    const later = [...axes, { path: "data.end", values: ["2020-01-09", "2020-01-10"] }];
    expect((await run({ axes, config })).returns).toBeNull();
    expect((await run({ axes: later })).returns).toBeNull();
  });
});

function configOfRow(result: SweepResult, row: number, base: ConfigInput): ConfigInput {
  let config: unknown = base;
  for (const path of result.axes) {
    config = setConfigValue(config, path, String(valuesOf(result, path)[row]));
  }
  return config as ConfigInput;
}
