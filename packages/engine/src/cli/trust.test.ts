import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const TRUST = ["trust", "config.json", "--data", "bars.csv", "--workers", "1"];

describe("perpmill trust", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder();
    folder.write("config.json", TEST_CONFIG);
    folder.write("bars.csv", barsCsv(16 * 1440));
  });
  afterEach(() => folder.remove());

  it("prints one page with the weakest point first, and writes the verdict", async () => {
    const sweep = ["sweep", ...TRUST.slice(1), "--axis", "strategy.bidSpread=0.001,0.002,0.003"];
    const swept = await folder.run([...sweep, "--json"]);
    folder.write("sweep.json", swept.stdout);
    const more = ["--other-data", "BTCUSDT=bars.csv", "--study", "sweep.json"];
    const done = await folder.run([...TRUST, ...more, "--out", "trust.json"]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const [verdict, weakest] = done.stdout.split("\n");
    expect(verdict).toMatch(/^(Do not trust it|Doubtful|It holds up).* \d+ runs, .* on 1 thread$/);
    const json = JSON.parse(folder.read("trust.json"));
    expect(json).toMatchObject({ kind: "trust", version: 1, parts: { luck: { tried: 3 } } });
    expect(json.parts.transfer).toHaveLength(1);
    const titles = [...done.stdout.matchAll(/^(\S.*) · (fatal|weak|fair|strong|not examined)$/gm)];
    expect(titles).toHaveLength(json.findings.length);
    expect(weakest.toLowerCase()).toContain(titles[0][1].toLowerCase());
    expect(done.stdout).toMatch(/\nCVaR 95 % +[\d.]+ % +– +[\d.]+ % … [\d.]+ % /);
    expect(done.stdout.split("\n").every((line) => line.length <= 100)).toBe(true);
  });

  it("judges the best of a search from its file, in Chinese, too, and makes a page of it", async () => {
    const search = ["optimise", ...TRUST.slice(1), "--space", "strategy.bidSpread=0.001:0.003"];
    const wanted = ["--objective", "sharpe", "--budget", "5", "--out", "search.json"];
    await folder.run([...search, ...wanted, "--save-best", "best.json"]);
    const walk = ["walk-forward", "search.json", ...TRUST.slice(2), "--train", "8", "--test", "4"];
    await folder.run([...walk, "--budget", "2", "--require", "fills >= 1", "--out", "walk.json"]);
    const judge = ["trust", "search.json", ...TRUST.slice(2), "--axis", "strategy.bidSpread"];
    const more = ["--walk-forward", "walk.json", "--lang", "zh", "--out", "trust.json"];
    const done = await folder.run([...judge, ...more]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    expect(done.stdout).toContain("最薄弱之处：");
    const json = JSON.parse(folder.read("trust.json"));
    expect(json.parts).toMatchObject({ luck: { tried: 5 }, forward: { folds: 2 } });
    expect(json.config.strategy).toEqual(JSON.parse(folder.read("best.json")).strategy);
    await folder.run(["report", "trust.json", "--out", "trust.html"]);
    expect(folder.read("trust.html")).toContain("The weakest point: ");
    folder.write("later.csv", barsCsv(15 * 1440));
    const other = await folder.run(["trust", "search.json", "--data", "later.csv"]);
    expect(other.stderr).toContain("TRUST_INVALID");
    expect(other.stderr).toContain("23,040 (");
    const wrong = await folder.run([...judge, "--walk-forward", "search.json"]);
    expect(wrong.stderr).toContain("TRUST_INVALID");
    const again = await folder.run(["trust", "trust.json", ...TRUST.slice(2)]);
    expect(again.stderr).toContain("a study of the kind trust has no configuration");
  });

  it.each([
    [["--tried", "0"], "USAGE"],
    [["--other-data", "bars.csv"], "USAGE"],
    [["--study", "config.json"], "RESULT_INVALID"],
    [["--out", "bars.csv"], "USAGE"],
  ])("is refused with %j", async (more, code) => {
    const done = await folder.run([...TRUST, ...more]);
    expect(done.stderr).toContain(code);
    expect(done.exitCode).not.toBe(0);
  });
});
