import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TRADES_HEADER } from "../reports/csv.js";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const RUN = ["run", "config.json", "--data", "bars.csv"];
const OUTPUTS = ["--out", "result.json", "--trades", "trades.csv", "--equity", "equity.csv"];

let folder: TestFolder;

beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
  folder.write("bars.csv", barsCsv(3000));
});

afterEach(() => folder.remove());

describe("perpmill run", () => {
  it("writes result, trades and equity, and prints what they say", async () => {
    const { exitCode, stdout, stderr } = await folder.run([...RUN, ...OUTPUTS]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const result = JSON.parse(folder.read("result.json"));
    const trades = folder.read("trades.csv").trimEnd().split("\n");
    const equity = folder.read("equity.csv").trimEnd().split("\n");
    expect(result.fills).toBeGreaterThan(10);
    expect(trades[0]).toBe(TRADES_HEADER);
    expect(trades).toHaveLength(result.fills + 1);
    expect(equity).toHaveLength(3001);
    expect(Number(equity.at(-1)?.split(",")[1])).toBe(result.finalEquity);
    expect(result.data).toMatchObject({ source: "bars.csv", bars: 3000, intervalMs: 60_000 });
    expect(stdout).toContain(result.resultHash);
    expect(stdout).toContain("wrote trades.csv");
    expect(folder.files()).toEqual([
      "bars.csv",
      "config.json",
      "equity.csv",
      "result.json",
      "trades.csv",
    ]);
  });

  it("prints RESULT.json and nothing else with --json", async () => {
    const { exitCode, stdout } = await folder.run([...RUN, "--json", "--out", "result.json"]);
    expect(exitCode).toBe(0);
    const printed = JSON.parse(stdout);
    expect(printed).toEqual(JSON.parse(folder.read("result.json")));
    expect(printed).toMatchObject({ semantics: 1, liquidated: false, timing: { layer: "lazy" } });
    expect(printed.timing.loadMs).toBeGreaterThan(0);
  });

  it("says which day's rules it used, where they are not the configuration's own", async () => {
    const { stdout } = await folder.run(RUN);
    expect(stdout).toMatch(
      /\ninstrument rules built in: ticks .* 2026-03-31, tiers of 2025-07-10\n/,
    );
    const own = ["--set", 'instrument={"tickSize":0.01,"stepSize":0.001}'];
    expect((await folder.run([...RUN, ...own])).stdout).not.toContain("instrument rules");
  });

  it("gives the same result in both layers, with and without the cache", async () => {
    const hashes: string[] = [];
    for (const extra of [[], ["--layer", "plain"], ["--no-cache"], []]) {
      const { stdout } = await folder.run([...RUN, "--json", ...extra]);
      hashes.push(JSON.parse(stdout).resultHash);
    }
    expect(hashes[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(hashes).size).toBe(1);
  });

  it("says when the bars came from the cache", async () => {
    const first = await folder.run(RUN);
    const second = await folder.run(RUN);
    expect(first.stdout).not.toContain("from the cache");
    expect(second.stdout).toContain("from the cache");
  });

  it("runs again from the configuration of its own result", async () => {
    await folder.run([...RUN, "--set", "strategy.bidSpread=0.0015", "--out", "result.json"]);
    const first = JSON.parse(folder.read("result.json"));
    expect(first.config.strategy.bidSpread).toBe(0.0015);
    folder.write("again.json", JSON.stringify(first.config));
    for (const config of ["again.json", "result.json"]) {
      const { stdout } = await folder.run(["run", config, "--data", "bars.csv", "--json"]);
      expect(JSON.parse(stdout).resultHash).toBe(first.resultHash);
    }
    const set = ["--set", "strategy.bidSpread=0.002"];
    const argv = ["run", "result.json", "--data", "bars.csv", ...set, "--json"];
    expect(JSON.parse((await folder.run(argv)).stdout).config.strategy.bidSpread).toBe(0.002);
  });

  it("takes several files and a funding series, which then counts", async () => {
    const lines = barsCsv(3000).trimEnd().split("\n");
    const header = lines[0].startsWith("open_time") ? lines.shift() : undefined;
    const part = (rows: string[]) => `${[...(header ? [header] : []), ...rows].join("\n")}\n`;
    folder.write("b.csv", part(lines.slice(1500)));
    folder.write("a.csv", part(lines.slice(0, 1500)));
    const start = Number(lines[0].split(",")[0]);
    const rates = Array.from({ length: 7 }, (_, row) => `${start + row * 28_800_000},0.001`);
    folder.write("funding.csv", `time,rate\n${rates.join("\n")}\n`);
    const whole = await folder.run([...RUN, "--json"]);
    const split = ["run", "config.json", "--data", "a.csv", "--data", "b.csv", "--json"];
    const joined = await folder.run(split);
    expect(JSON.parse(joined.stdout).resultHash).toBe(JSON.parse(whole.stdout).resultHash);
    const funded = JSON.parse((await folder.run([...split, "--funding", "funding.csv"])).stdout);
    expect(funded.config.funding.mode).toBe("series");
    expect(funded.funding).not.toBe(0);
  });

  it("speaks Chinese by --lang and by the locale, with the same numbers", async () => {
    const english = await folder.run(RUN);
    const asked = await folder.run([...RUN, "--lang", "zh"]);
    const locale = await folder.run([...RUN, "--no-cache"], { env: { LANG: "zh_CN.UTF-8" } });
    expect(english.stdout).toContain("Max drawdown");
    expect(asked.stdout).toContain("最大回撤");
    expect(locale.stdout).toContain("最大回撤");
    const hash = /[0-9a-f]{32}/;
    expect(asked.stdout.match(hash)?.[0]).toBe(english.stdout.match(hash)?.[0]);
  });

  it("paints on a terminal only, and not with NO_COLOR", async () => {
    const text: string[] = [];
    const stdout = { isTTY: true, columns: 100, write: (part: string) => text.push(part) };
    await folder.run(RUN, { stdout });
    expect(text.join("")).toContain("\u001b[");
    text.length = 0;
    await folder.run(RUN, { stdout, env: { NO_COLOR: "1" } });
    expect(text.join("")).not.toContain("\u001b[");
    expect((await folder.run(RUN)).stdout).not.toContain("\u001b[");
  });

  it("fits a narrow terminal", async () => {
    const text: string[] = [];
    const stdout = { columns: 60, write: (part: string) => text.push(part) };
    await folder.run(RUN, { stdout });
    const table = text.join("").split("\n").slice(2, 40);
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

describe("Ctrl-C", () => {
  it.each([0, 1, 2])("at tick %i ends with 130 and leaves nothing behind", async (ticks) => {
    const interrupt = new AbortController();
    const pending = folder.run([...RUN, ...OUTPUTS], { signal: interrupt.signal });
    for (let tick = 0; tick < ticks; tick++) await new Promise((done) => setImmediate(done));
    interrupt.abort();
    const { exitCode, stdout, stderr } = await pending;
    expect(exitCode).toBe(130);
    expect(stdout).toBe("");
    expect(stderr).toContain("nothing was written");
    expect(folder.files()).toEqual(["bars.csv", "config.json"]);
  });
});
