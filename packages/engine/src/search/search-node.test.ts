import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseAxis } from "../sweeps/parse-axis.js";
import { SweepPool } from "../sweeps/pool.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { optimiseOn } from "./run-search.js";
import { optimise } from "./search-node.js";

const GIVEN = {
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 0.1 } },
  },
  space: [parseAxis("strategy.bidSpread=0.0005:0.01:log")],
  objective: "totalReturn",
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "perpmill-search-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("writes its trials to a file, which is there when all are", async () => {
  const bars = syntheticBars({ seed: 2, bars: 3000 });
  const out = join(folder, "trials.json");
  const result = await optimise({ ...GIVEN, bars, budget: 20, workers: 0, out });
  const { columns, rows, search } = JSON.parse(readFileSync(out, "utf8"));
  expect(rows).toHaveLength(20);
  expect(columns).toEqual(result.trials.columns.map(({ name }) => name));
  expect(search).toMatchObject({ kind: "search", trials: 20, best: { trial: result.best?.trial } });
  const stop = new AbortController();
  const cancelled = optimise({
    ...{ ...GIVEN, bars, budget: 200, workers: 0, signal: stop.signal },
    out: join(folder, "other.csv"),
    onProgress: () => stop.abort(),
  });
  await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
  expect(readdirSync(folder)).toEqual(["trials.json"]);
});

it("ends within 100 ms when it is cancelled, and leaves the pool free", async () => {
  const bars = syntheticBars({ seed: 1, bars: 400_000 });
  const platform = testThreads();
  const pool = new SweepPool({ bars, workers: 2 }, platform);
  try {
    const study = { ...GIVEN, bars, pool };
    await optimiseOn({ ...study, budget: 1 }, platform);
    // Other work on the machine takes time of its own: one of three tries is undisturbed.
    const took: number[] = [];
    while (took.length < 3) {
      const stop = new AbortController();
      let abortedMs = 0;
      setTimeout(() => {
        abortedMs = performance.now();
        stop.abort();
      }, 60);
      const seed = took.length;
      const asked = { ...study, seed, budget: 2000, signal: stop.signal };
      const ended = await optimiseOn(asked, platform).catch((error: unknown) => error);
      took.push(performance.now() - abortedMs);
      expect(ended).toHaveProperty("code", "ABORTED");
    }
    expect(Math.min(...took)).toBeLessThan(100);
    expect((await optimiseOn({ ...study, budget: 1 }, platform)).trials.length).toBe(1);
  } finally {
    pool.close();
  }
});
