/** Real files of the exchange, where they are beside the repository; see their MANIFEST.csv for the counts. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openTimeMs } from "./bars.js";
import { loadBars as loadInBrowser } from "./load-browser.js";
import { loadBars, loadFunding, loadPriceSeries } from "./load-node.js";
import { emptyMark, markInto } from "./mark-columns.js";

const DATA = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const present = existsSync(`${DATA}MANIFEST.csv`);
if (!present) console.warn("skipped: no real data in ../shared/data beside the repository");

interface Entry {
  readonly file: string;
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  readonly stepMs: number;
  readonly holes: number;
}

const entries: Entry[] = present
  ? readFileSync(`${DATA}MANIFEST.csv`, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","))
      .map(([file, , , rows, first, last, step, holes]) => ({
        file,
        rows: Number(rows),
        first: Date.parse(first),
        last: Date.parse(last),
        stepMs: Number(step) * 1000,
        holes: Number(holes),
      }))
  : [];
const manifest = (part: RegExp) => entries.filter(({ file }) => part.test(file));

describe.skipIf(!present)("real data", () => {
  it("has the rows, holes and ends its manifest says", { timeout: 60_000 }, async () => {
    const files = manifest(/^perp_1[mh]/);
    expect(files.length).toBeGreaterThan(25);
    for (const { file, rows, first, last, stepMs, holes } of files) {
      const bars = await loadBars(DATA + file);
      expect(bars, file).toMatchObject({ count: rows, intervalMs: stepMs, holes });
      expect([openTimeMs(bars, 0), openTimeMs(bars, rows - 1)], file).toEqual([first, last]);
    }
  });

  it("of all ETHUSDT spot years is one data set", { timeout: 60_000 }, async () => {
    const bars = await loadBars(`${DATA}spot_1m/ETHUSDT/*.csv.gz`);
    expect(bars).toMatchObject({
      count: 3_502_371,
      holes: 18,
      priceDecimals: 2,
      symbol: "ETHUSDT",
    });
    expect(openTimeMs(bars, bars.count - 1)).toBe(Date.UTC(2026, 5, 30, 23, 59));
  });

  it("of a perpetual month has a mark for every bar", { timeout: 60_000 }, async () => {
    const bars = await loadBars(`${DATA}perp_1m/ETHUSDT/ETHUSDT-1m-2024-01.zip`);
    expect([bars.open[0], bars.volume?.[0]]).toEqual([228_384, 1365.349]);
    for (const kind of ["mark", "index", "premium"] as const) {
      const [entry] = manifest(new RegExp(`^${kind}_1m/ETHUSDT`));
      const series = await loadPriceSeries(DATA + entry.file, kind);
      expect(series).toMatchObject({ kind, count: entry.rows, intervalMs: 60_000 });
      expect(markInto(emptyMark(bars.count), bars, series)).toBe(bars.count);
    }
  });

  it("of funding has every settlement", async () => {
    for (const { file, rows, last } of manifest(/^funding/)) {
      const funding = await loadFunding(DATA + file);
      expect(funding.count).toBe(rows);
      expect(Math.floor(funding.timeMs[rows - 1] / 1000) * 1000).toBe(last);
    }
  });

  it("reads the same in the browser's build", { timeout: 60_000 }, async () => {
    for (const file of [
      "perp_1m/ETHUSDT/ETHUSDT-1m-2024-01.zip",
      "spot_1m/ETHUSDT/ETHUSDT-spot-1m-2019.csv.gz",
    ]) {
      const bars = await loadBars(DATA + file);
      const name = bars.source.name;
      expect(await loadInBrowser(new File([readFileSync(DATA + file)], name))).toEqual(bars);
    }
  });
});
