import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ConfigInput } from "../../packages/engine/src/config/input.js";
import { RandomStream } from "../../packages/engine/src/synthetic/random.js";
import { syntheticBars } from "../../packages/engine/src/synthetic/synthetic-bars.js";
import { CProgram, gccVersion } from "../src/c-program.js";
import { prepareTask, runOutcome } from "../src/kernel-task.js";

const gcc = gccVersion();
if (gcc === null) console.info("The C program is not tested: there is no gcc on the path.");

const SEED = 20_241_122;
const CONFIGURATIONS = 60;

/** A configuration drawn so that every part of the C program is used by some of them. */
function randomConfig(random: RandomStream): ConfigInput {
  const pick = <T>(...choices: T[]): T => choices[Math.floor(random.next() * choices.length)];
  const spreads = { bidSpread: pick(0.0002, 0.001, 0.004), askSpread: pick(0.0003, 0.001, 0.004) };
  const chosen = {
    ...spreads,
    size: pick<{ equityRatio: number } | { quantity: number }>(
      { equityRatio: 0.05 },
      { equityRatio: 0.5 },
      { quantity: 0.4 },
    ),
    orderRefreshMs: pick(0, 15_000, 60_000, 3_600_000),
  };
  const strategy: ConfigInput["strategy"] = {
    ...chosen,
    ...pick<ConfigInput["strategy"]>(
      { name: "dual-maker", maxPositionRatio: pick(0.3, 1) },
      { name: "dual-maker", closeSpread: 0.0005 },
      { name: "pure-maker", levels: pick(1, 5, 32), levelSpacing: 0.0003 },
      { name: "pure-maker", inventorySkew: 0.0005, maxInventoryRatio: pick(0.5, 10) },
    ),
  };
  return {
    instrument: {
      preset: "ETHUSDT",
      liquidationFee: pick(0, 0.005),
      tickSize: pick("0.01", "0.01", "0.5"),
    },
    account: {
      initialBalance: pick(300, 10_000),
      leverage: pick(1, 5, 50),
      marginBasis: pick("sides", "net"),
    },
    path: { model: pick("direction", "nearest", "lowFirst", "highFirst", "random"), seed: 5 },
    fills: { rule: pick("touch", "through"), maxParticipation: pick(null, 0.1, 0.0001) },
    funding: pick<object>({ mode: "none" }, { mode: "constant", rate: 0.0003 }),
    rebate: { rate: pick(0, 0.3) },
    risk: pick<object>(
      {},
      {},
      { positionStopLoss: 0.01 },
      { maxDailyLoss: pick(0.003, 0.02) },
      { maxDrawdown: 0.3, minEquity: 100 },
    ),
    volatility: pick<object>(
      {},
      { atrPeriod: 60, high: 0.0008, extreme: 0.0012, highSpreadMultiplier: 2, balance: true },
      {
        atrPeriod: 30,
        extreme: 0.001,
        emergency: 0.002,
        extremeFlatten: true,
        emergencyClose: true,
      },
    ),
    output: { rejections: pick(true, false, false) },
    strategy,
  };
}

describe.skipIf(gcc === null)("the C program", () => {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-c-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("comes to the kernel's trades and equity, bit for bit, in both layers", async () => {
    const bars = syntheticBars({ seed: SEED, bars: 6_000, jumps: { perDay: 4 } });
    const program = new CProgram(folder, bars);
    const random = RandomStream.of(SEED, 1);
    let fills = 0;
    let ended = 0;
    for (let n = 0; n < CONFIGURATIONS; n++) {
      const config = randomConfig(random);
      const task = await prepareTask({ bars, config });
      const file = program.add(task.prepared);
      for (const layer of ["plain", "lazy"] as const) {
        const kernel = runOutcome(task, layer);
        const { outcome } = program.run(file, layer, 1);
        expect(outcome, JSON.stringify({ seed: SEED, n, layer, config })).toEqual(kernel);
        fills += kernel.fills;
        ended += kernel.liquidated + kernel.stopped;
      }
    }
    expect(fills).toBeGreaterThan(10_000);
    expect(ended).toBeGreaterThan(0);
  });
});
