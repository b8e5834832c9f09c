import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ERROR_CODES } from "../errors.js";
import { ENGINE_VERSION } from "../version.js";
import { type TestFolder, testFolder } from "./test-host.fixture.js";
import { EN } from "./texts/en.js";
import { ZH } from "./texts/zh.js";

const COMMANDS = Object.keys(EN.commands);

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

describe("help", () => {
  it("lists every command, also without arguments", async () => {
    const asked = await folder.run(["--help"]);
    const bare = await folder.run([]);
    expect(asked.exitCode).toBe(0);
    expect(bare).toEqual(asked);
    for (const command of COMMANDS) expect(asked.stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it.each(COMMANDS)("of %s has examples that name it, in both languages", async (command) => {
    for (const [lang, texts] of [
      ["en", EN],
      ["zh", ZH],
    ] as const) {
      const { exitCode, stdout } = await folder.run([command, "--help", "--lang", lang]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(texts.examples);
      expect(stdout).toContain(`perpmill ${command}`);
      expect(stdout).not.toContain("undefined");
    }
  });

  it("prints the version", async () => {
    expect(await folder.run(["--version"])).toMatchObject({
      exitCode: 0,
      stdout: `${ENGINE_VERSION}\n`,
    });
  });
});

describe("texts", () => {
  function paths(value: unknown, prefix = ""): string[] {
    if (typeof value !== "object" || value === null) return [prefix];
    return Object.entries(value).flatMap(([key, member]) => paths(member, `${prefix}/${key}`));
  }

  it("have the same keys in both languages", () => {
    const { codeMeaning: _, ...english } = EN;
    const { codeMeaning, ...chinese } = ZH;
    expect(paths(chinese)).toEqual(paths(english));
    expect(Object.keys(codeMeaning).sort()).toEqual([...ERROR_CODES].sort());
  });
});

describe("perpmill demo", () => {
  it("prints RESULT.json with --json, the same every time", async () => {
    const demo = ["demo", "--bars", "20000", "--json"];
    const [first, second] = [await folder.run(demo), await folder.run(demo)];
    const result = JSON.parse(first.stdout);
    expect(result.data).toMatchObject({ synthetic: true, bars: 20_000 });
    expect(result.config.account.leverage).toBe(5);
    expect(result.rebates + result.rebateAccrued).toBeGreaterThan(0);
    expect(JSON.parse(second.stdout).resultHash).toBe(result.resultHash);
    const other = JSON.parse((await folder.run([...demo, "--seed", "2"])).stdout);
    expect(other.resultHash).not.toBe(result.resultHash);
  });

  it("says that the market is synthetic and what bars cannot know", async () => {
    const { stdout } = await folder.run(["demo", "--bars", "5000"]);
    expect(stdout).toContain("SYNTHETIC DATA");
    expect(stdout).toContain("What minute bars cannot know");
    expect(stdout).toMatch(/ns per bar/);
  });
});

describe("perpmill init", () => {
  it("writes a configuration that runs, in both languages and for every strategy", async () => {
    folder.write("bars.csv", (await import("./test-host.fixture.js")).barsCsv(500));
    for (const [lang, strategy] of [
      ["en", "dual-maker"],
      ["zh", "pure-maker"],
    ]) {
      const name = `${lang}.json`;
      const written = await folder.run(["init", name, "--lang", lang, "--strategy", strategy]);
      expect(written).toMatchObject({ exitCode: 0, stderr: "" });
      const { exitCode, stderr } = await folder.run(["run", name, "--data", "bars.csv", "--json"]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    }
  });

  it("overwrites nothing unless it is told to", async () => {
    folder.write("config.json", "mine");
    const { exitCode, stderr } = await folder.run(["init"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/OUTPUT_NOT_WRITABLE.*config\.json/);
    expect(folder.read("config.json")).toBe("mine");
    expect((await folder.run(["init", "--force"])).exitCode).toBe(0);
    expect(folder.read("config.json")).toContain("strategy");
  });
});

describe("perpmill report", () => {
  it("turns a result into one page", async () => {
    folder.write("r.json", (await folder.run(["demo", "--bars", "5000", "--json"])).stdout);
    const { exitCode } = await folder.run(["report", "r.json", "--out", "r.html", "--lang", "zh"]);
    expect(exitCode).toBe(0);
    expect(folder.read("r.html")).toMatch(/^<!doctype html>[\s\S]*回测报告/);
  });

  it("refuses what is no result", async () => {
    folder.write("r.json", "{}");
    const { exitCode, stderr } = await folder.run(["report", "r.json", "--out", "r.html"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/RESULT_INVALID.*r\.json/);
    expect(folder.files()).toEqual(["r.json"]);
  });
});

describe("lists", () => {
  it("shows strategies and their parameters", async () => {
    expect((await folder.run(["strategies"])).stdout).toMatch(/dual-maker[\s\S]*pure-maker/);
    const one = await folder.run(["strategies", "pure-maker"]);
    expect(one.stdout).toMatch(/inventorySkew/);
    const { stdout } = await folder.run(["strategies", "--json"]);
    expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toContain("pure-maker");
  });

  it("shows where a strategy comes from, its choices, and when a parameter counts", async () => {
    const { stdout } = await folder.run(["strategies", "avellaneda-stoikov"]);
    expect(stdout).toContain("https://doi.org/10.1080/14697680701381228");
    expect(stdout).toMatch(/^kappa +fitted +1 \/ share 0\.001 … 1000000000$/m);
    expect(stdout).toMatch(/^horizon +rolling +rolling, daily$/m);
    expect(stdout).toContain("parkinson: Parkinson: from high and low");
    expect(stdout).toContain("Counts while kappa = null.");
    const zh = await folder.run(["strategies", "grid", "--lang", "zh"]);
    expect(zh.stdout).toContain('仅当 range = "fixed" 时有效。');
    expect(zh.stdout).toMatch(/^trailUp +false +true 或 false$/m);
    const json = JSON.parse((await folder.run(["strategies", "hedge-grid", "--json"])).stdout);
    expect(json).toMatchObject({ id: "hedge-grid", keepsOrders: true });
  });

  it("shows presets with the date of their facts", async () => {
    expect((await folder.run(["instruments"])).stdout).toMatch(/BTCUSDT/);
    const { stdout } = await folder.run(["instruments", "ethusdt"]);
    expect(stdout).toMatch(/ETHUSDT.*\d{4}-\d{2}-\d{2}/);
  });

  it("prints the schema as JSON", async () => {
    expect(JSON.parse((await folder.run(["schema"])).stdout)).toHaveProperty("properties.strategy");
  });
});

describe("perpmill envelope", () => {
  it("runs every combination and shows the spread", async () => {
    const fixture = await import("./test-host.fixture.js");
    folder.write("config.json", fixture.TEST_CONFIG);
    folder.write("bars.csv", fixture.barsCsv(2000));
    const argv = ["envelope", "config.json", "--data", "bars.csv"];
    const text = await folder.run(argv);
    expect(text).toMatchObject({ exitCode: 0, stderr: "" });
    expect(text.stdout).toMatch(/Total return[\s\S]*lowFirst[\s\S]*through/);
    const result = JSON.parse((await folder.run([...argv, "--json"])).stdout);
    expect(result.rows).toHaveLength(30);
  });
});
