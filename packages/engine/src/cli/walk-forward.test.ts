import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const DATA = ["config.json", "--data", "bars.csv"];
const AXIS = ["--axis", "strategy.bidSpread=0.0005:0.002:0.0005"];

describe("studies over time", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder();
    folder.write("config.json", TEST_CONFIG);
    folder.write("bars.csv", barsCsv(45 * 1440));
  });
  afterEach(() => folder.remove());

  it("print the folds of a walk-forward, and write its JSON", async () => {
    const windows = ["--train", "20", "--test", "10", "--scheme", "anchored"];
    const command = ["walk-forward", ...DATA, ...AXIS, ...windows, "--workers", "2"];
    const done = await folder.run([...command, "--out", "walk.json"]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const lines = done.stdout.split("\n");
    expect(lines[0]).toBe(
      "Walk-forward of 2 folds  anchored, 20 days of training, 10 of testing, position carried over",
    );
    expect(lines[1]).toMatch(/^16 runs, .* on 2 threads/);
    expect(lines[3]).toMatch(/Fold +Training +Test +bidSpread +Sharpe in sample +out of sample/);
    expect(lines[4]).toMatch(/^ +1 +\d{4}-\d\d-\d\d → .* \d\/4 /);
    expect(done.stdout).toContain("All tests together\nTotal return ");
    expect(done.stdout).toMatch(/efficiency (–|−?\d)/);
    expect(done.stdout).toMatch(/\nbidSpread|strategy\.bidSpread: /);
    const json = JSON.parse(folder.read("walk.json"));
    expect(json).toMatchObject({ kind: "walk-forward", version: 1, position: "carry" });
    expect(json.folds).toHaveLength(2);
    const page = await folder.run(["report", "walk.json", "--out", "walk.html"]);
    expect(page).toMatchObject({ exitCode: 0, stderr: "" });
    expect(folder.read("walk.html")).toContain("Walk-forward of 2 folds");
    folder.write("half.json", JSON.stringify({ ...json, folds: [{}] }));
    const half = await folder.run(["report", "half.json", "--out", "half.html"]);
    expect(half.stderr).toContain("RESULT_INVALID");
    // The same command again runs nothing anew.
    const again = await folder.run([...command, "--json"]);
    expect(JSON.parse(again.stdout)).toEqual({ ...json, reused: 16 });
  });

  it("search in each fold, with conditions of the metrics", async () => {
    const search = ["--method", "tpe", "--budget", "6", "--objective", "totalReturn - maxDrawdown"];
    const command = ["walk-forward", ...DATA, "--axis", "strategy.bidSpread=0.0005:0.003"];
    const windows = ["--train", "20", "--test", "10", "--position", "flat"];
    const more = ["--require", "fills >= 1", "--seed", "3", "--json", "--workers", "1"];
    const done = await folder.run([...command, ...search, ...windows, ...more]);
    expect(done.stderr).toBe("");
    const json = JSON.parse(done.stdout);
    expect(json).toMatchObject({ method: "tpe", position: "flat" });
    expect(json.objective).toMatchObject({ constraints: ["fills >= 1"], direction: "max" });
    expect(json.folds[0].trials).toBe(6);
  });

  it("search in each fold as the search did whose file is given", async () => {
    const search = ["optimise", ...DATA, "--space", "strategy.bidSpread=0.0005:0.003"];
    const wanted = ["--objective", "totalReturn", "--require", "fills >= 1", "--method", "de"];
    await folder.run([...search, ...wanted, "--budget", "5", "--out", "search.json"]);
    const walk = ["walk-forward", "search.json", ...DATA.slice(1), "--train", "20", "--test", "10"];
    const done = await folder.run([...walk, "--budget", "4", "--json"]);
    expect(done.stderr).toBe("");
    const json = JSON.parse(done.stdout);
    expect(json).toMatchObject({ method: "de", space: ["strategy.bidSpread"] });
    expect(json.objective).toMatchObject({
      expression: "totalReturn",
      constraints: ["fills >= 1"],
    });
    const nothing = await folder.run(["walk-forward", ...DATA]);
    expect(nothing.stderr).toContain("nothing says which parameters are chosen");
  });

  it("print the folds of a k-fold in Chinese, too", async () => {
    const command = ["k-fold", ...DATA, ...AXIS, "--folds", "3", "--embargo", "2"];
    const done = await folder.run([...command, "--workers", "1"]);
    expect(done.stderr).toBe("");
    expect(done.stdout).toContain("Purged k-fold of 3 folds  purge 1 days, embargo 2 days");
    const chinese = await folder.run([...command, "--workers", "1", "--lang", "zh"]);
    expect(chinese.stdout).toContain("清除式 k 折检验：3 折");
    expect(chinese.stdout).toContain("沿用已有结果");
  });

  it("split one configuration by month", async () => {
    const done = await folder.run(["splits", ...DATA, "--workers", "1"]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    expect(done.stdout).toMatch(/^\d windows {2}/);
    expect(done.stdout).toContain("The whole run\nTotal return ");
    const json = await folder.run(["splits", ...DATA, "--by", "halves", "--json"]);
    const study = JSON.parse(json.stdout);
    expect(study).toMatchObject({ kind: "time-splits", by: "halves" });
    expect(study.windows.map(({ name }: { readonly name: string }) => name)).toEqual([
      "1/2",
      "2/2",
    ]);
  });

  it.each([
    [["walk-forward", ...DATA, ...AXIS, "--train", "0"], "USAGE", "--train"],
    [["walk-forward", ...DATA, ...AXIS, "--method", "tpe"], "USAGE", "--budget"],
    [["walk-forward", ...DATA, ...AXIS, "--method", "grid", "--budget", "3"], "USAGE", "--budget"],
    [["walk-forward", ...DATA, ...AXIS, "--train", "300"], "WALK_FORWARD_INVALID", "300 days"],
    [["k-fold", ...DATA, ...AXIS, "--folds", "1"], "WALK_FORWARD_INVALID", "folds"],
    [["splits", ...DATA, "--by", "week"], "USAGE", "--by"],
  ])("are refused: %j", async (argv, code, part) => {
    const done = await folder.run(argv);
    expect(done.exitCode).not.toBe(0);
    expect(done.stderr).toContain(code === "USAGE" ? part : code);
    expect(done.stderr).toContain(part);
  });
});
