/** The builds: what they import and export, and that the carried bytes are theirs. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KERNEL_PATHS } from "../../src/kernel-paths.gen.js";
import { KERNEL_PATHS_SHARED } from "../../src/kernel-paths-shared.gen.js";
import { KERNEL_RELEASE } from "../../src/kernel-release.gen.js";
import { KERNEL_SHARED } from "../../src/kernel-shared.gen.js";
import { KERNEL_SHA256, LAYOUT } from "../../src/layout.gen.js";
import { PATHS_KERNEL_SHA256, PATHS_LAYOUT } from "../../src/paths-layout.gen.js";

const PAGES = 16;
const FOUR_POINTS = {
  calls: ["advance", "finish", "memory", "prepare", "settle", "start"],
  layout: { ...LAYOUT },
};
const PATHS = {
  calls: ["advance", "finish", "memory", "points", "settle", "start"],
  layout: { ...PATHS_LAYOUT },
};
const BUILDS = [
  ["kernel.wasm", FOUR_POINTS],
  ["kernel.shared.wasm", FOUR_POINTS],
  ["kernel.debug.wasm", FOUR_POINTS],
  ["kernel.paths.wasm", PATHS],
  ["kernel.paths.shared.wasm", PATHS],
  ["kernel.paths.debug.wasm", PATHS],
] as const;

function bytesOf(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(import.meta.dirname, "../../build", name)));
}

function exportsOf(name: string): WebAssembly.Exports {
  const shared = name.includes("shared");
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared });
  const module = new WebAssembly.Module(bytesOf(name));
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}

function constantsOf(name: string): Record<string, number> {
  const globals = Object.entries(exportsOf(name)).flatMap(([key, value]) =>
    value instanceof WebAssembly.Global ? [[key, Number(value.value)] as const] : [],
  );
  return Object.fromEntries(globals);
}

describe.each(BUILDS)("%s", (name, { calls: expected, layout }) => {
  it("imports a memory and nothing else", () => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytesOf(name)))).toEqual([
      { module: "env", name: "memory", kind: "memory" },
    ]);
  });

  it("exports five calls, the memory and constants", () => {
    const calls = Object.entries(exportsOf(name)).flatMap(([key, value]) =>
      value instanceof WebAssembly.Global ? [] : [key],
    );
    expect(calls.sort()).toEqual(expected);
  });

  it("has the memory map that the host reads", () => {
    expect(constantsOf(name)).toEqual(layout);
  });
});

const CARRIED = [
  ["kernel.wasm", KERNEL_RELEASE],
  ["kernel.shared.wasm", KERNEL_SHARED],
  ["kernel.paths.wasm", KERNEL_PATHS],
  ["kernel.paths.shared.wasm", KERNEL_PATHS_SHARED],
] as const;

describe("the carried bytes", () => {
  it.each(CARRIED)("are those of %s", (name, carried) => {
    expect(carried).toBe(Buffer.from(bytesOf(name)).toString("base64"));
  });

  it.each([
    ["kernel.wasm", KERNEL_SHA256],
    ["kernel.paths.wasm", PATHS_KERNEL_SHA256],
  ])("of %s have the digest that results name", (name, sha256) => {
    expect(createHash("sha256").update(bytesOf(name)).digest("hex")).toBe(sha256);
  });
});
