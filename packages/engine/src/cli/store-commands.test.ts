/** `perpmill data` and `perpmill cache` end to end. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
  folder.write("ETHUSDT-1m-2024-01.csv", barsCsv(2000));
});
afterEach(() => folder.remove());

async function json(argv: readonly string[]) {
  const { exitCode, stdout, stderr } = await folder.run([...argv, "--json"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout);
}

/** The same bars with rows `from` to `to` (counted from 1) taken out. */
function withHole(from: number, to: number): string {
  const lines = barsCsv(2000).split("\n");
  return [...lines.slice(0, from), ...lines.slice(to)].join("\n");
}

describe("perpmill data", () => {
  it("keeps files under a name that runs take", async () => {
    const added = await folder.run(["data", "add", "ETHUSDT-1m-2024-01.csv"]);
    expect(added).toMatchObject({ exitCode: 0, stderr: "" });
    expect(added.stdout).toMatch(/2,000 rows.*\n.*\n.*um\/ETHUSDT\/last-1m .* 1 .* none/);
    const [dataSet] = await json(["data", "list"]);
    expect(dataSet).toMatchObject({ name: "um/ETHUSDT/last-1m", fill: "none" });
    expect(dataSet.toMs - dataSet.fromMs).toBe(2000 * 60_000);
    const byPath = await json(["run", "config.json", "--data", "ETHUSDT-1m-2024-01.csv"]);
    for (const name of ["ETHUSDT", "um/ETHUSDT/1m", "ethusdt"]) {
      const byName = await json(["run", "config.json", "--data", name]);
      expect(byName.resultHash).toBe(byPath.resultHash);
    }
  });

  it("keeps mark prices and funding under the same symbol", async () => {
    await json(["data", "add", "ETHUSDT-1m-2024-01.csv"]);
    await json(["data", "add", "ETHUSDT-1m-2024-01.csv", "--kind", "mark"]);
    folder.write("rates.csv", "time,rate\n1577836800000,0.0001\n1577865600000,0.0002\n");
    await json(["data", "add", "rates.csv", "--kind", "funding", "--symbol", "ethusdt"]);
    const names = (await json(["data", "list"])).map(({ name }: { name: string }) => name);
    expect(names).toEqual(["um/ETHUSDT/funding", "um/ETHUSDT/last-1m", "um/ETHUSDT/mark-1m"]);
    const series = ["--set", "funding.mode=series", "--funding", "ETHUSDT", "--mark", "ETHUSDT"];
    const named = await json(["run", "config.json", "--data", "ETHUSDT", ...series]);
    const files = ["--funding", "rates.csv", "--mark", "ETHUSDT-1m-2024-01.csv"];
    const same = [...series.slice(0, 2), "--data", "ETHUSDT-1m-2024-01.csv", ...files];
    expect(named.resultHash).toBe((await json(["run", "config.json", ...same])).resultHash);
  });

  it("takes the kind from the exchange's own file names", async () => {
    folder.write("ETHUSDT-markPrice-1m-2024-01.csv", barsCsv(2000));
    folder.write("ETHUSDT-fundingRate.csv", "time,rate\n1577836800000,0.0001\n");
    await json(["data", "add", "ETHUSDT-markPrice-1m-2024-01.csv"]);
    await json(["data", "add", "ETHUSDT-fundingRate.csv"]);
    const names = (await json(["data", "list"])).map(({ name }: { name: string }) => name);
    expect(names).toEqual(["um/ETHUSDT/funding", "um/ETHUSDT/mark-1m"]);
  });

  it("joins what is added later, and takes nothing that does not fit", async () => {
    const [head, ...rows] = barsCsv(2000).trimEnd().split("\n");
    const isHead = head.startsWith("open_time");
    const all = isHead ? rows : [head, ...rows];
    const text = (part: string[]) => `${(isHead ? [head, ...part] : part).join("\n")}\n`;
    folder.write("ETHUSDT-a.csv", text(all.slice(0, 900)));
    folder.write("ETHUSDT-b.csv", text(all.slice(900)));
    folder.write("ETHUSDT-c.csv", text(all.slice(1500)));
    await json(["data", "add", "ETHUSDT-a.csv"]);
    const joined = await json(["data", "add", "ETHUSDT-b.csv"]);
    expect(joined.files).toHaveLength(2);
    const refused = await folder.run(["data", "add", "ETHUSDT-c.csv"]);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toContain("BARS_DUPLICATE");
    const folderOf = (await folder.run(["data", "path", "ETHUSDT"])).stdout.trim();
    expect(readdirSync(folderOf).sort()).toEqual([
      "ETHUSDT-a.csv",
      "ETHUSDT-b.csv",
      "manifest.json",
    ]);
    const result = await json(["run", "config.json", "--data", "ETHUSDT"]);
    const whole = await json(["run", "config.json", "--data", "ETHUSDT-1m-2024-01.csv"]);
    expect(result.resultHash).toBe(whole.resultHash);
  });

  it("removes a data set, and says when there is none", async () => {
    await json(["data", "add", "ETHUSDT-1m-2024-01.csv"]);
    expect((await folder.run(["data", "remove", "ETHUSDT"])).stdout).toContain(
      "um/ETHUSDT/last-1m",
    );
    expect(await json(["data", "list"])).toEqual([]);
    expect((await folder.run(["data", "list"])).stdout).toContain("perpmill data add");
    for (const command of ["remove", "path"]) {
      const { exitCode, stderr } = await folder.run(["data", command, "ETHUSDT"]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain("DATASET_NOT_FOUND");
    }
  });

  it("treats holes as the user chose, and the result says so", async () => {
    folder.write("ETHUSDT-1m-2024-01.csv", withHole(100, 110));
    const bars = ["run", "config.json", "--data", "ETHUSDT-1m-2024-01.csv"];
    const none = await json(bars);
    expect(none.data).toMatchObject({ holes: 1, fill: "none" });
    const flat = await json([...bars, "--fill", "flat"]);
    expect(flat.data).toMatchObject({ holes: 0, fill: "flat", bars: none.data.bars + 10 });
    expect(flat.resultHash).not.toBe(none.resultHash);
    expect(await json([...bars, "--fill", "flat", "--no-cache"])).toMatchObject({
      resultHash: flat.resultHash,
    });
    await json(["data", "add", "ETHUSDT-1m-2024-01.csv", "--fill", "flat"]);
    const named = await json(["run", "config.json", "--data", "ETHUSDT"]);
    expect(named).toMatchObject({ resultHash: flat.resultHash, data: { fill: "flat" } });
    expect((await folder.run([...bars, "--fill", "flat"])).stdout).toContain("HOLES: flat");
    const asked = await json(["run", "config.json", "--data", "ETHUSDT", "--fill", "none"]);
    expect(asked.resultHash).toBe(none.resultHash);
  });

  it("works in another directory with --home", async () => {
    await json(["data", "add", "ETHUSDT-1m-2024-01.csv", "--home", "elsewhere"]);
    expect(await json(["data", "list"])).toEqual([]);
    expect(await json(["data", "list", "--home", "elsewhere"])).toHaveLength(1);
    await json(["run", "config.json", "--data", "ETHUSDT", "--home", "elsewhere"]);
    expect((await json(["cache", "status", "--home", "elsewhere"])).entries).toHaveLength(1);
    const none = await folder.run(["data", "list"], { env: {} });
    expect(none.exitCode).toBe(2);
  });

  it("shows its help in both languages", async () => {
    for (const command of [
      "data list",
      "data add",
      "data remove",
      "data check",
      "cache status",
      "cache clear",
    ]) {
      for (const lang of ["en", "zh"]) {
        const { exitCode, stdout } = await folder.run([
          ...command.split(" "),
          "--help",
          "--lang",
          lang,
        ]);
        expect(exitCode).toBe(0);
        expect(stdout).toContain(`perpmill ${command}`);
        expect(stdout).toMatch(/Examples:|示例：/);
        expect(stdout).not.toContain("undefined");
      }
    }
  });
});

describe("perpmill data check", () => {
  it("says what is odd, in words, as JSON and as a picture", async () => {
    const lines = withHole(100, 110).trimEnd().split("\n");
    folder.write("ETHUSDT-1m-2024-01.csv", `${[...lines, lines[50]].join("\n")}\n`);
    const argv = ["data", "check", "ETHUSDT-1m-2024-01.csv", "--svg", "c.svg"];
    const { exitCode, stdout, stderr } = await folder.run(argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/! coverage .*1 hole, 10 bars missing/);
    expect(stdout).toMatch(/! left-out rows .*1 out of order/);
    expect(stdout).toContain("wrote c.svg");
    expect(folder.read("c.svg")).toMatch(/^<svg xmlns.*<\/svg>\n$/s);
    const report = await json(["data", "check", "ETHUSDT-1m-2024-01.csv"]);
    expect(report).toMatchObject({ coverage: { missing: 10 }, leftOut: { outOfOrder: 1 } });
    expect(report.days.share).toHaveLength(report.days.possible.length);
  });

  it("compares with mark prices, a second source and funding, by file or by name", async () => {
    folder.write("rates.csv", "time,rate\n1577836800000,0.0001\n1577865600000,0.0002\n");
    folder.write("ETHUSDT-other.csv", withHole(5, 9));
    for (const kind of ["last", "mark"]) {
      await json(["data", "add", "ETHUSDT-1m-2024-01.csv", "--kind", kind]);
    }
    const others = [
      "--mark",
      "ETHUSDT",
      "--against",
      "ETHUSDT-other.csv",
      "--funding",
      "rates.csv",
    ];
    const report = await json(["data", "check", "ETHUSDT", ...others, "--tick", "0.01"]);
    expect(report.mark).toMatchObject({ matched: 2000, equal: 2000 });
    expect(report.second).toMatchObject({ matched: 1996, onlyHere: 4 });
    expect(report.ticks.offTick).toBe(0);
    const { stdout } = await folder.run(["data", "check", "ETHUSDT", ...others, "--lang", "zh"]);
    expect(stdout).toMatch(/标记价格[\s\S]*第二来源[\s\S]*资金费率/);
  });

  it("refuses a tick that is none and data sets of another kind", async () => {
    const wrong = await folder.run(["data", "check", "ETHUSDT-1m-2024-01.csv", "--tick", "-1"]);
    expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--tick -1") });
    await json(["data", "add", "ETHUSDT-1m-2024-01.csv", "--kind", "premium"]);
    const premium = await folder.run(["run", "config.json", "--data", "ETHUSDT/premium-1m"]);
    expect(premium).toMatchObject({ exitCode: 2 });
    expect(premium.stderr).toMatch(/holds premium rows[\s\S]*no prices to trade at/);
  });
});

describe("perpmill cache", () => {
  const run = ["run", "config.json", "--data", "ETHUSDT-1m-2024-01.csv"];

  async function entryPath(): Promise<string> {
    return (await json(["cache", "status"])).entries[0].path;
  }

  it("shows entries with their uses, and clears them", async () => {
    await json(run);
    await json(run);
    const { stdout } = await folder.run(["cache", "status"]);
    expect(stdout).toMatch(/1 entry.*limit 10 GB/);
    expect(stdout).toMatch(/1 hit, 1 miss \(50/);
    expect(stdout).toMatch(/2,000 .* ETHUSDT-1m-2024-01\.csv/);
    const kept = await json(["cache", "clear", "--older-than", "1d"]);
    expect(kept).toEqual({ entries: 0, bytes: 0 });
    const trimmed = await json(["cache", "clear", "--max-size", "10kB"]);
    expect(trimmed.entries).toBe(1);
    await json(run);
    expect((await json(["cache", "clear"])).entries).toBe(1);
    expect((await json(["cache", "status"])).entries).toEqual([]);
  });

  it("keeps to the limit of the environment, and refuses one that is no size", async () => {
    await json(run);
    folder.write("BTCUSDT-1m.csv", withHole(5, 9));
    const home = (await json(["cache", "status"])).cacheDir.replace(/[\\/]cache$/, "");
    const other = ["run", "config.json", "--data", "BTCUSDT-1m.csv"];
    const env = { PERPMILL_HOME: home, PERPMILL_CACHE_MAX: "60kB" };
    expect((await folder.run(other, { env })).exitCode).toBe(0);
    const { entries } = await json(["cache", "status"]);
    expect(entries).toMatchObject([{ bars: { symbol: "BTCUSDT" } }]);
    const wrong = await folder.run(other, { env: { ...env, PERPMILL_CACHE_MAX: "much" } });
    expect(wrong.stderr).toMatch(/USAGE.*PERPMILL_CACHE_MAX much/);
  });

  it("finds damage, ends with 1, and makes entries again", async () => {
    const { resultHash } = await json(run);
    const path = await entryPath();
    const whole = readFileSync(path);
    const bad = Buffer.from(whole);
    bad[bad.length - 100] ^= 1;
    writeFileSync(path, bad);
    const found = await folder.run(["cache", "verify"]);
    expect(found.exitCode).toBe(1);
    expect(found.stdout).toMatch(/0 of 1 entries are whole[\s\S]*damaged, the checksum of block 0/);
    expect(found.stderr).toContain("CACHE_DAMAGED");
    // damaged entries are never used
    expect((await json(run)).resultHash).toBe(resultHash);
    writeFileSync(path, bad);
    expect((await folder.run(["cache", "rebuild"])).stdout).toContain("made 1 of 1");
    expect(readFileSync(path)).toEqual(whole);
    expect((await folder.run(["cache", "verify"])).exitCode).toBe(0);
  });

  it("sees other bytes of the same length in a data set", async () => {
    folder.write("BTCUSDT-1m.csv", withHole(5, 9));
    await json(["data", "add", "BTCUSDT-1m.csv"]);
    expect((await folder.run(["cache", "verify"])).stdout).toContain("1 of 1 files of data sets");
    const [{ paths }] = await json(["data", "list"]);
    const bytes = readFileSync(paths[0]);
    bytes[bytes.length - 3] ^= 1;
    writeFileSync(paths[0], bytes);
    for (const command of [
      ["cache", "verify"],
      ["data", "check", "BTCUSDT"],
    ]) {
      const found = await folder.run(command);
      expect(found.exitCode).toBe(2);
      expect(found.stderr).toContain("DATASET_DAMAGED");
      expect(found.stderr).toContain("SHA-256");
    }
    const told = await folder.run(["cache", "verify"]);
    expect(told.stdout).toMatch(/0 of 1 files of data sets[\s\S]*has other bytes/);
  });

  it("reads the source again when told to", async () => {
    await json(run);
    expect(await folder.run([...run, "--rehash"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("from the cache"),
    });
  });
});

it("a group without a command shows its help", async () => {
  for (const group of ["data", "cache"]) {
    const { exitCode, stdout } = await folder.run([group]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`perpmill ${group}`);
    const wrong = await folder.run([group, "nothing"]);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
  }
});
