/** Searches on Web Workers: the same questions and answers as in the page itself. */

import { expect, test } from "vitest";
import { optimise, parseAxis, syntheticBars } from "../../src/browser.js";

const GIVEN = {
  bars: syntheticBars({ seed: 11, bars: 20_000 }),
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 0.1 } },
  },
  space: [
    parseAxis("strategy.bidSpread=0.0005:0.01:log"),
    parseAxis("account.leverage=2,3,5,10"),
    parseAxis("path.model=direction,random"),
  ],
  objective: "totalReturn",
  budget: 30,
};

function startWorker(): Worker {
  return new Worker(new URL("./sweep-worker.ts", import.meta.url), { type: "module" });
}

test.each([
  "tpe",
  "cma-es",
] as const)("trials of %s are the same in the page and on workers", async (method) => {
  const alone = await optimise({ ...GIVEN, method });
  expect(alone).toMatchObject({ workers: 0, sharedMemory: false });
  const threaded = await optimise({ ...GIVEN, method, workers: 2, startWorker });
  expect(threaded.trials).toEqual(alone.trials);
  expect(threaded.best).toEqual(alone.best);
  expect(threaded).toMatchObject({ workers: 2, sharedMemory: true });
});

test("a search on workers can be cancelled", async () => {
  const stop = new AbortController();
  const running = optimise({
    ...GIVEN,
    ...{ method: "random", budget: 5000, workers: 2, startWorker, signal: stop.signal },
  });
  setTimeout(() => stop.abort(), 50);
  await expect(running).rejects.toMatchObject({ code: "ABORTED" });
});
