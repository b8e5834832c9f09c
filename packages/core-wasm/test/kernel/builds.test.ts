/** The three builds: what they import and export, and that the carried bytes are theirs. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KERNEL_RELEASE } from "../../src/kernel-release.gen.js";
import { KERNEL_SHARED } from "../../src/kernel-shared.gen.js";
import { KERNEL_SHA256, LAYOUT } from "../../src/layout.gen.js";

const PAGES = 16;
const BUILDS = ["kernel.wasm", "kernel.shared.wasm", "kernel.debug.wasm"] as const;

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

describe.each(BUILDS)("%s", (name) => {
  it("imports a memory and nothing else", () => {
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytesOf(name)))).toEqual([
      { module: "env", name: "memory", kind: "memory" },
    ]);
  });

  it("exports five calls, the memory and constants", () => {
    const calls = Object.entries(exportsOf(name)).flatMap(([key, value]) =>
      value instanceof WebAssembly.Global ? [] : [key],
    );
    expect(calls.sort()).toEqual(["advance", "finish", "memory", "prepare", "settle", "start"]);
  });

  it("has the memory map that the host reads", () => {
    expect(constantsOf(name)).toEqual({ ...LAYOUT });
  });
});

describe("the carried bytes", () => {
  it("are those of the release and the shared build", () => {
    expect(KERNEL_RELEASE).toBe(Buffer.from(bytesOf("kernel.wasm")).toString("base64"));
    expect(KERNEL_SHARED).toBe(Buffer.from(bytesOf("kernel.shared.wasm")).toString("base64"));
  });

  it("have the digest that results name", () => {
    const digest = createHash("sha256").update(bytesOf("kernel.wasm")).digest("hex");
    expect(KERNEL_SHA256).toBe(digest);
  });
});
