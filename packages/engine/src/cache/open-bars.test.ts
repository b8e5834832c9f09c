import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PerpmillError } from "../errors.js";
import { GOLDEN } from "../market-data/hdf5/golden-files.fixture.js";
import { loadBars, openBars } from "../market-data/load-node.js";
import { toKlineCsv } from "../synthetic/kline-csv.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { lookAtFiles } from "./file-state.js";
import { type CachedBarsOptions, type CacheEvent, openBarsCached } from "./open-bars.js";
import { rememberMd5 } from "./source-index.js";

let folder: string;
let cacheDir: string;
let csv: string;
const load = vi.fn(loadBars);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-cache-"));
  cacheDir = join(folder, "cache");
  csv = join(folder, "ETHUSDT-1m-2020-01.csv");
  await writeBars(csv, 1);
  // older than the clock tick in which a second change would go unseen
  await wait(60);
});
afterEach(async () => {
  load.mockClear();
  await rm(folder, { recursive: true });
});

async function writeBars(path: string, seed: number, startMs?: number): Promise<void> {
  const bars = syntheticBars({ seed, bars: 500, ...(startMs === undefined ? {} : { startMs }) });
  await writeFile(path, Buffer.concat([...toKlineCsv(bars)]));
}

async function open(path: string | readonly string[], options: Partial<CachedBarsOptions> = {}) {
  const events: string[] = [];
  const onCacheEvent = (event: CacheEvent) => events.push(event.kind);
  return { ...(await openBarsCached(path, { cacheDir, onCacheEvent, ...options }, load)), events };
}

async function cacheFiles(kind: string): Promise<string[]> {
  const names = await readdir(cacheDir, { recursive: true });
  return names.filter((name) => name.endsWith(kind)).map((name) => join(cacheDir, name));
}

test("the second time the bars come from the cache, bit for bit", async () => {
  const first = await open(csv);
  const second = await open(csv);
  expect(first).toMatchObject({ hit: false, events: ["absent", "kept"] });
  expect(second).toMatchObject({ hit: true, events: ["hit"], key: first.key });
  expect(second.bars).toStrictEqual(first.bars);
  expect(second.bars).toStrictEqual(await loadBars(csv));
  expect(load).toHaveBeenCalledTimes(1);
  const key = first.key as string;
  expect(await cacheFiles(".bars")).toEqual([join(cacheDir, "v1", key.slice(0, 2), `${key}.bars`)]);
});

test("a known source is not read again to be recognised", async () => {
  await open(csv);
  await rememberMd5(cacheDir, await lookAtFiles([csv]), "f".repeat(32));
  // the record is believed, so another entry is looked for; the reader then sets it right
  expect(await open(csv)).toMatchObject({ hit: false, events: ["absent", "kept"] });
  expect(await open(csv)).toMatchObject({ hit: true });
});

test("the same bytes under another name are a hit with that name's identity", async () => {
  await open(csv);
  const copy = join(folder, "BTCUSDT-1m-2020-01.csv");
  await copyFile(csv, copy);
  const { hit, bars } = await open(copy);
  expect(hit).toBe(true);
  expect(bars).toStrictEqual(await loadBars(copy));
  expect(bars.symbol).toBe("BTCUSDT");
});

test("a touched source is recognised by its bytes", async () => {
  await open(csv);
  await utimes(csv, 1, 1);
  expect(await open(csv)).toMatchObject({ hit: true });
});

test("a source changed to other bytes of the same size is noticed", async () => {
  const before = await open(csv);
  const text = await readFile(csv, "utf8");
  const at = text.lastIndexOf(",") + 1;
  const digit = text[at] === "1" ? "2" : "1";
  await writeFile(csv, text.slice(0, at) + digit + text.slice(at + 1));
  const after = await open(csv);
  expect(after).toMatchObject({ hit: false, events: ["absent", "kept"] });
  expect(after.key).not.toBe(before.key);
  expect(after.bars).toStrictEqual(await loadBars(csv));
});

test("an edit that puts the old time back is noticed", async () => {
  await open(csv);
  const text = await readFile(csv, "utf8");
  await utimes(csv, 1000, 1000);
  await wait(60);
  await open(csv);
  await writeFile(
    csv,
    text.replace(/.$/m, (digit) => (digit === "1" ? "2" : "1")),
  );
  await utimes(csv, 1000, 1000);
  await wait(60);
  const after = await open(csv);
  expect(after.bars).toStrictEqual(await loadBars(csv));
});

