/** The builds with assertions, which nothing is optimised in, make the same runs. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { choices } from "../support/choices.js";
import { bridges, finerRun, tradePaths } from "../support/finer-run.js";
import { type Layer, makeDebugKernel, makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { randomRun } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

const layers = fc.constantFrom<Layer>("plain", "lazy");

it("the debug build agrees with the release build on random runs", async () => {
  const release = await makeKernel();
  const debug = await makeDebugKernel();
  await fc.assert(
    fc.asyncProperty(choices(), layers, async (drawnChoices, layer) => {
      const prepared = randomRun(drawnChoices);
      const expected = await runOn(release, prepared, layer);
      expect(differences(expected, await runOn(debug, prepared, layer))).toEqual([]);
    }),
    drawn("debug build", 300),
  );
});

it("so does that for paths of any number of points", async () => {
  const release = await makeKernel(false, true);
  const debug = await makeDebugKernel(true);
  const paths = fc.oneof(bridges, tradePaths);
  await fc.assert(
    fc.asyncProperty(choices(), paths, layers, async (drawnChoices, path, layer) => {
      const { prepared } = finerRun(drawnChoices, path);
      const expected = await runOn(release, prepared, layer);
      expect(differences(expected, await runOn(debug, prepared, layer))).toEqual([]);
    }),
    drawn("debug build for paths", 60),
  );
});
