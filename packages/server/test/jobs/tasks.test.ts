/** Every task on real files, in this process: what it gives is what the engine gives. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Bars,
  barsOfColumns,
  explainFill,
  openBars,
  openTimeMs,
  resampleBars,
  sliceBars,
  syntheticBars,
  syntheticFunding,
  tradesCsv,
} from "@perpmill/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeTrades } from "../../src/workers/columns-codec.js";
import type { ImportTask, Task, TaskProgress, TaskResult } from "../../src/workers/protocol.js";
import { runTask } from "../../src/workers/run-task.js";
import { WarmData } from "../../src/workers/warm-data.js";
import { makeWorkplace, type Workplace } from "./tasks.fixture.js";

let work: Workplace;
let folder: string;
let bars: Bars;

beforeAll(async () => {
  work = makeWorkplace();
  folder = mkdtempSync(join(tmpdir(), "perpmill-tasks-"));
  bars = await openBars(work.shortRun.data.bars.paths);
});
afterAll(() => {
  work.remove();
  rmSync(folder, { recursive: true, force: true });
});

function newWarmData(): WarmData {
  return new WarmData(2 ** 28);
}

async function done<T extends Task>(
  task: T,
  warm = newWarmData(),
  told: TaskProgress[] = [],
): Promise<TaskResult<T>> {
  const result: TaskResult = await runTask(task, {
    signal: new AbortController().signal,
    warm,
    tell: (progress) => told.push(progress),
    giveRows: async () => undefined,
    givePart: async () => undefined,
    modules: { step: () => undefined, over: () => undefined },
    nowMs: () => 0,
    steadyMs: () => performance.now(),
  });
  return result as TaskResult<T>;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("a run", () => {
  test("reads once: from the files, then from the cache, then from memory", async () => {
    const warm = newWarmData();
    const cacheDir = join(folder, "cache-of-run");
    const task = { ...work.shortRun, places: { ...work.places, cacheDir } };
    const first = await done(task, warm);
    expect(first.cache).toEqual(["absent", "kept"]);
    expect((await done(task, warm)).cache).toEqual([]);
    const other = await done(task);
    expect(other.cache).toEqual(["hit"]);
    expect(other.result.resultHash).toBe(first.result.resultHash);
  });

  test("keeps to the range of the task and that of the configuration, and tells where it is", async () => {
    const fromMs = openTimeMs(bars, 2000);
    const toMs = openTimeMs(bars, 12_000);
    const end = openTimeMs(bars, 9000);
    const told: TaskProgress[] = [];
    const data = { ...work.shortRun.data, range: { fromMs, toMs } };
    const config = { ...work.shortRun.config, data: { end } };
    const { result, equity } = await done({ ...work.shortRun, data, config }, newWarmData(), told);
    expect(result.bars).toBe(7000);
    expect([equity[0].firstMs, equity[0].lastMs]).toEqual([fromMs, end - bars.intervalMs]);
    expect(told.at(-1)).toMatchObject({ unit: "bars", done: 7000, total: 7000 });
    expect(told.at(-1)?.equity?.timeMs.at(-1)).toBe(end - bars.intervalMs);
  });

  test("takes funding and mark prices", async () => {
    const funding = syntheticFunding({ seed: 1, bars });
    const rows = Array.from(funding.timeMs, (time, row) => `${time},8,${funding.rate[row]}`);
    const header = "calc_time,funding_interval_hours,last_funding_rate";
    const paths = [file("ETHUSDT-fundingRate.csv", [header, ...rows].join("\n"))];
    const beside = { paths, options: {}, contentHash: "funding" };
    const data = { ...work.shortRun.data, funding: beside, mark: { ...work.shortRun.data.bars } };
    const { result } = await done({ ...work.shortRun, data });
    expect(result.funding).not.toBe(0);
    const without = await done(work.shortRun);
    expect(result.resultHash).not.toBe(without.result.resultHash);
  });
});

describe("what is kept warm", () => {
  test("is what was used last, up to its limit", async () => {
    const warm = new WarmData(20_000 * 36 * 2);
    const other = (contentHash: string) => ({ ...work.shortRun.data.bars, contentHash });
    const cached = async (contentHash: string): Promise<boolean> => {
      const data = { ...work.shortRun.data, bars: other(contentHash) };
      return (await done({ ...work.shortRun, data }, warm)).cache.length === 0;
    };
    expect([await cached("a"), await cached("b")]).toEqual([false, false]);
    expect(await cached("a")).toBe(true);
    expect(await cached("c")).toBe(false);
    expect([await cached("a"), await cached("c")]).toEqual([true, true]);
    expect(await cached("b")).toBe(false);
  });
});

describe("bars", () => {
  test("are resampled for a chart, the last ones, in quote", async () => {
    const { klines } = await done({ ...work.klines, interval: "4h", limit: 10 });
    const expected = resampleBars(bars, "4h", { incompleteLast: true });
    const first = expected.count - 10;
    expect([...klines.close]).toEqual(
      [...expected.close.subarray(first)].map((units) => units / 10 ** expected.priceDecimals),
    );
    expect(klines.openTimeMs[0]).toBe(openTimeMs(expected, first));
    expect([...(klines.volume ?? [])]).toEqual([...(expected.volume ?? []).slice(first)]);
    const byMs = await done({ ...work.klines, interval: "14400000ms", limit: 10 });
    expect(byMs.klines.close).toEqual(klines.close);
  });

  test("are written in the cache's columns, and never over a file", async () => {
    const range = { fromMs: openTimeMs(bars, 100), toMs: openTimeMs(bars, 200) };
    const out = join(folder, "columns.bin");
    const task = { ...work.klines, kind: "columns", range, out } as const;
    const { bytes, bars: written } = await done(task);
    const read = readFileSync(out);
    expect([bytes, written.count]).toEqual([read.length, 100]);
    const back = await barsOfColumns(new Uint8Array(read));
    expect(back).toEqual(sliceBars(bars, range.fromMs, range.toMs));
    await expect(done(task)).rejects.toMatchObject({ code: "EEXIST" });
  });

  test("have a quality report and two calendars", async () => {
    const task = { ...work.shortRun, kind: "quality", second: work.shortRun.data.bars } as const;
    const { report, svg } = await done(task);
    expect(report.count).toBe(20_000);
    expect(report.second).not.toBeNull();
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.days.share).toHaveLength(14);
    expect([svg.en.slice(0, 4), svg.zh.slice(0, 4)]).toEqual(["<svg", "<svg"]);
    expect(svg.en).not.toBe(svg.zh);
  });
});

describe("an import", () => {
  const importOf = (paths: readonly string[], dataKind: string | null = null): ImportTask => ({
    kind: "import",
    places: work.places,
    dataKind,
    files: { paths, options: {} },
  });
  const FUNDING = [
    "calc_time,funding_interval_hours,last_funding_rate",
    "1704067200000,8,0.0001",
    "1704096000000,8,-0.0002",
  ].join("\n");
  const PRICES = [
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore",
    "1704067200000,10,12,9,11,0,1704067259999,0,60,0,0,0",
    "1704067260000,11,12,10,12,0,1704067319999,0,60,0,0,0",
  ].join("\n");
  const TRADES = [
    "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
    "1,10.5,2,1,1,1704067200000,true",
    "2,10.25,1,2,2,1704067200500,false",
  ].join("\n");

  test("tells what bars are, and tells of bytes", async () => {
    const told: TaskProgress[] = [];
    const { facts } = await done(importOf(work.shortRun.data.bars.paths), newWarmData(), told);
    expect(facts).toMatchObject({
      kind: "last",
      symbol: "ETHUSDT",
      intervalMs: 60_000,
      rows: 20_000,
      firstMs: openTimeMs(bars, 0),
      lastMs: openTimeMs(bars, 19_999),
      holes: 0,
      hasVolume: true,
      md5: bars.source.md5,
    });
    expect(told[0]).toMatchObject({ unit: "bytes" });
  });

  test("recognises funding rates by content, mark prices and trades by the exchange's names", async () => {
    const { facts: funding } = await done(importOf([file("rates.csv", FUNDING)]));
    expect(funding).toMatchObject({ kind: "funding", rows: 2, intervalMs: null });
    expect([funding.firstMs, funding.lastMs]).toEqual([1_704_067_200_000, 1_704_096_000_000]);
    const { facts: mark } = await done(importOf([file("ETHUSDT-markPriceKlines.csv", PRICES)]));
    expect(mark).toMatchObject({ kind: "mark", rows: 2, intervalMs: 60_000 });
    const { facts: trades } = await done(importOf([file("ETHUSDT-aggTrades.csv", TRADES)]));
    expect(trades).toMatchObject({ kind: "trades", rows: 2, symbol: "ETHUSDT" });
  });

  test("reads them as what was said", async () => {
    const { facts } = await done(importOf([file("prices.csv", PRICES)], "index"));
    expect(facts).toMatchObject({ kind: "index", rows: 2 });
  });

  test("says what is wrong with files that are nothing, or broken", async () => {
    const text = importOf([file("notes.csv", "hello\nworld\n")]);
    await expect(done(text)).rejects.toMatchObject({ name: "PerpmillError" });
    const lines = readFileSync(work.shortRun.data.bars.paths[0], "utf8").split("\n");
    lines[50] = lines[50].replace(/,[^,]+/, ",x");
    const broken = importOf([file("broken.csv", lines.join("\n"))]);
    await expect(done(broken)).rejects.toMatchObject({ code: "BARS_BAD_ROW", where: { line: 51 } });
  });
});

describe("what a run gave", () => {
  test("is exported as CSV, Arrow and plain columns", async () => {
    const { trades } = await done(work.shortRun);
    const pieces = trades.map(({ bytes }) => bytes);
    const columns = await decodeTrades(pieces);
    const write = async (format: "csv" | "arrow" | "binary"): Promise<Buffer> => {
      const out = join(folder, `trades.${format}`);
      const { bytes } = await done({ kind: "export", pieces, format, out });
      const read = readFileSync(out);
      expect(read.length).toBe(bytes);
      return read;
    };
    expect((await write("csv")).toString()).toBe([...tradesCsv(columns)].join(""));
    expect((await write("arrow")).subarray(0, 6).toString()).toBe("ARROW1");
    const binary = await write("binary");
    expect(binary.subarray(0, 8).toString()).toBe("PMTRADES");
    const head = JSON.parse(binary.subarray(16, 16 + binary.readUInt32LE(8)).toString());
    expect(head).toMatchObject({ rows: columns.length, stepSize: columns.stepSize });
    for (const { name, type, offset } of head.columns) {
      const column = columns[name as "timeMs"];
      expect(offset % 8).toBe(0);
      expect(column.BYTES_PER_ELEMENT).toBe(Number(type.slice(1)) / 8);
      const bytes = binary.subarray(offset, offset + column.byteLength);
      expect(bytes.equals(new Uint8Array(column.buffer))).toBe(true);
    }
  });

  test("has a page in either language", async () => {
    const { result } = await done(work.shortRun);
    const { html } = await done({ kind: "report", result, language: "zh" });
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain("最大回撤");
  });

  test("moves with the assumptions", async () => {
    const told: TaskProgress[] = [];
    const task = { ...work.shortRun, kind: "envelope" } as const;
    const { envelope } = await done(task, newWarmData(), told);
    expect(envelope.rows).toHaveLength(30);
    expect(told[0]).toMatchObject({ unit: "assumptions", total: 30 });
  });
});

test("a fill is explained as the engine explains it", async () => {
  const { places, data, config } = work.shortRun;
  const task = { kind: "explain", places, data, config, strategy: null, fill: 7 } as const;
  const { explanation } = await done(task);
  expect(explanation).toEqual(await explainFill({ bars, config, fill: 7 }));
});

test("made-up bars are read back as they were made", async () => {
  const out = join(folder, "sample.csv");
  await done({ kind: "sample", seed: 5, bars: 500, symbol: "BTCUSDT", out });
  const made = syntheticBars({ seed: 5, bars: 500, symbol: "BTCUSDT" });
  const read = await openBars([out]);
  expect([read.count, read.close[499]]).toEqual([500, made.close[499]]);
});
