/**
 * The layers and builds of the kernel against each other bit by bit, and against the reference, on
 * random runs over the whole space of configurations and on its worst corners.
 */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Choices, choices } from "../support/choices.js";
import { countEvents, EVENTS } from "../support/events.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences, type Outcome } from "../support/outcome.js";
import { WORST_CASES } from "../support/profiles.js";
import { randomRun } from "../support/random-run.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";
import { drawn, MOST_RUNS } from "../support/runs-and-seed.js";

const TIMEOUT_MS = 3_600_000;

let plainKernel: Kernel;
let sharedKernel: Kernel;
beforeAll(async () => {
  plainKernel = await makeKernel();
  sharedKernel = await makeKernel(true);
});

async function expectAgreement(drawnChoices: Choices): Promise<Outcome> {
  const prepared = randomRun(drawnChoices);
  const plain = await runOn(plainKernel, prepared, "plain");
  const lazy = await runOn(plainKernel, prepared, "lazy");
  const sharedPlain = await runOn(sharedKernel, prepared, "plain");
  const sharedLazy = await runOn(sharedKernel, prepared, "lazy");
  const reference = simulateReference(prepared);
  expect(
    {
      lazy: differences(plain, lazy),
      "shared, plain": differences(plain, sharedPlain),
      "shared, lazy": differences(plain, sharedLazy),
      reference: differencesFromReference(plain, reference, prepared),
    },
    "against the plain layer",
  ).toEqual({ lazy: [], "shared, plain": [], "shared, lazy": [], reference: [] });
  return plain;
}

describe("plain, lazy, the shared-memory build and the reference agree", () => {
  const seen = new Map(EVENTS.map((name) => [name, 0]));

  it(
    "on any configuration and market",
    async () => {
      await fc.assert(
        fc.asyncProperty(choices(), async (drawnChoices) => {
          countEvents(seen, await expectAgreement(drawnChoices), drawnChoices);
        }),
        drawn("any run", MOST_RUNS),
      );
    },
    TIMEOUT_MS,
  );

  it.each(Object.entries(WORST_CASES))(
    "on the worst case: %s",
    async (name, profile) => {
      await fc.assert(
        fc.asyncProperty(choices(profile), async (drawnChoices) => {
          countEvents(seen, await expectAgreement(drawnChoices), drawnChoices);
        }),
        drawn(name, MOST_RUNS / 5),
      );
    },
    TIMEOUT_MS,
  );

  it("in runs that meet every kind of event, so that agreement says something", () => {
    expect([...seen].filter(([, times]) => times === 0)).toEqual([]);
  });

  afterAll(() => {
    console.log(
      `runs that met: ${[...seen].map(([name, times]) => `${name} ${times}`).join(", ")}`,
    );
  });
});
