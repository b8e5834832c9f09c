import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Bars, openTimeMs } from "../bars.js";
import { openBars as openInBrowser } from "../load-browser.js";
import { openBars } from "../load-node.js";

const FOLDER = new URL("../../../test/data-files/columnar/", import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => !/^(metadata|days)\b/.test(name));

const pathOf = (name: string) => fileURLToPath(new URL(name, FOLDER));

function withoutSource(bars: Bars): Bars {
  return { ...bars, source: { name: "", md5: null, synthetic: false } };
}

test.each(NAMES)("%s, written by Python, gives the bars of the CSV beside it", async (name) => {
  const expected = await openBars(pathOf("bars.csv"));
  expect(expected).toMatchObject({ count: 400, holes: 1, priceDecimals: 2 });
  expect(withoutSource(await openBars(pathOf(name)))).toEqual(withoutSource(expected));
});

test("all of them together overlap, and a browser reads each", async () => {
  await expect(openBars([pathOf("gzip.parquet"), pathOf("zstd.feather")])).rejects.toMatchObject({
    code: "BARS_DUPLICATE",
  });
  const { readFile } = await import("node:fs/promises");
  for (const name of NAMES) {
    expect((await openInBrowser(await readFile(pathOf(name)))).count).toBe(400);
  }
});

test.each(["days.parquet", "days.feather"])("%s opens each day at 00:00 UTC", async (name) => {
  const bars = await openBars(pathOf(name));
  expect(bars).toMatchObject({ count: 30, intervalMs: 86_400_000 });
  expect(openTimeMs(bars, 29)).toBe(Date.UTC(2024, 0, 30));
});
