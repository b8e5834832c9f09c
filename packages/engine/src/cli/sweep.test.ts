import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const AXES = [
  ...["--axis", "strategy.bidSpread=0.0005:0.002:0.0005"],
  ...["--axis", "account.leverage=3,5"],
];
const BASE = ["sweep", "config.json", "--data", "bars.csv"];

describe("perpmill sweep", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder();
    folder.write("config.json", TEST_CONFIG);
    folder.write("bars.csv", barsCsv(15_000));
  });
  afterEach(() => folder.remove());

  it("prints how rows ended and the best of them", async () => {
    const done = await folder.run([...BASE, ...AXES, "--top", "2", "--workers", "2"]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const lines = done.stdout.split("\n");
    expect(lines[0]).toMatch(/^Sweep of 8 configurations {2}.* on 2 threads$/);
    expect(lines[1]).toBe("complete 8");
    expect(lines[3]).toBe("Best by Sharpe");
    expect(lines[4]).toMatch(/bidSpread +leverage +Sharpe +Total return +Max drawdown +Fills/);
    expect(lines.slice(5, 8).filter((line) => line !== "")).toHaveLength(2);
  });

  it("writes the same rows as CSV, JSON and Parquet, and nothing twice", async () => {
    const files = ["rows.csv", "rows.json", "rows.parquet"];
    for (const [at, out] of files.entries()) {
      const done = await folder.run([...BASE, ...AXES, "--out", out]);
      expect(done.stderr).toBe("");
      expect(done.stdout.split("\n")[1]).toBe(
        at === 0 ? "complete 8" : "complete 8 · known from before 8",
      );
      expect(done.stdout).toContain(out);
    }
    expect(folder.files()).toEqual(["bars.csv", "config.json", ...files]);
    const json = JSON.parse(folder.read("rows.json"));
    expect(json.rows).toHaveLength(8);
    expect(json.sweep).toMatchObject({ rows: 8, outcomes: { complete: 8 }, leftOut: 0 });
    const [header, ...lines] = folder.read("rows.csv").trimEnd().split("\n");
    expect(header.split(",")).toEqual(json.columns);
    const text = (value: unknown) => (value === null ? "" : String(value));
    expect(lines.map((line) => line.split(","))).toEqual(
      json.rows.map((row: unknown[]) => row.map(text)),
    );
    const bytes = readFileSync(join(folder.path, "rows.parquet"));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const rows = await parquetReadObjects({ file });
    expect(rows.map((row) => json.columns.map((name: string) => row[name] ?? null))).toEqual(
      json.rows,
    );
  });

  it("prints JSON and nothing else", async () => {
    const where = ["--where", "account.leverage > 3"];
    const args = [...BASE, ...AXES, "--json", "--sort", "fills", "--top", "1", ...where];
    const done = await folder.run([...args, "--metrics", "sharpe"]);
    const { columns, best, leftOut, metrics, ...others } = JSON.parse(done.stdout);
    expect(others).toMatchObject({ kind: "sweep", version: 1, luck: null, luckMissing: "days" });
    expect(columns["account.leverage"]).toEqual([5, 5, 5, 5]);
    expect(metrics).toEqual(["sharpe", "fills"]);
    expect(leftOut).toBe(4);
    expect(columns.fills[best[0]]).toBe(Math.max(...columns.fills));
  });

  it("says beside the best whether it is luck", async () => {
    folder.write("long.csv", barsCsv(40 * 1440));
    const long = ["sweep", "config.json", "--data", "long.csv", ...AXES];
    const done = await folder.run([...long, "--out", "long.json"]);
    expect(done.stdout).toContain("Is it luck?");
    expect(done.stdout).toContain("8 configurations were tried on 4");
    const { luck } = JSON.parse(folder.read("long.json")).sweep;
    expect(luck).toMatchObject({ trials: 8, overfitting: { splits: 12_870 } });
    expect(luck.best.deflatedSharpe).toBeLessThanOrEqual(luck.best.probabilisticSharpe);
  });

  it("is listed and removed by `perpmill cache`", async () => {
    await folder.run([...BASE, ...AXES]);
    const status = await folder.run(["cache", "status"]);
    expect(status.stdout).toMatch(/1 kept sweep, .*\n.*rows.*\n.* 8 /);
    const kept = await folder.run(["cache", "status", "--json"]);
    expect(JSON.parse(kept.stdout).sweeps).toMatchObject([{ rows: 8 }]);
    const cleared = await folder.run(["cache", "clear", "--sweeps"]);
    expect(cleared.stdout).toContain("removed 1 entry");
    const after = await folder.run(["cache", "status", "--json"]);
    expect(JSON.parse(after.stdout)).toMatchObject({ sweeps: [], entries: [{}] });
  });

  it("draws samples, by seed", async () => {
    const axes = ["--axis", "strategy.bidSpread=0.0005:0.005:log"];
    const rows = async (...more: string[]) => {
      const done = await folder.run([...BASE, ...axes, "--sample", "4", "--json", ...more]);
      return JSON.parse(done.stdout).columns["strategy.bidSpread"];
    };
    const sobol = await rows();
    expect(sobol).toHaveLength(4);
    expect(await rows("--sampler", "sobol", "--seed", "0")).toEqual(sobol);
    expect(await rows("--seed", "1")).not.toEqual(sobol);
    expect(await rows("--sampler", "lhs")).not.toEqual(sobol);
  });

  it("gives up at a drawdown, and says so", async () => {
    const done = await folder.run([...BASE, ...AXES, "--stop-drawdown", "0.0001", "--json"]);
    const { outcomes, columns } = JSON.parse(done.stdout);
    expect(outcomes.givenUp).toBeGreaterThan(0);
    expect(columns.outcome).toContain("givenUp");
  });

  it.each([
    [["--axis", "strategy.bidSpred=1,2"], "CONFIG_UNKNOWN_KEY"],
    [["--axis", "strategy.bidSpread=2:1:1"], "SWEEP_INVALID"],
    [["--axis", "strategy.bidSpread=0.001:0.01"], "SWEEP_INVALID"],
    [[...AXES, "--where", "1 +"], "SWEEP_INVALID"],
    [[...AXES, "--sort", "sharp"], "SWEEP_INVALID"],
    [[...AXES, "--sampler", "lhs"], "USAGE"],
    [[...AXES, "--seed", "2"], "USAGE"],
    [[...AXES, "--stop-drawdown", "x"], "USAGE"],
    [[...AXES, "--stop-drawdown", "30"], "SWEEP_INVALID"],
    [[...AXES, "--out", "rows.xlsx"], "USAGE"],
    [[...AXES, "--out", "bars.csv"], "USAGE"],
    [[...AXES, "--out", "nowhere/rows.csv"], "OUTPUT_NOT_WRITABLE"],
    [[], "USAGE"],
  ])("refuses %j with %s and leaves no file", async (args, code) => {
    const done = await folder.run([...BASE, ...args, "--json"]);
    expect(done.exitCode).toBe(2);
    expect(done.stdout).toBe("");
    expect(JSON.parse(done.stderr).error).toMatchObject({ code, hint: expect.any(String) });
    expect(folder.files()).toEqual(["bars.csv", "config.json"]);
  });

  it("leaves no file when it is cancelled, and goes on where it was", async () => {
    const stop = new AbortController();
    const wide = ["--axis", "strategy.bidSpread=0.0005:0.02:0.0005", "--workers", "1"];
    const terminal = {
      isTTY: true,
      write: (text: string) => {
        if (text.includes("%")) stop.abort();
      },
    };
    // A clock that jumps, so that the bar is shown at once.
    let clockMs = 0;
    const nowMs = () => {
      clockMs += 1000;
      return clockMs;
    };
    const args = [...BASE, ...wide, "--out", "rows.csv"];
    const cancelled = await folder.run(args, { signal: stop.signal, stderr: terminal, nowMs });
    expect(cancelled.exitCode).toBe(130);
    expect(folder.files()).toEqual(["bars.csv", "config.json"]);
    const done = await folder.run([...BASE, ...wide, "--out", "rows.csv"]);
    expect(done.exitCode).toBe(0);
    expect(folder.read("rows.csv").trimEnd().split("\n")).toHaveLength(41);
  });

  it("speaks Chinese", async () => {
    const done = await folder.run([...BASE, ...AXES, "--lang", "zh"]);
    expect(done.stdout).toContain("参数扫描：8 个配置");
    expect(done.stdout).toContain("跑完 8");
    expect(done.stdout).toContain("运行的天数少于三十天");
  });
});
