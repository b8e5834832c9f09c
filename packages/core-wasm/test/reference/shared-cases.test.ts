/** The reference against cases made by an independent implementation of the semantics page. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { simulate } from "../../reference/index.js";
import { equityDifferences, metricDifferences, tradeDifferences } from "./compare-case.js";
import { readCase, readCsv, readJson } from "./shared-case.js";

const CASES = resolve(import.meta.dirname, "../../../../../shared/cases");
const names = existsSync(CASES)
  ? readdirSync(CASES, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? entry.name : [],
    )
  : [];
if (names.length === 0) console.log("skipped: no ../shared/cases beside the repository");

describe.skipIf(names.length === 0)("shared cases", () => {
  it.each(names)("%s comes out as expected", (name) => {
    const folder = join(CASES, name);
    const result = simulate(readCase(folder));
    const { trades, metrics, openTimeMs, equity } = result;
    expect([
      ...tradeDifferences(readCsv(join(folder, "expected.trades.csv")), trades).slice(0, 3),
      ...metricDifferences(readJson(join(folder, "expected.result.json")), metrics),
      ...equityDifferences(readCsv(join(folder, "expected.equity.csv")), openTimeMs, equity).slice(
        0,
        3,
      ),
    ]).toEqual([]);
  });
});
