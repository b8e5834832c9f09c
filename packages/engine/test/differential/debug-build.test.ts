/** The build with assertions, which nothing is optimised in, makes the same runs. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { choices } from "../support/choices.js";
import { type Layer, makeDebugKernel, makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { randomRun } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

it("the debug build agrees with the release build on random runs", async () => {
  const release = await makeKernel();
  const debug = await makeDebugKernel();
  const layers = fc.constantFrom<Layer>("plain", "lazy");
  await fc.assert(
    fc.asyncProperty(choices(), layers, async (drawnChoices, layer) => {
      const prepared = randomRun(drawnChoices);
      const expected = await runOn(release, prepared, layer);
      expect(differences(expected, await runOn(debug, prepared, layer))).toEqual([]);
    }),
    drawn("debug build", 300),
  );
});
