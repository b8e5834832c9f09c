/** The public functions against cases made by an independent implementation of the semantics page. */
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { backtest } from "../src/runs/backtest.js";
import { caseNames, readCase } from "./support/case-folder.js";
import { caseDifferences } from "./support/expected-case.js";

const CASES = resolve(import.meta.dirname, "../../../../shared/cases");
const names = caseNames(CASES);
if (names.length === 0) {
  console.log(
    "SKIPPED: there is no ../shared/cases beside the repository, only the golden files run",
  );
}

describe.skipIf(names.length === 0)("shared cases", () => {
  describe.each(["plain", "lazy"] as const)("in the %s layer", (layer) => {
    it.each(names)("%s comes out as expected", async (name) => {
      const folder = join(CASES, name);
      const result = await backtest({ ...(await readCase(folder)), layer });
      expect(caseDifferences(folder, result)).toEqual([]);
    });
  });

  it("differ when one trade, one metric and one equity row are others", async () => {
    const folder = join(CASES, names[0]);
    const result = await backtest(await readCase(folder));
    const { trades, equity, metrics } = result;
    const priceUnits = trades.priceUnits.map((units, row) => (row === 3 ? units + 1 : units));
    const moved = equity.equity.map((quote, row) => (row === 50 ? quote * (1 + 1e-5) : quote));
    const other = {
      ...result,
      trades: { ...trades, priceUnits },
      equity: { ...equity, equity: moved },
      metrics: { ...metrics, fees: metrics.fees * (1 + 1e-5), sharpe: null },
    };
    const places = caseDifferences(folder, other).map((text) => text.split(/[ :]/).slice(0, 3));
    expect(places.map(([what]) => what)).toEqual(
      expect.arrayContaining(["trade", "fees", "equity"]),
    );
  });
});
