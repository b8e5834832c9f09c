import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ImportFolders } from "./import-folders.js";

const place = mkdtempSync(join(tmpdir(), "perpmill-folders-"));
const allowed = join(place, "market");
const folders = new ImportFolders([allowed, join(place, "other", "market")]);

beforeAll(() => {
  mkdirSync(join(allowed, "ETHUSDT"), { recursive: true });
  writeFileSync(join(allowed, "a.csv"), "abc");
  writeFileSync(join(allowed, ".hidden"), "no");
  writeFileSync(join(allowed, "ETHUSDT", "b.csv"), "b");
  writeFileSync(join(place, "secret.csv"), "secret");
  symlinkSync(join(place, "secret.csv"), join(allowed, "link.csv"));
  symlinkSync(place, join(allowed, "up"));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("folders are named, not told where they are", async () => {
  expect(await folders.list(null, "")).toMatchObject({ folders: ["market", "market (2)"] });
});

test("a look into a folder shows files and folders, and no way out", async () => {
  const { entries } = await folders.list("market", "");
  expect(entries).toEqual([
    { name: "ETHUSDT", type: "folder", bytes: null },
    { name: "a.csv", type: "file", bytes: 3 },
  ]);
  expect((await folders.list("market", "ETHUSDT")).entries).toHaveLength(1);
});

test("files are read below an allowed folder only", async () => {
  const { files, totalBytes } = await folders.files("market", "ETHUSDT", ["b.csv"]);
  expect([files.map(({ name }) => name), totalBytes]).toEqual([["b.csv"], 1]);
  const refused = [
    () => folders.files("market", "..", ["secret.csv"]),
    () => folders.files("market", "", ["../secret.csv"]),
    () => folders.files("market", "", ["link.csv"]),
    () => folders.files("market", "up", ["secret.csv"]),
    () => folders.files("market", "/etc", ["passwd"]),
    () => folders.files("market", "", ["ETHUSDT"]),
    () => folders.files("market", "", ["none.csv"]),
    () => folders.files("none", "", ["a.csv"]),
    () => folders.files("market (2)", "", ["a.csv"]),
    () => folders.list("market", "up"),
    () => folders.list("market", "a.csv"),
  ];
  for (const attempt of refused) {
    await expect(attempt()).rejects.toMatchObject({
      code: expect.stringMatching(/^(NOT_FOUND|REQUEST_INVALID)$/),
    });
  }
});
