/** Runs in which layers once differed, as they were found and shrunk. */
import { describe, expect, it } from "vitest";
import type { Choices } from "../support/choices.js";
import { EVERYTHING } from "../support/choices.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { randomRun } from "../support/random-run.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";

/** The plainest run of all. */
const PLAINEST = {
  ...Object.fromEntries(Object.entries(EVERYTHING).map(([name, values]) => [name, values[0]])),
  marketSeed: 0,
} as unknown as Choices;

const FOUND: Readonly<Record<string, Partial<Choices>>> = {
  "the day starts with a negative balance, and a rebate is above the daily loss": {
    bars: 300,
    intervalMs: 14_400_000,
    tickUnits: 10,
    startTicks: 700,
    offTick: true,
    balanceLots: 2,
    leverage: 50,
    slippageTicks: 50,
    rebateRate: 1,
    maxDailyLoss: 0.005,
    rejections: true,
    strategy: "pure-maker",
    bidSpread: 0,
    askSpread: 0,
    levels: 32,
    refreshBars: 0,
  },
  "a late take-profit lands at the price of another, which then rests in its place": {
    bars: 60,
    volumeLots: 20,
    balanceLots: 200,
    leverage: 3,
    rule: "touch",
    maxParticipation: 0.1,
    strategy: "hedge-grid",
    bidSpread: 0,
    askSpread: 0,
  },
  "a take-profit was too small to rest, and another one was filled from its entry": {
    bars: 60,
    flatChance: 0.1,
    volumeLots: 200,
    minNotionalLots: 12,
    balanceLots: 40_000,
    leverage: 3,
    model: "random",
    rule: "touch",
    maxParticipation: 0.1,
    strategy: "hedge-grid",
    balanceThreshold: 0,
    refreshBars: 1,
    marketSeed: 902_654,
  },
  "an excursion is as far as a step of the fit of intensities, but for its last bit": {
    bars: 60,
    moveRatio: 0.0001,
    flatChance: 0.4,
    strategy: "glft",
    fitWindow: 2,
    refreshBars: 0,
    marketSeed: 7,
  },
};

describe("a case once found", () => {
  it.each(Object.entries(FOUND))("agrees now: %s", async (_, found) => {
    const prepared = randomRun({ ...PLAINEST, ...found });
    const kernel = await makeKernel();
    const plain = await runOn(kernel, prepared, "plain");
    expect(plain.metrics.fills).toBeGreaterThan(0);
    expect(differences(plain, await runOn(kernel, prepared, "lazy"))).toEqual([]);
    expect(differencesFromReference(plain, simulateReference(prepared), prepared)).toEqual([]);
  });
});
