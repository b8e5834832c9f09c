/** A sweep whose process is killed goes on where it was, in a process of its own as people run it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG } from "../src/cli/test-host.fixture.js";

const SOURCES = join(import.meta.dirname, "../src");
const AXES = ["--axis", "strategy.bidSpread=0.0001:0.02:0.0001", "--workers", "2"];

describe("a sweep whose process is killed", () => {
  let folder = "";
  let command = "";
  const home = () => join(folder, "home");

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "perpmill-killed-"));
    const outdir = join(folder, "cli");
    await build({
      entryPoints: {
        bin: join(SOURCES, "cli/bin.ts"),
        "sweep-worker": join(SOURCES, "sweeps/sweep-worker-node.ts"),
      },
      outdir,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      external: ["h5wasm", "h5wasm/node", "h5wasm-plugins", "ccxt"],
      mainFields: ["module", "main"],
      define: { "import.meta.dirname": '""' },
      banner: {
        js: 'import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url);',
      },
    });
    // The command looks for its threads under the name that the package gives them.
    writeFileSync(join(outdir, "sweep-worker.js"), 'import "./sweep-worker.mjs";\n');
    writeFileSync(join(outdir, "package.json"), '{"type":"module"}\n');
    command = join(outdir, "bin.mjs");
    writeFileSync(join(folder, "config.json"), TEST_CONFIG);
    writeFileSync(join(folder, "bars.csv"), barsCsv(60_000));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function argsOf(out: string): string[] {
    return [command, "sweep", "config.json", "--data", "bars.csv", ...AXES, "--out", out];
  }

  const env = () => ({ ...process.env, PERPMILL_HOME: home(), NO_COLOR: "1", LANG: "C" });

  function rowsKept(): number {
    const sweeps = join(home(), "sweeps");
    if (!existsSync(sweeps)) return 0;
    const name = readdirSync(sweeps).find((one) => one.endsWith(".jsonl"));
    if (name === undefined) return 0;
    return readFileSync(join(sweeps, name), "utf8").split("\n").length - 1;
  }

  async function killedAfter(rows: number): Promise<ChildProcess> {
    const child = spawn(process.execPath, argsOf("rows.csv"), {
      cwd: folder,
      env: env(),
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    while (rowsKept() < rows && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill("SIGKILL");
    await ended;
    return child;
  }

  it("goes on with the rows that it had, to the same file", async () => {
    const killed = await killedAfter(10);
    expect(killed.signalCode).toBe("SIGKILL");
    const before = rowsKept();
    expect(before).toBeLessThan(200);
    expect(existsSync(join(folder, "rows.csv"))).toBe(false);

    const resumed = spawnSync(process.execPath, argsOf("rows.csv"), {
      cwd: folder,
      env: env(),
      encoding: "utf8",
    });
    expect(resumed.stderr).toBe("");
    expect(resumed.status).toBe(0);
    const reused = Number(/known from before (\d+)/.exec(resumed.stdout)?.[1]);
    expect(reused).toBeGreaterThanOrEqual(before - 1);
    expect(rowsKept()).toBeGreaterThanOrEqual(200);

    const whole = spawnSync(process.execPath, [...argsOf("whole.csv"), "--no-cache"], {
      cwd: folder,
      env: env(),
      encoding: "utf8",
    });
    expect(whole.stdout).not.toContain("known from before");
    const text = readFileSync(join(folder, "rows.csv"), "utf8");
    expect(text).toBe(readFileSync(join(folder, "whole.csv"), "utf8"));
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("ends at one interrupt though its strategy never comes back", async () => {
    const endless = 'writeSync(2, "asked"); for (;;);';
    const maker = `{ id: "endless", positionMode: "oneWay", parameters: {}, quote() { ${endless} } }`;
    const source = `import { writeSync } from "node:fs";\nexport default ${maker};\n`;
    writeFileSync(join(folder, "endless.mjs"), source);
    const config = { ...JSON.parse(TEST_CONFIG), strategy: { module: "./endless.mjs" } };
    writeFileSync(join(folder, "endless.json"), JSON.stringify(config));
    const axis = ["--axis", "account.leverage=2,3,5", "--workers", "2"];
    const args = [command, "sweep", "endless.json", "--data", "bars.csv", ...axis];
    const child = spawn(process.execPath, args, { cwd: folder, env: env() });
    const ended = once(child, "exit");
    try {
      await Promise.race([once(child.stderr, "data"), ended]);
      child.kill("SIGINT");
      expect(await ended).toEqual([130, null]);
    } finally {
      child.kill("SIGKILL");
    }
  }, 20_000);
});
