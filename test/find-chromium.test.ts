import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findChromium } from "../scripts/find-chromium.mjs";

function folderWith(name: string, mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-path-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), "");
  chmodSync(join(folder, name), mode);
  return folder;
}

test("finds none on a path without one", () => {
  expect(findChromium({ PATH: "" })).toBeNull();
  expect(findChromium({})).toBeNull();
});

test("finds the first program by name on the path", () => {
  const chrome = folderWith("google-chrome", 0o755);
  const chromium = folderWith("chromium", 0o755);
  const PATH = [chrome, chromium].join(delimiter);
  expect(findChromium({ PATH })).toBe(join(chromium, "chromium"));
  expect(findChromium({ PATH: chrome, CHROMIUM_PATH: "" })).toBe(join(chrome, "google-chrome"));
});

test.skipIf(process.platform === "win32")("passes by files that cannot be run", () => {
  expect(findChromium({ PATH: folderWith("chromium", 0o644) })).toBeNull();
});

test("CHROMIUM_PATH wins, and is an error when it leads nowhere", () => {
  const folder = folderWith("my-browser", 0o755);
  const named = join(folder, "my-browser");
  expect(findChromium({ CHROMIUM_PATH: named, PATH: "" })).toBe(named);
  expect(() => findChromium({ CHROMIUM_PATH: join(folder, "none") })).toThrow("does not exist");
});
