/** The small data set of data/ is what its script makes, and what its metadata says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { backtest, loadBars, loadFunding } from "@perpmill/engine";
import { describe, expect, test } from "vitest";
import { sampleFiles } from "../scripts/make-sample-data.js";

const FOLDER = join(import.meta.dirname, "..", "data", "synthetic-week");
const read = (name: string) => readFileSync(join(FOLDER, name));

describe("data/synthetic-week", () => {
  test("is what the script makes", () => {
    const made = sampleFiles();
    expect(gunzipSync(read("bars.csv.gz")).equals(made.csv)).toBe(true);
    expect(read("funding.csv").equals(made.funding)).toBe(true);
    expect(JSON.parse(read("metadata.json").toString())).toEqual(made.metadata);
  });

  test("runs", async () => {
    const bars = await loadBars(join(FOLDER, "bars.csv.gz"));
    const funding = await loadFunding(join(FOLDER, "funding.csv"));
    const { metrics, warnings } = await backtest({
      bars,
      funding,
      config: {
        instrument: "ETHUSDT",
        account: { initialBalance: 10_000, leverage: 5 },
        funding: { mode: "series" },
        strategy: {
          name: "dual-maker",
          bidSpread: 0.001,
          askSpread: 0.001,
          size: { equityRatio: 0.02 },
        },
      },
    });
    expect(metrics.bars).toBe(10_080);
    expect(metrics.fills).toBeGreaterThan(50);
    expect(metrics.funding).not.toBe(0);
    expect(warnings).toEqual([]);
  });
});
