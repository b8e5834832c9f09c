/**
 * Stored results of stored inputs: every folder of golden/ is a case. `UPDATE_GOLDEN=1` writes what
 * is expected anew from the reference; the commit says why a number has moved.
 */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { backtest } from "../src/runs/backtest.js";
import { caseNames, readCase } from "./support/case-folder.js";
import { goldenDifferences, readGolden, writeGolden } from "./support/golden-file.js";

const GOLDEN = join(import.meta.dirname, "golden");
const names = caseNames(GOLDEN);

describe("golden files", () => {
  it("are there", () => {
    expect(names.length).toBeGreaterThanOrEqual(13);
  });

  it.each(names)("%s comes out as stored, in both layers", async (name) => {
    const folder = join(GOLDEN, name);
    const inputs = await readCase(folder);
    if (process.env.UPDATE_GOLDEN === "1") writeGolden(folder, inputs);
    const golden = readGolden(folder);
    for (const layer of ["plain", "lazy"] as const) {
      const result = await backtest({ ...inputs, layer });
      expect(goldenDifferences(golden, result), `${layer} layer`).toEqual([]);
    }
  });
});
