/** The packages as a user gets them: packed, checked, put into a project, compiled against and run. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "./sources.js";

const PACKAGES = ["core-wasm", "engine"] as const;
type PackageName = (typeof PACKAGES)[number];

interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), "perpmill-packages-")));
const packed = new Map<PackageName, Packed>();

/** Runs a program of Node. Returns what it printed; throws that, with its errors, when it fails. */
function node(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${stdout}${stderr}`);
  }
}

function pack(name: PackageName): Packed {
  const text = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: join(ROOT, "packages", name),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [{ filename, files }] = JSON.parse(text) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  return { tarball: join(folder, filename), files: files.map(({ path }) => path) };
}

function packageOf(name: PackageName): Packed {
  const found = packed.get(name);
  if (found === undefined) throw new Error(`${name} is not packed`);
  return found;
}

function manifestOf(name: PackageName) {
  return JSON.parse(readFileSync(join(ROOT, "packages", name, "package.json"), "utf8"));
}

/** A project with both packages unpacked in it, beside their dependencies. */
function makeProject(): void {
  const modules = join(folder, "node_modules");
  for (const name of PACKAGES) {
    const target = join(modules, "@perpmill", name);
    mkdirSync(target, { recursive: true });
    execFileSync("tar", ["-xzf", packageOf(name).tarball, "-C", target, "--strip-components=1"]);
    for (const dependency of Object.keys(manifestOf(name).dependencies ?? {})) {
      if (dependency.startsWith("@perpmill/")) continue;
      mkdirSync(dirname(join(modules, dependency)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", dependency), join(modules, dependency), "junction");
    }
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", type: "module" }));
  writeFileSync(join(folder, "user.ts"), USER_PROGRAM);
}

const USER_PROGRAM = `
import { backtest, type BacktestResult, PerpmillError, syntheticBars } from "@perpmill/engine";
import { LAYOUT } from "@perpmill/core-wasm";
import { STRATEGIES } from "@perpmill/core-wasm/strategies";

const result: BacktestResult = await backtest({
  bars: syntheticBars({ seed: 1, bars: 5000 }),
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 1000 },
    strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.05 } },
  },
});
const fills: number = result.metrics.fills;
const known: boolean = new PerpmillError("USAGE", { message: "shown" }).code === "USAGE";
console.log(JSON.stringify({ fills, known, ids: STRATEGIES.map(({ id }) => id), map: Object.keys(LAYOUT).length > 0 }));
`;

const OPTIONS = {
  strict: true,
  target: "ES2022",
  lib: ["ES2023", "DOM"],
  types: [],
};

function typeCheck(name: string, options: object): void {
  const path = join(folder, `tsconfig.${name}.json`);
  const compilerOptions = { ...OPTIONS, ...options };
  writeFileSync(path, JSON.stringify({ compilerOptions, files: ["user.ts"] }));
  node([join(ROOT, "node_modules/typescript/bin/tsc"), "-p", path], folder);
}

beforeAll(() => {
  for (const name of PACKAGES) packed.set(name, pack(name));
  makeProject();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(PACKAGES)("@perpmill/%s", (name) => {
  test("packs what is needed and nothing else", () => {
    const { files } = packageOf(name);
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "package.json", "dist/index.js"]));
    const strangers = /\.(test|fixture)\.|tsbuildinfo|(^|\/)(test|reference|scripts)\/|\.debug\./;
    expect(files.filter((path) => strangers.test(path))).toEqual([]);
  });

  test("ships the source that its source maps point to", () => {
    const { files } = packageOf(name);
    const maps = files.filter((path) => path.endsWith(".map"));
    const missing = maps.flatMap((path) => {
      const map = JSON.parse(
        readFileSync(join(folder, "node_modules/@perpmill", name, path), "utf8"),
      ) as { readonly sources: readonly string[] };
      const sources = map.sources.map((source) => join(dirname(path), source));
      return sources.filter((source) => !files.includes(source.replaceAll("\\", "/")));
    });
    expect(missing).toEqual([]);
  });

  test("publint finds nothing", async () => {
    const bytes = readFileSync(packageOf(name).tarball);
    const tarball = new Uint8Array(bytes).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("types are right for every kind of resolution that knows ES modules", () => {
    const attw = join(ROOT, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const wasm = name === "core-wasm" ? ["--exclude-entrypoints", "kernel.wasm"] : [];
    node([attw, packageOf(name).tarball, "--profile", "esm-only", "--no-emoji", ...wasm], folder);
  });
});

describe("a project that uses the packages", () => {
  test("compiles with moduleResolution nodenext and bundler, and runs", () => {
    typeCheck("bundler", {
      module: "ESNext",
      moduleResolution: "bundler",
      noEmit: true,
      skipLibCheck: true,
    });
    typeCheck("nodenext", { module: "NodeNext", moduleResolution: "NodeNext" });
    const printed = JSON.parse(node([join(folder, "user.js")], folder));
    expect(printed).toEqual({
      fills: expect.any(Number),
      known: true,
      ids: ["dual-maker", "pure-maker"],
      map: true,
    });
    expect(printed.fills).toBeGreaterThan(10);
  });

  test("has the command", () => {
    const { bin, version } = manifestOf("engine");
    const command = join(folder, "node_modules/@perpmill/engine", bin.perpmill);
    expect(node([command, "--version"], folder).trim()).toBe(version);
    const result = JSON.parse(node([command, "demo", "--bars", "3000", "--json"], folder));
    expect(result.data).toMatchObject({ synthetic: true, bars: 3000 });
  });

  test("does not install what only the command needs, which is bundled", () => {
    const bundled = ["asciichart", "cli-progress", "cli-table3", "commander", "picocolors"];
    const { dependencies, devDependencies } = manifestOf("engine");
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(bundled));
    expect(bundled.filter((name) => name in dependencies)).toEqual([]);
  });
});
