/**
 * Copies of the built-in strategies as callbacks against the built-in ones: the same trades, equity and
 * metrics to the last bit on random runs, however the copies are driven.
 */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { CallbackStrategy } from "../../src/callbacks/callback-strategy.js";
import { type PreparedRun, prepareRun, type RunInputs } from "../../src/runs/prepare.js";
import { type Copies, dualCopies, pureCopies } from "../support/callback-copies.js";
import { type Choices, choices, type Profile } from "../support/choices.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences, type Outcome } from "../support/outcome.js";
import { WORST_CASES } from "../support/profiles.js";
import { randomInputs } from "../support/random-run.js";
import { drawn, MOST_RUNS } from "../support/runs-and-seed.js";

const TIMEOUT_MS = 3_600_000;
const COPIED = ["dual-maker", "pure-maker"] as const;

let kernel: Kernel;
let sharedKernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel();
  sharedKernel = await makeKernel(true);
});

/** As the kernel has it from the tiers. */
function capOf({ config }: PreparedRun): number {
  const { leverage } = config.account;
  const { tiers } = config.instrument;
  const row = tiers.findLast(({ maxLeverage }) => maxLeverage >= leverage - 1e-9 * leverage);
  return row?.notionalCap ?? Number.POSITIVE_INFINITY;
}

function copiesOf(prepared: PreparedRun): Copies {
  return prepared.config.strategy.name === "pure-maker"
    ? pureCopies()
    : dualCopies(capOf(prepared));
}

function withCopy(inputs: RunInputs, name: CallbackStrategy): PreparedRun {
  return prepareRun({
    ...inputs,
    config: { ...inputs.config, strategy: { ...inputs.config.strategy, name } },
  });
}

async function expectSame(drawnChoices: Choices): Promise<Outcome> {
  const inputs = randomInputs(drawnChoices);
  const prepared = prepareRun(inputs);
  const builtIn = await runOn(kernel, prepared, "lazy");
  const found: Record<string, string[]> = {};
  for (const [driven, copy] of Object.entries(copiesOf(prepared))) {
    const run = withCopy(inputs, copy);
    const chunk = (call: number) => 1 + ((call * 37) % 50);
    found[driven] = differences(builtIn, await runOn(kernel, run, "lazy"));
    found[`${driven}, plain`] = differences(builtIn, await runOn(kernel, run, "plain"));
    found[`${driven}, chunks`] = differences(builtIn, await runOn(kernel, run, "lazy", chunk));
    found[`${driven}, shared`] = differences(builtIn, await runOn(sharedKernel, run, "lazy"));
  }
  const expected = Object.fromEntries(Object.keys(found).map((driven) => [driven, []]));
  expect(found, "against the built-in strategy").toEqual(expected);
  return builtIn;
}

const PROFILES: readonly (readonly [string, Profile])[] = Object.entries(WORST_CASES)
  .map(([name, profile]): readonly [string, Profile] => {
    const { strategy = COPIED } = profile;
    const copied = COPIED.filter((id) => strategy.includes(id));
    return [name, { ...profile, strategy: copied }];
  })
  .filter(([, { strategy }]) => strategy?.length);

describe("a strategy copied as a callback does what the built-in one does", () => {
  it(
    "on any configuration and market",
    async () => {
      let fills = 0;
      await fc.assert(
        fc.asyncProperty(choices({ strategy: COPIED }), async (drawnChoices) => {
          fills += (await expectSame(drawnChoices)).metrics.fills;
        }),
        drawn("copies", MOST_RUNS / 10),
      );
      expect(fills).toBeGreaterThan(100);
    },
    TIMEOUT_MS,
  );

  it.each(PROFILES)(
    "on the worst case: %s",
    async (name, profile) => {
      await fc.assert(
        fc.asyncProperty(choices(profile), async (drawnChoices) => {
          await expectSame(drawnChoices);
        }),
        drawn(`copies, ${name}`, MOST_RUNS / 50),
      );
    },
    TIMEOUT_MS,
  );
});