test("damaged entries are rebuilt, never used", async () => {
  const { bars } = await open(csv);
  const [entry] = await cacheFiles(".bars");
  const whole = await readFile(entry);
  for (const at of [0, 9, 70, whole.length - 100]) {
    const bad = Buffer.from(whole);
    bad[at] ^= 4;
    await writeFile(entry, bad);
    const again = await open(csv);
    expect(again.hit).toBe(false);
    expect(again.events).toEqual([expect.stringMatching(/damaged|outdated/), "kept"]);
    expect(again.bars).toStrictEqual(bars);
    expect(await readFile(entry)).toEqual(whole);
  }
});

test("a damaged record of the source only costs a look at its bytes", async () => {
  await open(csv);
  const [record] = await cacheFiles(".source.json");
  const text = await readFile(record, "utf8");
  for (const bad of ["", "{}", "null", text.replace(/"md5":"./, '"md5":"x'), text.slice(0, 50)]) {
    await writeFile(record, bad);
    expect(await open(csv)).toMatchObject({ hit: true });
    expect(await readFile(record, "utf8")).toBe(text);
  }
});

test("reader options that change the bars have entries of their own", async () => {
  await open(csv);
  expect(await open(csv, { priceDecimals: 1 })).toMatchObject({ hit: false });
  expect((await open(csv, { priceDecimals: 1 })).bars.priceDecimals).toBe(1);
  expect((await open(csv, { symbol: "MINE" })).bars.symbol).toBe("MINE");
  expect(await cacheFiles(".bars")).toHaveLength(2);
});

test("tables of one HDF5 file have entries of their own", async () => {
  const file = `${GOLDEN}refused-two.h5`;
  const counts: number[] = [];
  for (const table of ["/a", "/b", "/a", "/b"]) {
    counts.push((await openBarsCached(file, { cacheDir, table }, openBars)).bars.count);
  }
  expect(counts).toEqual([200, 100, 200, 100]);
});

test("a folder of files is one data set, and one file more is another", async () => {
  const months = join(folder, "months");
  await mkdir(months);
  const dayMs = 86_400_000;
  await writeBars(join(months, "SYN-1.csv"), 1, 10 * dayMs);
  await writeBars(join(months, "SYN-2.csv"), 2, 11 * dayMs);
  const first = await open(months);
  const second = await open(join(months, "*.csv"));
  expect(second).toMatchObject({ hit: true, key: first.key });
  expect(second.bars).toStrictEqual(await loadBars(months));
  await writeBars(join(months, "SYN-3.csv"), 3, 12 * dayMs);
  const third = await open(months);
  expect(third.hit).toBe(false);
  expect(third.bars.count).toBe(1500);
});

test("a source that changes while it is read is not kept", async () => {
  load.mockImplementationOnce(async (...given) => {
    const bars = await loadBars(...given);
    await writeBars(csv, 2);
    return bars;
  });
  expect(await open(csv)).toMatchObject({ hit: false, events: ["absent", "notKept"] });
  expect((await open(csv)).bars).toStrictEqual(await loadBars(csv));
});

test("errors of the reader are passed on and leave nothing behind", async () => {
  await writeFile(csv, "open_time,open,high,low,close,volume\n0,1,1,1,x,1\n60000,1,1,1,1,1\n");
  await expect(open(csv)).rejects.toThrow(PerpmillError);
  await expect(open(join(folder, "none.csv"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  await expect(readdir(cacheDir)).rejects.toThrow("ENOENT");
});

test("an aborted opening stops with ABORTED", async () => {
  const signal = AbortSignal.abort();
  await expect(open(csv, { signal })).rejects.toMatchObject({ code: "ABORTED" });
});

test("progress of a hit is reported once, as done", async () => {
  await open(csv);
  const onProgress = vi.fn();
  await open(csv, { onProgress });
  const bytes = (await readFile(csv)).length;
  expect(onProgress.mock.calls).toEqual([[{ bytes, totalBytes: bytes, rows: 500 }]]);
});
