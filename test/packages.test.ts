/** The packages as a user gets them: packed, checked, put into a project, compiled against and run. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
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

const PACKAGES = ["core-wasm", "engine", "server"] as const;
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

/** A project with the packages unpacked in it, beside their dependencies. */
function makeProject(): void {
  const modules = join(folder, "node_modules");
  for (const name of PACKAGES) {
    const target = join(modules, "@perpmill", name);
    mkdirSync(target, { recursive: true });
    execFileSync("tar", ["-xzf", packageOf(name).tarball, "-C", target, "--strip-components=1"]);
    for (const dependency of Object.keys(manifestOf(name).dependencies ?? {})) {
      if (dependency.startsWith("@perpmill/")) continue;
      // a version of its own lies in the package, what packages share beside them
      const own = join(ROOT, "packages", name, "node_modules", dependency);
      const [from, to] = existsSync(own)
        ? [own, join(target, "node_modules", dependency)]
        : [join(ROOT, "node_modules", dependency), join(modules, dependency)];
      if (existsSync(to)) continue;
      mkdirSync(dirname(to), { recursive: true });
      symlinkSync(from, to, "junction");
    }
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", type: "module" }));
  writeFileSync(join(folder, "user.ts"), USER_PROGRAM);
  writeFileSync(join(folder, "api.ts"), API_PROGRAM);
}

const USER_PROGRAM = `
import { backtest, type BacktestResult, PerpmillError, syntheticBars } from "@perpmill/engine";
import { LAYOUT } from "@perpmill/core-wasm";
import { Ema } from "@perpmill/core-wasm/portable";
import { STRATEGIES } from "@perpmill/core-wasm/strategies";

const result: BacktestResult = await backtest({
  bars: syntheticBars({ seed: 1, bars: 5000 }),
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 1000 },
    strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.05 } },
  },
});
const average = new Ema(1);
average.push(2);
// @ts-expect-error a number is asked for: the types of AssemblyScript are known
export const wrong = (ema: Ema) => ema.push("2");
const mean: f64 = average.value;
const fills: number = result.metrics.fills;
const known: boolean = new PerpmillError("USAGE", { message: "shown" }).code === "USAGE";
console.log(JSON.stringify({ fills, known, mean, ids: STRATEGIES.map(({ id }) => id), map: Object.keys(LAYOUT).length > 0 }));
`;

const API_PROGRAM = `
import type { Problem, Run, RunAccepted, ServerMessage, StartRunBody } from "@perpmill/server/api";

export const body: StartRunBody = {
  dataSetId: "d",
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 1000 },
    strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 1 } },
  },
};
export function told(answer: RunAccepted | Problem): string {
  return "run" in answer ? answer.run.state : answer.code;
}
export const best = (runs: readonly Run[]) => runs.map(({ summary }) => summary?.sharpe ?? 0);
export const isEvent = (message: ServerMessage): boolean => message.type === "event";
// @ts-expect-error a run without data
export const wrong: StartRunBody = { config: body.config };
`;

const OPTIONS = {
  strict: true,
  target: "ES2022",
  lib: ["ES2023", "DOM"],
  types: [],
};

function typeCheck(name: string, options: object, file = "user.ts"): void {
  const path = join(folder, `tsconfig.${name}.json`);
  const compilerOptions = { ...OPTIONS, ...options };
  writeFileSync(path, JSON.stringify({ compilerOptions, files: [file] }));
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
    const entry = { "core-wasm": "dist/index.js", engine: "dist/index.js", server: "dist/app.js" };
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "package.json", entry[name]]));
    const strangers = /\.(test|fixture)\.|tsbuildinfo|(^|\/)(test|scripts)\/|\.debug\./;
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
    // no code: bytes for whoever wants them, types for whoever asks the server
    const left = { "core-wasm": ["kernel.wasm"], engine: [], server: ["api"] }[name];
    const excluded = left.length === 0 ? [] : ["--exclude-entrypoints", ...left];
    node(
      [attw, packageOf(name).tarball, "--profile", "esm-only", "--no-emoji", ...excluded],
      folder,
    );
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
      mean: 2,
      ids: expect.arrayContaining(["dual-maker", "pure-maker"]),
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

  test("has the server's command, and the engine's hands over to it", () => {
    const { bin, version } = manifestOf("server");
    const server = join(folder, "node_modules/@perpmill/server", bin["perpmill-server"]);
    expect(node([server, "--version"], folder).trim()).toBe(version);
    const home = join(folder, "home");
    expect(node([server, "user", "list", "--home", home, "--lang", "en"], folder)).toBe(
      "There are no accounts yet.\n",
    );
    const engine = join(folder, "node_modules/@perpmill/engine", manifestOf("engine").bin.perpmill);
    const shown = node([engine, "serve", "--print-config", "--json", "--home", home], folder);
    expect(JSON.parse(shown)).toMatchObject({ home: { value: home, source: "--home" } });
  });

  test("has the types of the API", () => {
    const bundler = { module: "ESNext", moduleResolution: "bundler" };
    const nodenext = { module: "NodeNext", moduleResolution: "NodeNext" };
    for (const [name, options] of Object.entries({ bundler, nodenext })) {
      typeCheck(`api-${name}`, { ...options, noEmit: true, skipLibCheck: true }, "api.ts");
    }
  });

  test("does not install what only the command needs, which is bundled", () => {
    const bundled = ["asciichart", "cli-progress", "cli-table3", "commander", "picocolors"];
    const { dependencies, devDependencies } = manifestOf("engine");
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(bundled));
    expect(bundled.filter((name) => name in dependencies)).toEqual([]);
  });
});
