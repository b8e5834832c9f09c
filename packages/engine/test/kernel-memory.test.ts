/** The kernel writes into the blocks of its run and nowhere else, and never asks for memory. */
import { createKernel, LAYOUT } from "@perpmill/core-wasm";
import { describe, expect, it } from "vitest";
import { placeMarket } from "../src/internal/kernel-market.js";
import { ensureBytes, MemoryPlan } from "../src/internal/memory-plan.js";
import { writeRunBlock } from "../src/internal/run-block.js";
import { prepareRun } from "../src/runs/prepare.js";
import { syntheticBars } from "../src/synthetic/synthetic-bars.js";
import { makeKernel, runOn } from "./support/kernel-runner.js";
import { differences } from "./support/outcome.js";
import { type Placed, readOutcome, TRADE_CAPACITY, takeBlocks } from "./support/run-blocks.js";

const GAP_BYTES = 4096;
const FILLING = 0xa5;
const CHUNK_BARS = 777;

const bars = syntheticBars({ seed: 11, bars: 20_000 });
const prepared = prepareRun({
  bars,
  config: {
    instrument: { tickSize: "0.01", stepSize: "0.001" },
    account: { initialBalance: 10_000, leverage: 10 },
    fills: { maxParticipation: null },
    strategy: {
      name: "pure-maker",
      bidSpread: 0.0001,
      askSpread: 0.0001,
      levels: 4,
      levelSpacing: 0.0001,
      size: { equityRatio: 0.02 },
    },
  },
});

/** Addresses outside of the blocks that no longer hold the filling, a few of them. */
function strayWrites(bytes: Uint8Array, from: number, blocks: readonly Placed[]): number[] {
  const stray: number[] = [];
  let at = from;
  for (const { address, bytes: size } of [...blocks, { address: bytes.length, bytes: 0 }]) {
    for (; at < address && stray.length < 5; at++) if (bytes[at] !== FILLING) stray.push(at);
    at = address + size;
  }
  return stray;
}

describe.each(["plain", "lazy"] as const)("a run in the %s layer", (layer) => {
  it("writes into its own blocks only, leaves the market as it is and asks for no memory", async () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1_024 });
    const kernel = await createKernel(memory);
    const market = await placeMarket(bars, null, kernel);
    const plan = new MemoryPlan(market.workspace);
    plan.take(GAP_BYTES);
    const { addresses, blocks } = takeBlocks(plan, market.address, bars.count, GAP_BYTES);
    ensureBytes(memory, plan.end);
    const bytes = new Uint8Array(memory.buffer);
    bytes.fill(FILLING, market.workspace);
    const before = bytes.slice(0, market.workspace);
    writeRunBlock(memory.buffer, addresses, prepared.config, prepared.units, {
      layer: layer === "plain" ? LAYOUT.LAYER_PLAIN : LAYOUT.LAYER_LAZY,
      events: 0,
      tradeCapacity: TRADE_CAPACITY,
    });
    kernel.start(addresses.run);
    while (kernel.advance(addresses.run, CHUNK_BARS) === LAYOUT.STATUS_MORE);
    kernel.finish(addresses.run);
    expect(memory.buffer).toBe(bytes.buffer);
    expect(strayWrites(bytes, market.workspace, blocks)).toEqual([]);
    expect(Buffer.compare(before, bytes.subarray(0, market.workspace))).toBe(0);
    const usual = await runOn(await makeKernel(), prepared, layer);
    // More than a log of the bridge holds, which is drained on the way.
    expect(usual.trades.length).toBeGreaterThan(40_000);
    expect(differences(usual, readOutcome(memory.buffer, addresses, prepared))).toEqual([]);
  });
});
