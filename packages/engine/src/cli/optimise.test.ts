import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const SPACE = [
  ...["--space", "strategy.bidSpread=0.0005:0.005:log"],
  ...["--space", "account.leverage=3,5"],
];
const BASE = ["optimise", "config.json", "--data", "bars.csv", ...SPACE];
const SHARPE = [...BASE, "--objective", "sharpe", "--budget", "20"];

describe("perpmill optimise", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder();
    folder.write("config.json", TEST_CONFIG);
    folder.write("bars.csv", barsCsv(15_000));
  });
  afterEach(() => folder.remove());

  it("prints how trials ended and the best of them", async () => {
    const done = await folder.run([...SHARPE, "--top", "2", "--workers", "2"]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const lines = done.stdout.split("\n");
    expect(lines[0]).toMatch(/^Search by tpe: 20 trials {2}.* on 2 threads$/);
    expect(lines[1]).toBe("complete 20");
    const title = lines.indexOf("Best by Sharpe");
    expect(lines[title + 1]).toMatch(
      /bidSpread +leverage +Sharpe +Total return +Max drawdown +Fil/,
    );
    expect(lines[title + 4]).toMatch(/^The best was trial \d+\.$/);
  });

  it("prints JSON that has all trials, and nothing else", async () => {
    const done = await folder.run([...SHARPE, "--json", "--metrics", "fills", "--seed", "3"]);
    const search = JSON.parse(done.stdout);
    expect(search).toMatchObject({
      ...{ kind: "search", version: 1, method: "tpe", seed: 3, budget: 20, spent: 20, trials: 20 },
      objectives: [{ expression: "sharpe", direction: "max", penalties: [], constraints: [] }],
      space: [{ path: "strategy.bidSpread", scale: "log" }, { path: "account.leverage" }],
    });
    expect(Object.keys(search.columns)).toEqual([
      ...["strategy.bidSpread", "account.leverage", "outcome", "feasible", "objective"],
      ...["bars", "sharpe", "fills"],
    ]);
    const { objective } = search.columns;
    expect(search.best.values[0]).toBe(Math.max(...objective));
    expect(objective[search.best.trial]).toBe(search.best.values[0]);
    expect(search.history).toHaveLength(20);
  });

  it("writes the same trials as CSV, JSON and Parquet, and the best as a configuration", async () => {
    const files = ["trials.csv", "trials.json", "trials.parquet"];
    for (const [at, out] of files.entries()) {
      const done = await folder.run([...SHARPE, "--out", out, "--save-best", "best.json"]);
      expect(done.stderr).toBe("");
      expect(done.stdout.split("\n")[1]).toBe(
        at === 0 ? "complete 20" : "complete 20 · known from before 20",
      );
      expect(done.stdout).toContain(out);
    }
    const json = JSON.parse(folder.read("trials.json"));
    expect(json.rows).toHaveLength(20);
    expect(json.search).toMatchObject({ kind: "search", trials: 20, outcomes: { complete: 20 } });
    const [header, ...lines] = folder.read("trials.csv").trimEnd().split("\n");
    expect(header.split(",")).toEqual(json.columns);
    const text = (value: unknown) => (value === null ? "" : String(value));
    expect(lines.map((line) => line.split(","))).toEqual(
      json.rows.map((row: unknown[]) => row.map(text)),
    );
    const bytes = readFileSync(join(folder.path, "trials.parquet"));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const rows = await parquetReadObjects({ file });
    expect(rows.map((row) => json.columns.map((name: string) => row[name] ?? null))).toEqual(
      json.rows,
    );
    const run = await folder.run(["run", "best.json", "--data", "bars.csv", "--json"]);
    expect(JSON.parse(run.stdout).sharpe).toBe(json.search.best.values[0]);
  });

  it("takes penalties, conditions of points and of results", async () => {
    const done = await folder.run([
      ...[...BASE, "--objective", "max: totalReturn - maxDrawdown", "--budget", "12", "--json"],
      ...["--penalty", "0.5: fills <= 100", "--require", "fills >= 10"],
      ...["--where", "account.leverage > 3", "--method", "de"],
    ]);
    const { objectives, columns, leftOut } = JSON.parse(done.stdout);
    expect(objectives).toEqual([
      {
        expression: "totalReturn - maxDrawdown",
        direction: "max",
        penalties: [{ weight: 0.5, condition: "fills <= 100" }],
        constraints: ["fills >= 10"],
      },
    ]);
    expect(columns["account.leverage"].every((one: number) => one === 5)).toBe(true);
    expect(leftOut).toBeGreaterThan(0);
    columns.objective.forEach((value: number, row: number) => {
      const penalty = 0.5 * Math.max(0, columns.fills[row] - 100);
      expect(value).toBe(columns.totalReturn[row] - columns.maxDrawdown[row] - penalty);
    });
  });

  it("shows the front of several objectives", async () => {
    const objectives = ["--objective", "totalReturn", "--objective", "min: maxDrawdown"];
    const done = await folder.run([...BASE, ...objectives, "--budget", "30"]);
    expect(done.stdout).toMatch(/^Search by nsga-2: 30 trials/);
    expect(done.stdout).toMatch(/Pareto front: \d+ trials that no other one beats/);
    expect(done.stdout).toMatch(/bidSpread +leverage +Total return +Max drawdown +Sharpe +Fills/);
  });

  it("says how much of the time hyperband has asked about", async () => {
    folder.write("bars.csv", barsCsv(32_000));
    const done = await folder.run([...SHARPE, "--method", "hyperband", "--budget", "6"]);
    expect(done.stdout).toMatch(/\d+ on a part of the time, at the cost of [\d.]+ whole runs/);
  });

  it("says so when nothing is feasible or there are no more points", async () => {
    const none = await folder.run([
      ...SHARPE,
      "--require",
      "fills < 0",
      "--save-best",
      "best.json",
    ]);
    expect(none.stdout).toContain("No trial is feasible");
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toContain("no best configuration");
    expect(folder.files()).toEqual(["bars.csv", "config.json"]);
    const space = [
      "optimise",
      "config.json",
      "--data",
      "bars.csv",
      "--space",
      "account.leverage=3,5",
    ];
    const few = await folder.run([...space, "--objective", "sharpe"]);
    expect(few.stdout).toContain("Search by tpe: 2 trials");
    expect(few.stdout).toContain("The space has no more points");
  });

  it("shows the best so far and its parameters", async () => {
    let shown = "";
    let clockMs = 0;
    const write = (text: string) => {
      shown += text;
    };
    const terminal = { isTTY: true, write };
    const nowMs = () => {
      clockMs += 1000;
      return clockMs;
    };
    await folder.run(SHARPE, { stderr: terminal, nowMs });
    expect(shown).toMatch(/Searching .*bidSpread 0\.\d+, leverage [35]/);
  });

  it.each([
    [[...BASE, "--objective", "sharp"], "SEARCH_INVALID"],
    [[...BASE, "--objective", "sharpe", "--budget", "x"], "USAGE"],
    [[...BASE, "--objective", "sharpe", "--method", "tp"], "SEARCH_INVALID"],
    [[...BASE, "--objective", "sharpe", "--penalty", "fills > 3"], "USAGE"],
    [[...BASE, "--objective", "sharpe", "--out", "trials.xlsx"], "USAGE"],
    [[...BASE, "--objective", "sharpe", "--save-best", "config.json"], "USAGE"],
    [[...BASE, "--objective", "sharpe", "--require", "fills >"], "SWEEP_INVALID"],
    [[...BASE, "--objective", "sharpe", "--space", "strategy.bidSpred=1,2"], "CONFIG_UNKNOWN_KEY"],
    [BASE, "USAGE"],
  ])("refuses %j with %s and leaves no file", async (args, code) => {
    const done = await folder.run([...args, "--json"]);
    expect(done.exitCode).toBe(2);
    expect(done.stdout).toBe("");
    expect(JSON.parse(done.stderr).error).toMatchObject({ code, hint: expect.any(String) });
    expect(folder.files()).toEqual(["bars.csv", "config.json"]);
  });

  it("leaves no file when it is cancelled, and goes on where it was", async () => {
    const stop = new AbortController();
    const terminal = {
      isTTY: true,
      write: (text: string) => {
        if (text.includes("Searching")) stop.abort();
      },
    };
    let clockMs = 0;
    const nowMs = () => {
      clockMs += 1000;
      return clockMs;
    };
    const args = [...SHARPE, "--out", "trials.csv"];
    const cancelled = await folder.run(args, { signal: stop.signal, stderr: terminal, nowMs });
    expect(cancelled.exitCode).toBe(130);
    expect(folder.files()).toEqual(["bars.csv", "config.json"]);
    const done = await folder.run(args);
    expect(done.stdout).toContain("known from before");
    expect(folder.read("trials.csv").trimEnd().split("\n")).toHaveLength(21);
  });

  it("speaks Chinese", async () => {
    const done = await folder.run([...SHARPE, "--lang", "zh"]);
    expect(done.stdout).toContain("参数搜索（tpe）：20 次试验");
    expect(done.stdout).toContain("跑完 20");
  });
});
