import { describe, expect, it } from "vitest";
import { backtest } from "../runs/backtest.js";
import { residentBars } from "../runs/bar-memory.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { preview, resultJson } from "./result-json.js";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.0005,
    askSpread: 0.0005,
    size: { equityRatio: 0.02 },
  },
};
const bars = residentBars(syntheticBars({ seed: 5, bars: 100_000 }));

describe("a preview", () => {
  it("is the object of RESULT.json without hashes", async () => {
    const run = await backtest({ bars, config: CONFIG });
    const whole = resultJson(run, { points: 400 });
    const { result: quick, trades } = await preview({ bars, config: CONFIG, points: 400 });
    expect(quick).toEqual({ ...whole, tradesHash: null, resultHash: null });
    expect(trades).toEqual(run.trades);
    expect(quick.fills).toBeGreaterThan(100);
  });

  it("tells the equity of a run without fills, whose reason was looked for in its memory", async () => {
    const config = { ...CONFIG, strategy: { ...CONFIG.strategy, bidSpread: 0.9, askSpread: 0.9 } };
    const { result: quick } = await preview({ bars, config, points: 400 });
    expect(quick.fills).toBe(0);
    expect(new Set(quick.series.equity.value)).toEqual(new Set([10_000]));
  });

  it("ends where it is when it is no longer wanted, without a pause", async () => {
    let asked = 0;
    const cancelled = () => ++asked > 4;
    const run = preview({ bars, config: CONFIG, cancelled });
    await expect(run).rejects.toMatchObject({ code: "ABORTED" });
    expect(asked).toBe(5);
    const { result: again } = await preview({ bars, config: CONFIG, cancelled: () => false });
    expect(again.bars).toBe(bars.count);
  });
});
