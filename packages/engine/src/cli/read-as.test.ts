/** `--format` and `--table`: in runs, in the cache and in data sets. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GOLDEN } from "../market-data/hdf5/golden-files.fixture.js";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const TWO_TABLES = `${GOLDEN}refused-two.h5`;
const HEADER =
  "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
const START = Date.UTC(2024, 0, 1);

/** Bars without volume but with samples: by their content, mark prices. */
function markLikeCsv(count: number, from = 0): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const time = START + (from + index) * 60_000;
    return `${time},2000,2001,1999,2000.5,0,${time + 59_999},0,60,0,0,0\n`;
  });
  return `${HEADER}\n${rows.join("")}`;
}

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
  folder.write("ETHUSDT-a.csv", markLikeCsv(600));
});
afterEach(() => folder.remove());

async function json(argv: readonly string[]) {
  const { exitCode, stdout, stderr } = await folder.run([...argv, "--json"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout);
}

async function failure(argv: readonly string[]) {
  const { exitCode, stderr } = await folder.run([...argv, "--json"]);
  expect(exitCode).toBe(2);
  return JSON.parse(stderr).error;
}

const run = (...more: readonly string[]) => ["run", "config.json", ...more];

describe("--format", () => {
  it.each([
    ["run", ["run", "config.json", "--data", "ETHUSDT-a.csv"]],
    ["envelope", ["envelope", "config.json", "--data", "ETHUSDT-a.csv"]],
    ["data check", ["data", "check", "ETHUSDT-a.csv"]],
    ["data add", ["data", "add", "ETHUSDT-a.csv"]],
  ])("overrules in %s what the content looks like, and has to be one that there is", async (_, argv) => {
    expect(await failure(argv)).toMatchObject({ code: "FORMAT_UNSUPPORTED" });
    await json([...argv, "--format", "csv"]);
    expect(await failure([...argv, "--format", "parket"])).toMatchObject({
      code: "USAGE",
      message: expect.stringContaining("there is no format parket"),
      hint: expect.stringMatching(/Did you mean parquet\?.*csv, trades, json.*pickle/),
    });
  });

  it("says so in Chinese too", async () => {
    const argv = run("--data", "ETHUSDT-a.csv", "--format", "hdf", "--lang", "zh");
    expect(await failure(argv)).toMatchObject({
      message: "没有格式 hdf",
      hint: expect.stringContaining("hdf5"),
    });
  });

  it("is another entry of the cache, which tells of it and is made again with it", async () => {
    folder.write("bars.csv", barsCsv(2000));
    const plain = await json(run("--data", "bars.csv"));
    const asked = await json(run("--data", "bars.csv", "--format", "csv"));
    expect(asked.resultHash).toBe(plain.resultHash);
    const { entries } = await json(["cache", "status"]);
    const formats = entries.map(
      (entry: { madeFrom: { format: unknown } }) => entry.madeFrom.format,
    );
    expect(formats.sort()).toEqual(["csv", null]);
    expect((await folder.run(["cache", "status"])).stdout).toContain("bars.csv format=csv");

    await json(["cache", "clear"]);
    await json(run("--data", "ETHUSDT-a.csv", "--format", "csv"));
    expect(await json(["cache", "rebuild"])).toMatchObject([{ reason: null }]);
    const wrong = await failure(run("--data", "ETHUSDT-a.csv"));
    expect(wrong.code).toBe("FORMAT_UNSUPPORTED");
  });

  it("does not reach the bars that a source is checked against", async () => {
    folder.write("other.feather.csv", barsCsv(2000));
    const argv = ["data", "check", "ETHUSDT-a.csv", "--format", "csv", "--against"];
    expect(await json([...argv, "other.feather.csv"])).toHaveProperty("second");
    expect(await failure([...argv, "ETHUSDT-a.csv"])).toMatchObject({ code: "FORMAT_UNSUPPORTED" });
  });
});

describe("perpmill data add --format", () => {
  it("is kept, and runs by the name read as it says", async () => {
    const added = await folder.run(["data", "add", "ETHUSDT-a.csv", "--format", "csv"]);
    expect(added.stdout).toMatch(/fill +read as\n.* none +csv\n/);
    const { data } = await json(run("--data", "ETHUSDT"));
    expect(data.bars).toBe(600);
    expect(await json(["data", "list"])).toMatchObject([
      { readAs: { format: "csv", table: null } },
    ]);
    expect(await failure(run("--data", "ETHUSDT", "--format", "json"))).toMatchObject({
      code: "FORMAT_DAMAGED",
    });
  });

  it("holds for what is added later", async () => {
    await json(["data", "add", "ETHUSDT-a.csv", "--format", "csv"]);
    folder.write("ETHUSDT-c.csv", markLikeCsv(300, 600));
    expect((await failure(["data", "add", "ETHUSDT-c.csv"])).code).toBe("FORMAT_UNSUPPORTED");
    const joined = await json(["data", "add", "ETHUSDT-c.csv", "--format", "csv"]);
    expect(joined).toMatchObject({ readAs: { format: "csv" }, files: { length: 2 } });
    const refused = await failure(["data", "add", "ETHUSDT-c.csv", "--format", "trades"]);
    expect(refused.code).toMatch(/^(TRADES_BAD_ROW|FORMAT_DAMAGED|FORMAT_UNSUPPORTED)$/);
    expect((await json(["data", "list"]))[0].readAs.format).toBe("csv");
  });

  it("is for bars only", async () => {
    const argv = ["data", "add", "ETHUSDT-a.csv", "--kind", "mark", "--format", "csv"];
    expect(await failure(argv)).toMatchObject({ code: "USAGE" });
  });

  it("is not asked for of data sets that were made before there was such a choice", async () => {
    folder.write("ETHUSDT-a.csv", barsCsv(2000));
    const { resultHash } = await json(run("--data", "ETHUSDT-a.csv"));
    const { folder: path } = await json(["data", "add", "ETHUSDT-a.csv"]);
    const manifest = join(path, "manifest.json");
    const { readAs, ...before } = JSON.parse(readFileSync(manifest, "utf8"));
    expect(readAs).toEqual({ format: null, table: null });
    writeFileSync(manifest, JSON.stringify(before));
    expect((await json(run("--data", "ETHUSDT"))).resultHash).toBe(resultHash);
    writeFileSync(manifest, JSON.stringify({ ...before, readAs: { format: "xml", table: null } }));
    expect((await failure(run("--data", "ETHUSDT"))).code).toBe("DATASET_DAMAGED");
  });

  it("must be the same for all data sets of a run, unless the run says", async () => {
    await json(["data", "add", "ETHUSDT-a.csv", "--format", "csv"]);
    folder.write("more.csv", markLikeCsv(300, 600));
    const both = run("--data", "ETHUSDT", "--data", "more.csv");
    expect(await failure(both)).toMatchObject({
      code: "USAGE",
      message: expect.stringContaining("different formats"),
    });
    expect((await json([...both, "--format", "csv"])).data.bars).toBe(900);
  });
});

describe("perpmill data add --table", () => {
  const uncapped = ["--set", "fills.maxParticipation=null"];

  it("keeps which table of an HDF5 file is meant", async () => {
    const argv = ["data", "add", TWO_TABLES, "--symbol", "ETHUSDT"];
    expect((await failure(argv)).hint).toContain("--table");
    for (const [table, other] of [
      ["/a", "/b"],
      ["/b", "/a"],
    ]) {
      const added = await json([...argv, "--table", table]);
      expect(added.readAs).toEqual({ format: null, table });
      const hash = async (...more: readonly string[]) =>
        (await json(run(...uncapped, ...more))).resultHash;
      const named = await hash("--data", "ETHUSDT");
      expect(named).toBe(await hash("--data", TWO_TABLES, "--table", table));
      expect(await hash("--data", "ETHUSDT", "--table", other)).not.toBe(named);
    }
    expect((await folder.run(["data", "list"])).stdout).toMatch(/read as\n.* \/b\n/);
  });

  it("goes into the cache, so that its entries are made again from the same table", async () => {
    await json(["data", "add", TWO_TABLES, "--symbol", "ETHUSDT", "--table", "/a"]);
    const { resultHash } = await json(run(...uncapped, "--data", "ETHUSDT"));
    expect(await json(["cache", "rebuild"])).toMatchObject([{ reason: null }]);
    const again = await folder.run(run(...uncapped, "--data", "ETHUSDT"));
    expect(again.stdout).toContain("from the cache");
    expect(again.stdout).toContain(resultHash);
  });
});
