/** Two worker threads on one shared memory: one market, a run block and columns for each of them. */
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { createKernel, kernelModule, LAYOUT } from "@perpmill/core-wasm";
import { describe, expect, it } from "vitest";
import { placeMarket } from "../../src/internal/kernel-market.js";
import { ensureBytes, MemoryPlan } from "../../src/internal/memory-plan.js";
import { writeRunBlock } from "../../src/internal/run-block.js";
import { prepareRun } from "../../src/runs/prepare.js";
import { syntheticBars } from "../../src/synthetic/synthetic-bars.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { readOutcome, TRADE_CAPACITY, takeBlocks } from "../support/run-blocks.js";

const WORKER = fileURLToPath(new URL("./shared-memory.worker.mjs", import.meta.url));
const CHUNK_BARS = 500;

const bars = syntheticBars({ seed: 7, bars: 20_000 });

const COMMON = {
  instrument: { tickSize: "0.01", stepSize: "0.001" },
  account: { initialBalance: 10_000, leverage: 10 },
  fills: { maxParticipation: null },
};

const RUNS = [
  prepareRun({
    bars,
    config: {
      ...COMMON,
      strategy: {
        name: "dual-maker",
        bidSpread: 0.0005,
        askSpread: 0.0005,
        size: { equityRatio: 0.1 },
      },
    },
  }),
  prepareRun({
    bars,
    config: {
      ...COMMON,
      path: { model: "random", seed: 3 },
      strategy: {
        name: "pure-maker",
        bidSpread: 0.0004,
        askSpread: 0.0006,
        levels: 5,
        levelSpacing: 0.0002,
        size: { equityRatio: 0.1 },
        orderRefreshMs: 15_000,
      },
    },
  }),
] as const;

describe.each(["plain", "lazy"] as const)("two threads on one memory, %s layer", (layer) => {
  it("make what each run makes alone in the release build", async () => {
    const memory = new WebAssembly.Memory({ initial: 16, maximum: 16_384, shared: true });
    const [first] = RUNS;
    const market = await placeMarket(
      first.bars,
      null,
      await createKernel(memory, { shared: true }),
    );
    const plan = new MemoryPlan(market.workspace);
    const addresses = RUNS.map(() => takeBlocks(plan, market.address, bars.count).addresses);
    ensureBytes(memory, plan.end);
    RUNS.forEach(({ config, units }, i) => {
      writeRunBlock(memory.buffer, addresses[i], config, units, {
        layer: layer === "plain" ? LAYOUT.LAYER_PLAIN : LAYOUT.LAYER_LAZY,
        events: 0,
        tradeCapacity: TRADE_CAPACITY,
      });
    });
    const module = await kernelModule(true);
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const shared = { module, memory, gate, parties: RUNS.length };
    const ends = await Promise.all(
      addresses.map(async ({ run }) => {
        const workerData = { ...shared, run, chunk: CHUNK_BARS, more: LAYOUT.STATUS_MORE };
        const [message] = await once(new Worker(WORKER, { workerData }), "message");
        return message as { readonly status: number; readonly calls: number };
      }),
    );
    for (const [i, prepared] of RUNS.entries()) {
      expect(ends[i]).toEqual({ status: LAYOUT.STATUS_DONE, calls: bars.count / CHUNK_BARS });
      const alone = await runOn(await makeKernel(), prepared, layer);
      expect(alone.trades.length).toBeGreaterThan(1_000);
      expect(differences(alone, readOutcome(memory.buffer, addresses[i], prepared))).toEqual([]);
    }
  });
});
