import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DataSetId } from "./data-set-id.js";
import { type DataStore, type NewFile, openStore } from "./data-store.js";

const LAST: DataSetId = { market: "um", symbol: "ETHUSDT", kind: "last", interval: "1m" };
const MARK: DataSetId = { ...LAST, kind: "mark" };
const HOURS: DataSetId = { ...LAST, interval: "1h" };
const FUNDING: DataSetId = { ...LAST, kind: "funding", interval: null };

let home: string;
let store: DataStore;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "perpmill-store-"));
  store = openStore(home);
});
afterEach(() => rm(home, { recursive: true }));

async function newFile(name: string, text: string): Promise<NewFile> {
  const movedFrom = join(home, `${name}.tmp`);
  await writeFile(movedFrom, text);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const bytes = Buffer.byteLength(text);
  return { name, bytes, sha256, source: `test:${name}`, fromMs: 0, toMs: 60_000, movedFrom };
}

test("a data set is the files that its record names, in its own folder", async () => {
  const made = await store.change(LAST, { put: [await newFile("b.csv", "bb")] });
  const folder = join(home, "data", "um", "ETHUSDT", "last-1m");
  expect(made).toMatchObject({ name: "um/ETHUSDT/last-1m", folder, fill: "none", bytes: 2 });
  await writeFile(join(folder, "stray.csv"), "not part of it");
  await store.change(LAST, { put: [await newFile("a.csv", "a")], fill: "flat" });
  const found = await openStore(home).get(LAST);
  expect(found).toMatchObject({ fill: "flat", bytes: 3, fromMs: 0, toMs: 60_000 });
  expect(found?.paths).toEqual([join(folder, "a.csv"), join(folder, "b.csv")]);
  expect(await readFile(join(folder, "a.csv"), "utf8")).toBe("a");
  expect((await readdir(folder)).sort()).toEqual(["a.csv", "b.csv", "manifest.json", "stray.csv"]);
});

test("dropped files go with the change that replaces them", async () => {
  await store.change(LAST, {
    put: [await newFile("day-1.csv", "1"), await newFile("day-2.csv", "2")],
  });
  const put = [await newFile("month.csv", "12")];
  const after = await store.change(LAST, { put, drop: ["day-1.csv", "day-2.csv"] });
  expect(after.files.map(({ name }) => name)).toEqual(["month.csv"]);
  expect((await readdir(after.folder)).sort()).toEqual(["manifest.json", "month.csv"]);
});

test("changes made at the same time all count", async () => {
  const names = Array.from({ length: 12 }, (_, i) => `${String(i).padStart(2, "0")}.csv`);
  const files = await Promise.all(names.map((name) => newFile(name, name)));
  await Promise.all(files.map((file) => store.change(LAST, { put: [file] })));
  expect((await store.get(LAST))?.files.map(({ name }) => name)).toEqual(names);
});

test("the lock of a process that died is broken", async () => {
  await store.change(LAST, { put: [await newFile("a.csv", "a")] });
  await writeFile(join(store.folderOf(LAST), ".lock"), "999999999");
  await store.change(LAST, { put: [await newFile("b.csv", "b")] });
  expect((await store.get(LAST))?.files).toHaveLength(2);
});

test("names are resolved to the one data set that is meant", async () => {
  for (const id of [LAST, MARK, FUNDING])
    await store.change(id, { put: [await newFile("a.csv", "a")] });
  const name = async (
    text: string,
    kind: "last" | "mark" | "funding" = "last",
    intervalMs?: number,
  ) => (await store.resolve(text, { kind, intervalMs }))?.name;
  for (const text of ["ETHUSDT", "ethusdt", "um/ETHUSDT", "um/ETHUSDT/1m", "ETHUSDT/last-1m"]) {
    expect(await name(text)).toBe("um/ETHUSDT/last-1m");
  }
  expect(await name("ETHUSDT", "mark")).toBe("um/ETHUSDT/mark-1m");
  expect(await name("ETHUSDT", "funding")).toBe("um/ETHUSDT/funding");
  expect(await name("um/ETHUSDT/mark-1m")).toBe("um/ETHUSDT/mark-1m");
  for (const text of ["BTCUSDT", "bars.csv", "./ETHUSDT", "a/b/c/d", "", "*.zip"]) {
    expect(await store.resolve(text, { kind: "last" })).toBeNull();
  }
  await expect(store.resolve("spot/ETHUSDT", { kind: "last" })).rejects.toMatchObject({
    code: "DATASET_NOT_FOUND",
  });
  await store.change(HOURS, { put: [await newFile("h.csv", "h")] });
  await expect(store.resolve("ETHUSDT", { kind: "last" })).rejects.toMatchObject({
    code: "DATASET_AMBIGUOUS",
    message: "ETHUSDT may be um/ETHUSDT/last-1h, um/ETHUSDT/last-1m",
  });
  expect(await name("ETHUSDT", "last", 3_600_000)).toBe("um/ETHUSDT/last-1h");
});

test("files that were cut or removed by hand are noticed", async () => {
  const { paths } = await store.change(LAST, { put: [await newFile("a.csv", "abc")] });
  await truncate(paths[0], 2);
  await expect(store.resolve("ETHUSDT", { kind: "last" })).rejects.toMatchObject({
    code: "DATASET_DAMAGED",
  });
  await rm(paths[0]);
  await expect(store.resolve("ETHUSDT", { kind: "last" })).rejects.toThrow("is not there");
});

test("a record that is not one is an error, not an empty data set", async () => {
  const { folder } = await store.change(LAST, { put: [await newFile("a.csv", "a")] });
  const whole = await readFile(join(folder, "manifest.json"), "utf8");
  const bad = [
    "",
    "{}",
    "null",
    whole.replace("a.csv", "../a.csv"),
    whole.replace('"none"', '"x"'),
  ];
  for (const text of [...bad, whole.replace('"format": 1', '"format": 2')]) {
    await writeFile(join(folder, "manifest.json"), text);
    await expect(store.list()).rejects.toMatchObject({ code: "DATASET_DAMAGED" });
  }
});

test("a removed data set leaves nothing", async () => {
  await store.change(LAST, { put: [await newFile("a.csv", "a")] });
  expect(await store.list()).toHaveLength(1);
  expect(await store.remove(LAST)).toBe(true);
  expect(await store.remove(LAST)).toBe(false);
  expect(await store.list()).toEqual([]);
  expect(await readdir(join(home, "data"))).toEqual([]);
});

test("ids and file names that would leave the folder are refused", async () => {
  const file = await newFile("a.csv", "a");
  const bad: DataSetId[] = [
    { ...LAST, market: "../um" },
    { ...LAST, symbol: "../ETH" },
    { ...LAST, symbol: "eth" },
    { ...LAST, interval: "1/m" },
    { ...LAST, interval: null },
    { ...FUNDING, interval: "8h" },
  ];
  for (const id of bad) {
    expect(() => store.folderOf(id)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  }
  for (const name of ["../a.csv", "a/b.csv", ".lock", "manifest.json", ""]) {
    const change = store.change(LAST, { put: [{ ...file, name }] });
    await expect(change).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  }
});
