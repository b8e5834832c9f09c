import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashFiles, lookAtFiles } from "./file-state.js";
import { knownMd5, rememberMd5 } from "./source-index.js";

let folder: string;
let paths: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-index-"));
  paths = [join(folder, "a"), join(folder, "b")];
  await writeFile(paths[0], "ab");
  await writeFile(paths[1], "c");
});
afterEach(() => rm(folder, { recursive: true }));

test("the MD5 is that of the bytes of all files in order", async () => {
  const md5 = await hashFiles(await lookAtFiles(paths), undefined);
  expect(md5).toBe("900150983cd24fb0d6963f7d28e17f72");
});

test("files are known while nothing about them changes", async () => {
  await wait(60);
  const files = await lookAtFiles(paths);
  await rememberMd5(folder, files, "1".repeat(32));
  expect(await knownMd5(folder, files)).toBe("1".repeat(32));
  expect(await knownMd5(folder, [...files].reverse())).toBeNull();
  expect(await knownMd5(folder, files.slice(1))).toBeNull();
  for (const field of ["bytes", "mtimeNs", "ctimeNs", "inode"] as const) {
    const changed = [files[0], { ...files[1], [field]: `${files[1][field]}0` }];
    expect(await knownMd5(folder, changed), field).toBeNull();
  }
});

test("a record made within a clock tick of the last change is not believed", async () => {
  await writeFile(paths[0], "xy");
  const files = await lookAtFiles(paths);
  await rememberMd5(folder, files, "1".repeat(32));
  expect(await knownMd5(folder, files)).toBeNull();
});
