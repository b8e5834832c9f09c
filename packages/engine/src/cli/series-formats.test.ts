/** `--mark` and `--funding` in every format, in every command that takes them. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sameBars } from "../market-data/open/same-bars.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const HDF5 = fileURLToPath(new URL("../../test/data-files/series/", import.meta.url));
const START = Date.UTC(2024, 0, 1);
const TIMES = [0, 1, 2, 3].map((at) => START + at * 28_800_000);
/** The rates in the golden HDF5 file. */
const RATES = [0.0001, -0.0002, 0.0003, -0.0004];

let folder: TestFolder;

beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
});

afterEach(() => folder.remove());

async function json(argv: readonly string[]) {
  const { exitCode, stdout, stderr } = await folder.run([...argv, "--json"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout);
}

/** Writes the golden rates in every format; the names of the files. */
function writeFunding(): string[] {
  const lines = TIMES.map((time, at) => `${time},8,${RATES[at]}\n`);
  folder.write("a.csv", `calc_time,funding_interval_hours,last_funding_rate\n${lines.join("")}`);
  const answer = TIMES.map((time, at) => ({
    symbol: "ETHUSDT",
    fundingTime: time,
    fundingRate: String(RATES[at]),
  }));
  folder.write("b.json", JSON.stringify(answer));
  const columnData = [
    { name: "calc_time", data: TIMES.map(BigInt), type: "INT64" as const },
    { name: "last_funding_rate", data: RATES, type: "DOUBLE" as const },
  ];
  folder.write("c.parquet", new Uint8Array(parquetWriteBuffer({ columnData })));
  const arrow = tableToIPC(tableFromArrays({ time: TIMES, rate: RATES }), { format: "file" });
  folder.write("d.feather", arrow ?? "");
  for (const name of ["fixed-funding.h5", "table-funding.h5"]) {
    folder.write(name, readFileSync(HDF5 + name));
  }
  return ["a.csv", "b.json", "c.parquet", "d.feather", "fixed-funding.h5", "table-funding.h5"];
}

describe("--mark", () => {
  it("takes every format of run, envelope and data check", async () => {
    const hashes = new Set<string>();
    const bars = syntheticBars({ bars: 600, seed: 5, startMs: START });
    const [[, csv]] = sameBars(bars);
    folder.write("bars.csv", csv);
    const config = ["config.json", "--data", "bars.csv"];
    const without = await json(["run", ...config]);
    const mark = sameBars(syntheticBars({ bars: 600, seed: 6, startMs: START }));
    for (const [at, [, bytes]] of mark.entries()) {
      const name = `mark-${at}.bin`;
      folder.write(name, bytes);
      const { resultHash } = await json(["run", ...config, "--mark", name]);
      const { rows } = await json(["envelope", ...config, "--mark", name]);
      const checked = await json(["data", "check", "bars.csv", "--mark", name]);
      hashes.add(JSON.stringify([resultHash, rows[0].metrics, { ...checked.mark, source: "" }]));
    }
    expect(hashes.size).toBe(1);
    expect([...hashes][0]).not.toContain(without.resultHash);
  });

  it("takes HDF5, and a data set of it", async () => {
    const [[, csv]] = sameBars(syntheticBars({ bars: 50, seed: 5, startMs: START }));
    folder.write("bars.csv", csv);
    folder.write("mark.h5", readFileSync(`${HDF5}fixed-mark.h5`));
    const direct = await json(["run", "config.json", "--data", "bars.csv", "--mark", "mark.h5"]);
    await json(["data", "add", "mark.h5", "--kind", "mark", "--symbol", "ETHUSDT"]);
    const stored = await json(["run", "config.json", "--data", "bars.csv", "--mark", "ETHUSDT"]);
    expect(stored.resultHash).toBe(direct.resultHash);
  });
});

describe("--funding", () => {
  it("takes every format of run, envelope, data check and data add", async () => {
    const [[, csv]] = sameBars(syntheticBars({ bars: 1500, seed: 5, startMs: START }));
    folder.write("bars.csv", csv);
    const config = ["config.json", "--data", "bars.csv"];
    const seen = new Set<string>();
    for (const name of writeFunding()) {
      const run = await json(["run", ...config, "--funding", name]);
      const { rows } = await json(["envelope", ...config, "--funding", name]);
      const checked = await json(["data", "check", "bars.csv", "--funding", name]);
      await json(["data", "add", name, "--kind", "funding", "--symbol", name.replace(/\W/g, "")]);
      expect(run.funding).not.toBe(0);
      seen.add(
        JSON.stringify([
          run.resultHash,
          run.funding,
          rows[0].metrics,
          { ...checked.funding, source: "" },
        ]),
      );
    }
    expect(seen.size).toBe(1);
  });

  it("says what is wrong with rows of any format", async () => {
    const [[, csv]] = sameBars(syntheticBars({ bars: 1500, seed: 5, startMs: START }));
    folder.write("bars.csv", csv);
    folder.write("bad.json", JSON.stringify([{ fundingTime: START, fundingRate: "2" }]));
    const argv = ["run", "config.json", "--data", "bars.csv", "--funding", "bad.json", "--json"];
    const { exitCode, stderr } = await folder.run(argv);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr).error).toMatchObject({ code: "FUNDING_BAD_ROW" });
  });
});
