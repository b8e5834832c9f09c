/** Series in the formats that bars are read from: the same numbers as of their CSV. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openSeries as openInBrowser } from "../load-browser.js";
import { loadPriceSeries, openSeries } from "../load-node.js";
import type { OpenedSeries } from "./open-series.js";

const FILES = fileURLToPath(new URL("../../../test/data-files/", import.meta.url));
const PYTHON = `${FILES}python/`;
const SERIES = `${FILES}series/`;

/** A series without what says where it comes from. */
function content({ kind, series: { source, ...series } }: OpenedSeries) {
  return { kind, ...series };
}

async function expected(name: string) {
  const { source, ...series } = await loadPriceSeries(`${PYTHON}bars.csv`, "mark");
  return { ...series, kind: name };
}

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe("mark, index and premium prices", () => {
  test.each([
    "python/fixed-zlib.h5",
    "python/table-blosc.h5",
    "python/fixed-blocks.h5",
    "python/kline-data.h5",
    "python/records.h5",
  ])("of %s are those of the CSV", async (name) => {
    for (const kind of ["mark", "index", "premium"] as const) {
      const opened = await openSeries(FILES + name, { kind });
      expect(content(opened)).toEqual(await expected(kind));
    }
  });

  test.each([
    "zstd.parquet",
    "pandas-index.snappy.parquet",
    "freqtrade.lz4.feather",
    "stream.arrow",
    "columns.json.gz",
  ])("of %s are those of the CSV", async (name) => {
    const { source, ...mark } = await loadPriceSeries(`${FILES}columnar/bars.csv`, "mark");
    const path = `${FILES}columnar/${name}`;
    expect(content(await openSeries(path, { kind: "mark" }))).toEqual(mark);
    const bytes = Uint8Array.from(readFileSync(path));
    expect(content(await openInBrowser(bytes, { kind: "mark" }))).toEqual(mark);
  });

  test("are told by the names of columns, of the table, and of the file", async () => {
    const marked = {
      time: [60_000, 120_000],
      mark_open: [1.5, 2],
      mark_high: [2, 3],
      mark_low: [1, 1],
      mark_close: [2, 1],
    };
    const opened = await openSeries(
      json({ ...marked, open: [9, 9], high: [9, 9], low: [9, 9], close: [9, 9], volume: [1, 1] }),
    );
    expect(opened).toMatchObject({ kind: "mark", series: { kind: "mark", count: 2 } });
    expect(opened.kind === "mark" && [...opened.series.open]).toEqual([1.5, 2]);
    const byTable = await openSeries(`${SERIES}several.h5`, { table: "/premium" });
    expect(byTable.kind).toBe("premium");
  });

  test("whose kind nothing tells, and bars, are refused", async () => {
    const prices = { time: [60_000], open: [1], high: [1], low: [1], close: [1] };
    await expect(openSeries(json(prices))).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
      where: { field: "kind" },
    });
    for (const name of ["python/fixed-zlib.h5", "columnar/zstd.parquet", "python/bars-4.pkl"]) {
      await expect(openSeries(FILES + name)).rejects.toMatchObject({
        code: "FORMAT_UNSUPPORTED",
        message: expect.stringContaining("look like bars"),
      });
    }
  });

  test("may be below zero when they are a premium, and not otherwise", async () => {
    const prices = json({ time: [60_000], open: [-1], high: [1], low: [-1], close: [0] });
    expect((await openSeries(prices, { kind: "premium" })).series.count).toBe(1);
    await expect(openSeries(prices, { kind: "mark" })).rejects.toMatchObject({
      code: "BARS_NOT_POSITIVE",
      where: { line: 1, field: "open" },
    });
  });
});

describe("funding rates", () => {
  test("of the exchange's API and of columns open as what they are", async () => {
    const answer = [1000, 28_800_003].map((fundingTime, at) => ({
      symbol: "ETHUSDT",
      fundingTime,
      fundingRate: ["0.00010000", "-0.00375"][at],
      markPrice: "2000.1",
    }));
    const { kind, series } = await openSeries(json(answer));
    expect([kind, series.count]).toEqual(["funding", 2]);
    expect(kind === "funding" && [...series.rate]).toEqual([0.0001, -0.00375]);
    const named = json({ time: [1000], rate: [1.5] });
    await expect(openSeries(named, { kind: "funding" })).rejects.toMatchObject({
      code: "FUNDING_BAD_ROW",
      where: { line: 1 },
    });
  });
});

describe("the golden files of series", () => {
  test.each(["fixed", "table"])("hold what pandas wrote: %s", async (format) => {
    await checkSeries(`${SERIES}`, format);
  });

  test("in several tables need the name of one", async () => {
    await expect(openSeries(`${SERIES}several.h5`, { kind: "mark" })).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
      message: expect.stringContaining("several tables"),
    });
  });

  test("with a filter that cannot be undone are refused", async () => {
    for (const name of ["fixed-lzo.h5", "table-lzo.h5", "refused-scaleoffset.h5"]) {
      await expect(openSeries(PYTHON + name, { kind: "mark" })).rejects.toMatchObject({
        code: "FORMAT_UNSUPPORTED",
        message: expect.stringContaining("HDF5 filter"),
      });
    }
  });

  test("cannot be trades, and HDF5 is read in Node only", async () => {
    const trades = openSeries(`${SERIES}fixed-mark.h5`, { kind: "trades" });
    await expect(trades).rejects.toMatchObject({ code: "FORMAT_UNSUPPORTED" });
    const bytes = Uint8Array.from(readFileSync(`${SERIES}fixed-mark.h5`));
    await expect(openInBrowser(bytes, { kind: "mark" })).rejects.toThrow("in Node only");
  });
});

async function checkSeries(folder: string, format: string): Promise<void> {
  const mark = await openSeries(`${folder}${format}-mark.h5`);
  expect(mark.kind).toBe("mark");
  const premium = await openSeries(`${folder}${format}-premium.h5`, { kind: "premium" });
  const funding = await openSeries(`${folder}${format}-funding.h5`);
  if (mark.kind !== "mark" || premium.kind !== "premium") throw new Error("another kind");
  const start = Date.UTC(2024, 0, 1);
  expect([mark.series.count, mark.series.intervalMs]).toEqual([50, 60_000]);
  expect(mark.series.openTimeMs[49]).toBe(start + 49 * 60_000);
  expect([mark.series.open[0], mark.series.close[49]]).toEqual([2000.12345678, 2049.62345678]);
  expect([premium.series.open[0], premium.series.low[49]]).toEqual([-0.0005, -0.0006]);
  if (funding.kind !== "funding") throw new Error("another kind");
  expect([...funding.series.timeMs]).toEqual([0, 1, 2, 3].map((at) => start + at * 28_800_000));
  expect([...funding.series.rate]).toEqual([0.0001, -0.0002, 0.0003, -0.0004]);
}

function python(): string | null {
  for (const name of ["python3", "/usr/bin/python3"]) {
    try {
      execFileSync(name, ["-c", "import tables, pandas"], { stdio: "pipe" });
      return name;
    } catch {
      // the next one may have them
    }
  }
  return null;
}

const interpreter = python();
if (interpreter === null) console.warn("skipped: no Python with tables and pandas");

test.skipIf(interpreter === null)(
  "series that the installed pandas writes open the same",
  {
    timeout: 60_000,
  },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "perpmill-test-"));
    try {
      const args = ["-W", "ignore", `${SERIES}make-files.py`, folder];
      execFileSync(interpreter ?? "", args, { stdio: "pipe" });
      for (const format of ["fixed", "table"]) await checkSeries(`${folder}/`, format);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
