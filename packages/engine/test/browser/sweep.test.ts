/** Sweeps on Web Workers: the rows of the page itself, on bars that they share. */

import { expect, test } from "vitest";
import { parseAxis, sweep, syntheticBars, syntheticMark } from "../../src/browser.js";

const GIVEN = {
  bars: syntheticBars({ seed: 11, bars: 20_000 }),
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 0.1 } },
  },
  axes: [
    parseAxis("strategy.bidSpread=0.0005:0.002:0.0005"),
    parseAxis("strategy.askSpread=0.001:0.01:log"),
  ],
  sampler: { kind: "sobol", count: 16 } as const,
};

function startWorker(): Worker {
  return new Worker(new URL("./sweep-worker.ts", import.meta.url), { type: "module" });
}

test("rows are the same in the page and on workers", async () => {
  expect(globalThis.crossOriginIsolated).toBe(true);
  const alone = await sweep(GIVEN);
  expect(alone).toMatchObject({ workers: 0, sharedMemory: false });
  const threaded = await sweep({ ...GIVEN, workers: 2, startWorker });
  expect(threaded.table).toEqual(alone.table);
  expect(threaded.outcomes.complete).toBe(16);
  expect(threaded).toMatchObject({ workers: 2, sharedMemory: true });
});

test("mark prices are shared with them, too", async () => {
  const marked = { ...GIVEN, mark: syntheticMark({ seed: 3, bars: GIVEN.bars }) };
  const alone = await sweep(marked);
  expect(alone.walked).toEqual({ mark: 16 });
  expect((await sweep({ ...marked, workers: 2, startWorker })).table).toEqual(alone.table);
});

test("a sweep on workers is cancelled within 100 ms", async () => {
  const axes = [parseAxis("strategy.bidSpread=0.0001:0.05:0.0001")];
  const { sampler: _, ...grid } = GIVEN;
  // Other work on the machine takes time of its own: one of three tries is undisturbed.
  const took: number[] = [];
  while (took.length < 3) {
    const stop = new AbortController();
    let abortedMs = 0;
    const running = sweep({ ...grid, axes, workers: 2, startWorker, signal: stop.signal });
    setTimeout(() => {
      abortedMs = performance.now();
      stop.abort();
    }, 50);
    await expect(running).rejects.toMatchObject({ code: "ABORTED" });
    took.push(performance.now() - abortedMs);
  }
  expect(Math.min(...took)).toBeLessThan(100);
});
