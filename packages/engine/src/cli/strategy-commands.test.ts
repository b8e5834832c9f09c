import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { debugStrategy, strategyDifferences } from "../strategy-testing.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { barsCsv, type TestFolder, testFolder } from "./test-host.fixture.js";

let folder: TestFolder;

beforeEach(() => {
  folder = testFolder();
});

afterEach(() => folder.remove());

describe("perpmill strategy", () => {
  it("writes a strategy that is fine, runs, and is built into one file", async () => {
    const made = await folder.run(["strategy", "new", "my-maker", "--lang", "en"]);
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    expect(folder.files()).toEqual([
      "my-maker.json",
      "my-maker.test.ts",
      "my-maker.ts",
      "tsconfig.json",
    ]);
    const checked = await folder.run(["strategy", "check", "my-maker.ts", "--json"]);
    const { hash, className } = JSON.parse(checked.stdout);
    expect(className).toBe("MyMaker");

    folder.write("bars.csv", barsCsv(8000));
    const ran = await folder.run(["run", "my-maker.json", "--data", "bars.csv", "--json"]);
    expect(ran.stderr).toBe("");
    const result = JSON.parse(ran.stdout);
    expect(result.strategy).toEqual({ name: "My maker", hash });
    expect(result.config.strategy.name).toBe(`user:${hash}`);
    expect(result.fills).toBeGreaterThan(0);

    const built = await folder.run(["strategy", "build", "my-maker.ts", "--out", "maker.wasm"]);
    expect(built.stdout).toContain("wrote maker.wasm");
    folder.write("plain.json", folder.read("my-maker.json").replace("./my-maker.ts", "pure-maker"));
    const again = await folder.run([
      ...["run", "plain.json", "--strategy", "maker.wasm"],
      ...["--data", "bars.csv", "--json"],
    ]);
    expect(JSON.parse(again.stdout).resultHash).toBe(result.resultHash);
  });

  it("writes a test that holds", async () => {
    await folder.run(["strategy", "new", "my-maker"]);
    const { MyMaker } = await import(/* @vite-ignore */ join(folder.path, "my-maker.ts"));
    const run = {
      file: join(folder.path, "my-maker.ts"),
      strategy: MyMaker,
      bars: syntheticBars({ seed: 1, bars: 5000 }),
      config: {
        instrument: "ETHUSDT",
        account: { initialBalance: 10_000, leverage: 5 },
        strategy: { orderRefreshMs: 15_000 },
      },
    };
    expect(await strategyDifferences(run)).toEqual([]);
    expect((await debugStrategy(run)).trades.length).toBeGreaterThan(0);
  });

  it("shows the strategy's title in the result of a run", async () => {
    await folder.run(["strategy", "new", "my-maker"]);
    folder.write("bars.csv", barsCsv(8000));
    const { stdout } = await folder.run(["run", "my-maker.json", "--data", "bars.csv"]);
    expect(stdout).toMatch(/My maker \(user:[0-9a-f]{8}\)/);
  });

  it("overwrites nothing, and takes no odd names", async () => {
    await folder.run(["strategy", "new", "my-maker"]);
    const again = await folder.run(["strategy", "new", "my-maker", "--lang", "en"]);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain("OUTPUT_NOT_WRITABLE");
    const odd = await folder.run(["strategy", "new", "My Maker", "--lang", "zh"]);
    expect(odd.exitCode).toBe(2);
    expect(odd.stderr).toContain("不能作为策略名称");
  });

  it("lists every mistake with its place", async () => {
    await folder.run(["strategy", "new", "my-maker"]);
    const source = folder.read("my-maker.ts");
    folder.write(
      "my-maker.ts",
      source
        .replace("const size: f64 = ", "const size: i32 = ")
        .replace("this.trend.push(", "this.trend.pusch("),
    );
    const { exitCode, stderr } = await folder.run([
      "strategy",
      "check",
      "my-maker.ts",
      "--lang",
      "en",
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("STRATEGY_INVALID");
    expect(stderr).toMatch(/my-maker\.ts:\d+:\d+ /);
    expect(stderr).toMatch(/pusch/);
    expect(stderr).toMatch(/i32\(x\)/);
  });

  it.each(["en", "zh"])("has help in %s", async (lang) => {
    for (const command of ["new", "check", "build"]) {
      const { exitCode, stdout } = await folder.run([
        "strategy",
        command,
        "--help",
        "--lang",
        lang,
      ]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`perpmill strategy ${command}`);
    }
  });
});
