import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const COMMAND = ["risk", "config.json", "--data", "bars.csv", "--draws", "200"];

describe("perpmill risk", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder();
    folder.write("config.json", TEST_CONFIG);
    folder.write("bars.csv", barsCsv(45 * 1440));
  });
  afterEach(() => folder.remove());

  it("prints one page, and writes its JSON", async () => {
    const done = await folder.run([...COMMAND, "--out", "risk.json"]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const json = JSON.parse(folder.read("risk.json"));
    expect(json).toMatchObject({ kind: "risk", version: 1, size: { draws: 200, seed: 0 } });
    expect(json.days.timeMs).toHaveLength(45);
    for (const part of [
      /^Risk {2}45 days/,
      /\nMargin used, of equity +\d/,
      /\nDistance from liquidation +(–|\d)/,
      /\n63 days +0 +–/,
      /\n−40\.00 % +\d+ of 45/,
      /\nvolume ÷ 5 +[+−]/,
      /liquidated within 365 days with a probability of \d/,
      /wrote risk\.json\n$/,
    ]) {
      expect(done.stdout).toMatch(part);
    }
  });

  it("speaks Chinese, and prints the same JSON again", async () => {
    const chinese = await folder.run([...COMMAND, "--lang", "zh"]);
    expect(chinese.stdout).toContain("距爆仓的价格距离");
    const [one, other] = [
      await folder.run([...COMMAND, "--json"]),
      await folder.run([...COMMAND, "--json"]),
    ];
    expect(one.stdout).toBe(other.stdout);
  });

  it("refuses a probability that is none", async () => {
    const refused = await folder.run([...COMMAND, "--probability", "1.5"]);
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain("--probability");
  });
});
