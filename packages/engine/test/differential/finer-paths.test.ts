/**
 * Runs along drawn bridges and along trades: the layers and builds of the kernel against each other and
 * against the reference, bit by bit, and what the path itself must be. Semantics 2, finer paths.
 */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RandomStream } from "../../src/synthetic/random.js";
import { type Choices, choices } from "../support/choices.js";
import { countEvents, EVENTS } from "../support/events.js";
import { bridges, type FinerPath, finerRun, tradePaths } from "../support/finer-run.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences, type Outcome } from "../support/outcome.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 200;
const TIMEOUT_MS = 3_600_000;

let kernel: Kernel;
let sharedKernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel(false, true);
  sharedKernel = await makeKernel(true, true);
});

async function expectAgreement(drawnChoices: Choices, path: FinerPath): Promise<Outcome> {
  const { prepared, trades } = finerRun(drawnChoices, path);
  const random = RandomStream.of(drawnChoices.marketSeed, 4);
  const plain = await runOn(kernel, prepared, "plain");
  const lazy = await runOn(kernel, prepared, "lazy");
  const chunked = await runOn(
    sharedKernel,
    prepared,
    random.next() < 0.5 ? "lazy" : "plain",
    () => 1 + Math.floor(random.next() * 30),
  );
  const reference = simulateReference(prepared, trades);
  expect(
    {
      lazy: differences(plain, lazy),
      "shared, in chunks": differences(plain, chunked),
      reference: differencesFromReference(plain, reference, prepared),
    },
    "against the plain layer",
  ).toEqual({ lazy: [], "shared, in chunks": [], reference: [] });
  return plain;
}

describe("plain, lazy, chunks, the shared-memory build and the reference agree", () => {
  const seen = new Map(EVENTS.map((name) => [name, 0]));

  it.each([
    ["bridges", bridges],
    ["trades", tradePaths],
  ])(
    "on any configuration and market along %s",
    async (name, paths) => {
      await fc.assert(
        fc.asyncProperty(choices(), paths, async (drawnChoices, path) => {
          countEvents(seen, await expectAgreement(drawnChoices, path), drawnChoices);
        }),
        drawn(`along ${name}`, RUNS),
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
