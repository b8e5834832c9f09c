/** What a browser downloads and the command reads: no Node in the one, not more than it was in both. */
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";

/** Ceilings move only in the commit that needs it. The entry is all that the library exports, sweeps among it. */
const ENTRY_GZIP_BYTES_MAX = 235_000;
/** Nine strategies, each compiled on its own with and without a mark series. */
const KERNEL_CHUNK_GZIP_BYTES_MAX = 48_000;
const KERNEL_BYTES_MAX = 135_000;
/** What is read before the command knows which one it is: some 5 ms of work. */
const COMMAND_START_BYTES_MAX = 182_000;

interface Chunk {
  readonly name: string;
  readonly gzipBytes: number;
  readonly inputs: readonly string[];
  /** names of the chunks that are loaded before it runs */
  readonly imports: readonly string[];
}

let chunks: readonly Chunk[];

/** Bundles as a user's bundler does, by the conditions of package.json. */
beforeAll(async () => {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: 'export * from "@perpmill/engine";',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    absWorkingDir: fileURLToPath(new URL("../../..", import.meta.url)),
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    outdir: "out",
    metafile: true,
    write: false,
  });
  chunks = Object.entries(metafile.outputs).map(([path, { inputs, imports }]) => {
    const name = path.slice("out/".length);
    const file = outputFiles.find((output) => output.path.endsWith(name));
    return {
      name,
      gzipBytes: gzipSync(file?.contents ?? "").length,
      inputs: Object.keys(inputs),
      imports: imports
        .filter(({ kind }) => kind === "import-statement")
        .map((chunk) => chunk.path.slice("out/".length)),
    };
  });
});

/** The chunk that holds a module and all chunks that are loaded before it runs. */
function loadedWith(input: RegExp): readonly Chunk[] {
  const holding = chunks.filter((chunk) => chunk.inputs.some((path) => input.test(path)));
  expect(holding).toHaveLength(1);
  const loaded = new Set(holding);
  for (const { imports } of loaded) {
    for (const chunk of chunks) if (imports.includes(chunk.name)) loaded.add(chunk);
  }
  return [...loaded];
}

function gzipBytesOf(input: RegExp): number {
  return loadedWith(input).reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
}

test("the browser entry is what bundlers take", () => {
  const inputs = chunks.flatMap((chunk) => chunk.inputs);
  expect(inputs).toContain("packages/engine/dist/browser.js");
  expect(inputs).toContain("packages/engine/dist/market-data/load-browser.js");
});

test("no module of Node, of the command or of the cache is reached", () => {
  const inputs = chunks.flatMap((chunk) => chunk.inputs);
  const strangers = /^node:|\(disabled\)|\/(cli|cache)\/|-node\.js$|\/yauzl\/|\/commander\//;
  expect(inputs.filter((path) => strangers.test(path))).toEqual([]);
});

test("entry and kernel stay under their ceilings", () => {
  expect(gzipBytesOf(/engine\/dist\/browser\.js$/)).toBeLessThan(ENTRY_GZIP_BYTES_MAX);
  const kernel = gzipBytesOf(/core-wasm\/dist\/kernel-release\.gen\.js$/);
  expect(kernel).toBeLessThan(KERNEL_CHUNK_GZIP_BYTES_MAX);
});

test("bars as bytes, trades as Arrow and explanations are loaded only when they are asked for", () => {
  const inputs = loadedWith(/engine\/dist\/browser\.js$/).flatMap((chunk) => chunk.inputs);
  expect(inputs.filter((path) => /entry-bytes|flechette|explanation\.js/.test(path))).toEqual([]);
  for (const name of [/entry-bytes\.js$/, /runs\/explain\/explanation\.js$/]) {
    expect(chunks.flatMap((chunk) => chunk.inputs)).toContainEqual(expect.stringMatching(name));
  }
});

test.each([
  "release",
  "shared",
  "paths",
  "paths-shared",
])("the build %s of the kernel is a chunk of its own, loaded only when asked for", (build) => {
  const holding = chunks.filter((chunk) =>
    chunk.inputs.some((path) => path.endsWith(`kernel-${build}.gen.js`)),
  );
  expect(holding.map((chunk) => chunk.inputs.length)).toEqual([1]);
});

test("the binary of the kernel stays under its ceiling", () => {
  const path = fileURLToPath(import.meta.resolve("@perpmill/core-wasm/kernel.wasm"));
  expect(statSync(path).size).toBeLessThan(KERNEL_BYTES_MAX);
});

test("the command is bundled, with a shebang and the licences of what is in it", () => {
  const dist = new URL("../dist/cli/", import.meta.url);
  const text = readFileSync(new URL("bin.js", dist), "utf8");
  expect(text.startsWith("#!/usr/bin/env node\n")).toBe(true);
  expect(readFileSync(new URL("THIRD-PARTY.txt", dist), "utf8")).toMatch(/^commander .*\(MIT\)$/m);
});

test("the command starts with its grammar alone; what a command needs is read when it runs", () => {
  const dist = new URL("../dist/cli/", import.meta.url);
  const read = new Map<string, string>();
  const visit = (name: string): void => {
    if (read.has(name)) return;
    const text = readFileSync(new URL(name, dist), "utf8");
    read.set(name, text);
    for (const [, next] of text.matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) visit(next);
  };
  visit("bin.js");
  const bytes = [...read.values()].reduce((sum, text) => sum + text.length, 0);
  expect(bytes).toBeLessThan(COMMAND_START_BYTES_MAX);
  expect([...read.values()].join("").includes("node:zlib")).toBe(false);
});
