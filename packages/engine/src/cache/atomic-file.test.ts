import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeAtomically } from "./atomic-file.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-atomic-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a file appears whole, in a folder made for it, or not at all", async () => {
  const path = join(folder, "a", "b", "file");
  await writeAtomically(path, async (file) => {
    await file.writeFile("first");
    expect(await readdir(join(folder, "a", "b"))).toEqual([expect.stringMatching(/\.tmp$/)]);
  });
  const failing = writeAtomically(path, async (file) => {
    await file.writeFile("half of the sec");
    throw new Error("no space");
  });
  await expect(failing).rejects.toThrow("no space");
  expect(await readFile(path, "utf8")).toBe("first");
  expect(await readdir(join(folder, "a", "b"))).toEqual(["file"]);
});

test("a temporary file of the same name, left by another process, is in nobody's way", async () => {
  const path = join(folder, "file");
  for (let i = 0; i < 50; i++) await writeFile(`${path}.${process.pid}-${i}.tmp`, "old");
  await writeAtomically(path, (file) => file.writeFile("new"));
  expect(await readFile(path, "utf8")).toBe("new");
});

test("temporary files of dead writers are removed, others are left alone", async () => {
  const dead = "file.999999999-0.tmp";
  const alive = `other.${process.ppid}-0.tmp`;
  for (const name of [dead, alive, "notes.tmp"]) await writeFile(join(folder, name), "");
  await writeAtomically(join(folder, "file"), (file) => file.writeFile("new"));
  expect((await readdir(folder)).sort()).toEqual(["file", "notes.tmp", alive].sort());
});
