import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ENTRY_VERSION } from "../market-data/bytes/entry-format.js";
import { loadBars } from "../market-data/load-node.js";
import { toKlineCsv } from "../synthetic/kline-csv.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { cacheStatus } from "./cache-entries.js";
import { cacheFile } from "./cache-paths.js";
import { clearCache } from "./clear-cache.js";
import { lookAtFiles } from "./file-state.js";
import { type CachedBarsOptions, openBarsCached } from "./open-bars.js";
import { rememberMd5 } from "./source-index.js";
import { rebuildCache, verifyCache } from "./verify-cache.js";

let folder: string;
let cacheDir: string;
let files: string[];
const load = vi.fn(loadBars);

beforeEach(async () => {
  load.mockClear();
  folder = await mkdtemp(join(tmpdir(), "perpmill-manage-"));
  cacheDir = join(folder, "cache");
  files = [1, 2, 3].map((n) => join(folder, `SYN${n}USDT-1m.csv`));
  for (const [at, file] of files.entries()) await writeBars(file, at + 1);
  // older than the clock tick in which a second change would go unseen
  await wait(60);
});
afterEach(() => rm(folder, { recursive: true }));

async function writeBars(path: string, seed: number): Promise<void> {
  const bars = syntheticBars({ seed, bars: 2000 });
  await writeFile(path, Buffer.concat([...toKlineCsv(bars)]));
}

async function open(path: string, options: Partial<CachedBarsOptions> = {}) {
  const events: string[] = [];
  const onCacheEvent = ({ kind }: { readonly kind: string }) => events.push(kind);
  const opened = await openBarsCached(path, { cacheDir, onCacheEvent, ...options }, load);
  return { ...opened, key: opened.key as string, events };
}

async function setLastUse(key: string, daysAgo: number): Promise<void> {
  for (const kind of ["bars", "uses"] as const) {
    const path = cacheFile(cacheDir, key, kind);
    const { mtimeMs } = await stat(path);
    await utimes(path, mtimeMs / 1000 - daysAgo * 86_400, mtimeMs / 1000 - daysAgo * 86_400);
  }
}

async function flipByte(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at < 0 ? bytes.length + at : at] ^= 1;
  await writeFile(path, bytes);
}

test("the status tells what each entry was made from, its hits and its misses", async () => {
  const first = await open(files[0], { priceDecimals: 3, fill: "flat" });
  for (let i = 0; i < 3; i += 1) await open(files[0], { priceDecimals: 3, fill: "flat" });
  await open(files[1]);
  const status = await cacheStatus(cacheDir);
  expect(status).toMatchObject({ cacheDir, hits: 3, misses: 2 });
  expect(status.entries).toHaveLength(2);
  const entry = status.entries.find(({ key }) => key === first.key);
  const { size } = await stat(files[0]);
  expect(entry).toMatchObject({
    state: "whole",
    hits: 3,
    misses: 1,
    madeFrom: {
      files: [{ path: files[0], bytes: size }],
      intervalMs: null,
      onBadRow: "error",
      priceDecimals: 3,
      fill: "flat",
    },
    bars: { symbol: "SYN1USDT", count: first.bars.count, intervalMs: 60_000 },
  });
  expect(entry?.bars?.lastOpenMs).toBe(
    (entry?.bars?.firstOpenMs ?? 0) + first.bars.timeIndex[first.bars.count - 1] * 60_000,
  );
  expect(status.bytes).toBe(status.entries.reduce((sum, { bytes }) => sum + bytes, 0));
});

test("a folder without a cache has an empty status", async () => {
  const empty = { cacheDir, entries: [], bytes: 0, hits: 0, misses: 0 };
  expect(await cacheStatus(cacheDir)).toEqual(empty);
  await mkdir(cacheDir);
  await writeFile(join(cacheDir, "v1"), "a file where a folder should be");
  expect(await cacheStatus(cacheDir)).toEqual(empty);
});

test("the rule for holes is part of what is kept", async () => {
  const text = (await readFile(files[0], "utf8")).split("\n");
  await writeFile(files[0], [...text.slice(0, 100), ...text.slice(103)].join("\n"));
  const none = await open(files[0]);
  const flat = await open(files[0], { fill: "flat" });
  expect(flat.key).not.toBe(none.key);
  expect(none.bars.fill).toBeUndefined();
  expect(flat.bars).toMatchObject({
    fill: "flat",
    holes: 0,
    filledRows: flat.bars.count - none.bars.count,
  });
  const again = await open(files[0], { fill: "flat" });
  expect(again).toMatchObject({ hit: true, bars: flat.bars });
});

test("above the limit the entries that were not used for longest go, never the new one", async () => {
  const [a, b] = [await open(files[0]), await open(files[1])];
  await setLastUse(a.key, 2);
  await setLastUse(b.key, 3);
  const { bytes } = await cacheStatus(cacheDir);
  const c = await open(files[2], { maxBytes: bytes });
  const left = (await cacheStatus(cacheDir)).entries.map(({ key }) => key);
  expect(left.sort()).toEqual([a.key, c.key].sort());
  const d = await open(files[1], { maxBytes: 10 });
  const last = await cacheStatus(cacheDir);
  expect(last.entries.map(({ key }) => key)).toEqual([d.key]);
  expect(last).toMatchObject({ hits: 0, misses: 4 });
});

