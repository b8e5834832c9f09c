import { describe, expect, it } from "vitest";
import { FOUR_POINT_MODELS } from "../config/fine-path.js";
import type { ConfigInput } from "../config/input.js";
import { backtest } from "../runs/backtest.js";
import type { Metrics } from "../runs/result.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { metricNames } from "./metric-columns.js";
import { parseAxis } from "./parse-axis.js";
import { bestRows } from "./rank.js";
import { sweepOn } from "./run-sweep.js";
import type { SweepOptions } from "./sweep-options.js";
import { sweepColumn } from "./table.js";
import { testThreads } from "./threads.fixture.js";

const BARS = syntheticBars({ seed: 11, bars: 20_000 });
const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.002, size: { equityRatio: 0.02 } },
};
const AXES = [parseAxis("strategy.bidSpread=0.001:0.003:0.001")];
const THREADS = testThreads();

function run(options: Partial<SweepOptions>) {
  return sweepOn({ bars: BARS, config: CONFIG, axes: AXES, workers: 0, ...options }, THREADS);
}

function numbers({ table }: Awaited<ReturnType<typeof run>>, name: string): readonly unknown[] {
  return Array.from<unknown>(sweepColumn(table, name)?.values ?? []);
}

describe("the pessimistic edge of a row", () => {
  it("is the worst of single runs under every path model and fill rule", async () => {
    const result = await run({ envelope: true, workers: 2 });
    const models = FOUR_POINT_MODELS.flatMap((model) =>
      (["touch", "through"] as const).map((rule) => ({ model, rule })),
    );
    for (const [row, bidSpread] of [0.001, 0.002, 0.003].entries()) {
      const runs: Metrics[] = [];
      for (const { model, rule } of models) {
        const config: ConfigInput = {
          ...CONFIG,
          strategy: { ...CONFIG.strategy, bidSpread },
          path: { model },
          fills: { rule },
        };
        runs.push((await backtest({ bars: BARS, config })).metrics);
      }
      const of = (name: "sharpe" | "totalReturn" | "maxDrawdown") =>
        runs.map((one) => Number(one[name]));
      expect(numbers(result, "sharpe.worst")[row]).toBe(Math.min(...of("sharpe")));
      expect(numbers(result, "totalReturn.worst")[row]).toBe(Math.min(...of("totalReturn")));
      expect(numbers(result, "maxDrawdown.worst")[row]).toBe(Math.max(...of("maxDrawdown")));
    }
    const plain = await run({});
    expect(numbers(result, "sharpe")).toEqual(numbers(plain, "sharpe"));
    expect(result.returns).toEqual(plain.returns);
  });

  it("is what rows are ranked by, when it is asked for either way", async () => {
    const result = await run({ envelope: true, rankBy: "totalReturn", metrics: ["fills"] });
    expect(result.rankBy).toBe("totalReturn.worst");
    expect(result.metrics).toContain("sharpe.worst");
    const [best] = bestRows(result.table, result.rankBy, 1);
    const worst = numbers(result, "totalReturn.worst").map(Number);
    expect(worst[best]).toBe(Math.max(...worst));
    const named = await run({ rankBy: "maxDrawdown.worst" });
    expect(named.metrics).toEqual((await run({ envelope: true })).metrics);
    expect(bestRows(named.table, named.rankBy, 1)[0]).toBeDefined();
    expect((await run({ envelope: true, rankBy: "fills" })).rankBy).toBe("fills");
  });

  it("is only there when it is asked for", () => {
    expect(metricNames().filter((name) => name.endsWith(".worst"))).toEqual([]);
    expect(metricNames("all").filter((name) => name.endsWith(".worst"))).toEqual([]);
    expect(metricNames(["sharpe.worst", "sharpe"])).toEqual(["sharpe", "sharpe.worst"]);
    expect(() => metricNames(["fills.worst"])).toThrow(/no metric "fills.worst"/);
  });
});
