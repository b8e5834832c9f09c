import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { KeptFiles } from "./kept-files.js";

function kept(bytesMax = 100) {
  const folder = join(mkdtempSync(join(tmpdir(), "perpmill-kept-")), "files");
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = new KeptFiles(folder, bytesMax);
  let made = 0;
  const read = async (name: string, text = name) => {
    const file = await files.open(name, async (out) => {
      made += 1;
      await writeFile(out, text);
    });
    const read = await file.readFile("utf8");
    await file.close();
    return read;
  };
  return { folder, files, read, made: () => made };
}

test("makes a file once, however many ask for it at a time", async () => {
  const { read, made, folder } = kept();
  const texts = await Promise.all(["a", "a", "b", "a"].map((name) => read(name)));
  expect(texts).toEqual(["a", "a", "b", "a"]);
  expect(await read("a")).toBe("a");
  expect(made()).toBe(2);
  expect(readdirSync(folder).sort()).toEqual(["a", "b"]);
});

test("keeps those used last, as many as there is room for", async () => {
  const { read, made, folder } = kept(25);
  const text = "0123456789";
  await read("a", text);
  await read("b", text);
  await read("a", text);
  await read("c", text);
  expect(readdirSync(folder).sort()).toEqual(["a", "c"]);
  expect(await read("b", text)).toBe(text);
  expect(made()).toBe(4);
  expect(await read("large", "x".repeat(30))).toHaveLength(30);
  expect(readdirSync(folder)).toEqual(["large"]);
});

test("makes a file again when somebody has removed it", async () => {
  const { read, made, folder } = kept();
  await read("a");
  rmSync(folder, { recursive: true });
  expect(await read("a")).toBe("a");
  expect(made()).toBe(2);
});

test("leaves nothing of a file that could not be made, and tries again", async () => {
  const { files, read, folder } = kept();
  const fail = async (out: string) => {
    await writeFile(out, "half");
    throw new Error("no room");
  };
  await expect(files.open("a", fail)).rejects.toThrow("no room");
  expect(readdirSync(folder)).toEqual([]);
  expect(await read("a")).toBe("a");
  expect(existsSync(join(folder, "a"))).toBe(true);
});
