import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { dataIdentity } from "../runs/backtest.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { parseAxis } from "./parse-axis.js";
import { bestRows } from "./rank.js";
import { sweepOn } from "./run-sweep.js";
import { sweepJson } from "./sweep-json.js";
import type { SweepOptions } from "./sweep-options.js";
import { testThreads } from "./threads.fixture.js";

const BARS = syntheticBars({ seed: 5, bars: 60 * 1440 });
const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};
const AXES = ["strategy.bidSpread=0.002:0.006:0.001", "strategy.askSpread=0.002,0.004"].map(
  parseAxis,
);
const THREADS = testThreads();

function run(options: Partial<SweepOptions> = {}) {
  return sweepOn({ bars: BARS, config: CONFIG, axes: AXES, workers: 0, ...options }, THREADS);
}

describe("a sweep and luck", () => {
  it("judges its best without being asked, the same on any number of threads", async () => {
    const shares: (number | null)[] = [];
    const result = await run({ onProgress: ({ luckShare }) => void shares.push(luckShare) });
    const { luck, luckMissing, table } = result;
    expect(luckMissing).toBeNull();
    expect(luck).toMatchObject({ trials: 10, days: 61, periodDays: 1 });
    expect(luck?.best?.row).toBe(bestRows(table, "sharpe", 1)[0]);
    const sharpe = table.columns.find(({ name }) => name === "sharpe")?.values[
      luck?.best?.row ?? 0
    ];
    expect(luck?.best?.sharpe).toBeCloseTo(Number(sharpe), 3);
    expect(shares[0]).toBeNull();
    expect(shares.at(-1)).toBe(1);
    expect((await run({ workers: 2 })).luck).toEqual(luck);
  });

  it("judges the best by whatever rows are ordered by, be it a column or not", async () => {
    const byReturn = await run({ rankBy: "totalReturn" });
    expect(byReturn.luck?.best?.row).toBe(bestRows(byReturn.table, "totalReturn", 1)[0]);
    const others = await run({ metrics: ["fills"] });
    expect(others.luck?.best?.row).toBe((await run()).luck?.best?.row);
  });

  it("says why it cannot", async () => {
    const [one] = AXES;
    const single = await run({ axes: [{ ...one, values: [0.002] }] });
    expect([single.luck, single.luckMissing]).toEqual([null, "rows"]);
    const short = await run({ config: { ...CONFIG, data: { end: "2020-01-20" } } });
    expect([short.luck, short.luckMissing]).toEqual([null, "days"]);
    const windows = { path: "data.start", values: [null, "2020-01-05"] };
    const uneven = await run({ axes: [windows] });
    expect([uneven.luck, uneven.luckMissing]).toEqual([null, "data"]);
  });

  it("can be cancelled while it judges", async () => {
    const stop = new AbortController();
    const cancelled = run({
      signal: stop.signal,
      onProgress: ({ luckShare }) => {
        if (luckShare !== null) stop.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
  });

  it("is the same as JSON", async () => {
    const result = await run();
    const json = sweepJson(result, dataIdentity(BARS), { top: 3 });
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json).toMatchObject({ kind: "sweep", version: 1, rows: 10, axes: result.axes });
    expect(json.best).toEqual(bestRows(result.table, "sharpe", 3));
    expect(Object.keys(json.columns)).toEqual(result.table.columns.map(({ name }) => name));
    expect(json.luck).toEqual(result.luck);
  });
});