test("a hit counts as use, so that the entry outlives one that was made after it", async () => {
  const [a, b] = [await open(files[0]), await open(files[1])];
  await setLastUse(a.key, 3);
  await setLastUse(b.key, 2);
  await open(files[0]);
  const { bytes } = await cacheStatus(cacheDir);
  await open(files[2], { maxBytes: bytes });
  expect((await cacheStatus(cacheDir)).entries.map(({ key }) => key)).not.toContain(b.key);
});

test("clearing removes all, or what was not used for a while", async () => {
  const [a, b] = [await open(files[0]), await open(files[1])];
  await setLastUse(a.key, 40);
  const cleared = await clearCache(cacheDir, { olderThanMs: 30 * 86_400_000 });
  expect(cleared.entries).toBe(1);
  expect((await cacheStatus(cacheDir)).entries.map(({ key }) => key)).toEqual([b.key]);
  expect(await open(files[1])).toMatchObject({ hit: true });
  expect(await clearCache(cacheDir)).toMatchObject({ entries: 1 });
  expect(await readdir(cacheDir)).toEqual([]);
  expect(await clearCache(cacheDir)).toEqual({ entries: 0, bytes: 0 });
  expect(await open(files[0])).toMatchObject({ hit: false });
});

test("rehashing notices a source that only looks the same", async () => {
  await open(files[0]);
  await rememberMd5(cacheDir, await lookAtFiles([files[0]]), "f".repeat(32));
  const opened = await open(files[0], { rehash: true });
  expect(opened).toMatchObject({ hit: true, events: ["hit"] });
  expect((await verifyCache(cacheDir)).sources).toEqual([{ files: [files[0]], state: "same" }]);
});

test("verifying finds flipped bytes in head and columns, and records that lie", async () => {
  const keys = [];
  for (const file of files) keys.push((await open(file)).key);
  await flipByte(cacheFile(cacheDir, keys[0], "bars"), 200);
  await flipByte(cacheFile(cacheDir, keys[1], "bars"), -500);
  await rememberMd5(cacheDir, await lookAtFiles([files[2]]), "f".repeat(32));
  await writeBars(files[0], 9);
  await rm(files[1]);
  const { entries, sources } = await verifyCache(cacheDir);
  const states = new Map(entries.map(({ key, state }) => [key, state]));
  expect(keys.map((key) => states.get(key))).toEqual(["damaged", "damaged", "whole"]);
  const found = new Map(sources.map((source) => [source.files[0], source.state]));
  expect(files.map((file) => found.get(file))).toEqual(["changed", "gone", "wrong"]);
  // the lying record is gone and costs one look at the bytes
  expect(await open(files[2])).toMatchObject({ hit: true });
  expect((await verifyCache(cacheDir)).sources).toContainEqual({
    files: [files[2]],
    state: "same",
  });
});

test("rebuilding makes every entry again and drops what it cannot make", async () => {
  const [a, b, c] = [
    await open(files[0], { priceDecimals: 1 }),
    await open(files[1]),
    await open(files[2]),
  ];
  const path = cacheFile(cacheDir, a.key, "bars");
  const whole = await readFile(path);
  await flipByte(path, -1);
  await flipByte(cacheFile(cacheDir, b.key, "bars"), 70);
  await rm(files[2]);
  const rebuilt = new Map((await rebuildCache(cacheDir, load)).map((one) => [one.key, one]));
  expect(rebuilt.get(a.key)).toMatchObject({ newKey: a.key, reason: null });
  expect(rebuilt.get(b.key)).toMatchObject({
    newKey: null,
    reason: expect.stringMatching(/header/),
  });
  expect(rebuilt.get(c.key)).toMatchObject({
    newKey: null,
    reason: expect.stringMatching(/no file/),
  });
  expect(await readFile(path)).toEqual(whole);
  expect((await cacheStatus(cacheDir)).entries.map(({ key }) => key)).toEqual([a.key]);
});

test("entries of an older format are made anew", async () => {
  const { key, bars } = await open(files[0]);
  const path = cacheFile(cacheDir, key, "bars");
  const whole = await readFile(path);
  const older = Buffer.from(whole);
  older.writeUInt32LE(ENTRY_VERSION - 1, 8);
  await writeFile(path, older);
  expect((await cacheStatus(cacheDir)).entries).toMatchObject([
    { state: "outdated", reason: expect.stringContaining(`not ${ENTRY_VERSION}`) },
  ]);
  const again = await open(files[0]);
  expect(again).toMatchObject({ hit: false, events: ["outdated", "kept"] });
  expect(again.bars).toStrictEqual(bars);
  expect(await readFile(path)).toEqual(whole);
});

test("a disk that is full keeps nothing and fails nothing", async (context) => {
  const disk = join(folder, "disk");
  await mkdir(disk);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=32k", "none", disk]).status === 0;
  if (!mounted) context.skip("a small tmpfs cannot be mounted here");
  try {
    const run = await open(files[0], { cacheDir: disk });
    expect(run).toMatchObject({ hit: false, events: ["absent", "notKept"] });
    expect(run.bars).toStrictEqual(await loadBars(files[0]));
    const left = await readdir(disk, { recursive: true });
    expect(left.filter((name) => /\.(bars|tmp)$/.test(name))).toEqual([]);
    expect(await open(files[0], { cacheDir: disk })).toMatchObject({ hit: false });
  } finally {
    spawnSync("umount", [disk]);
  }
});
