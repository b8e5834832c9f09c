/** Runs on the files of pandas, h5py and the older system: results are those of the CSV. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GOLDEN } from "../market-data/hdf5/golden-files.fixture.js";
import { TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
});
afterEach(() => folder.remove());

async function resultHash(file: string, ...more: readonly string[]): Promise<string> {
  // the caches of the older system have no volume
  const uncapped = ["--set", "fills.maxParticipation=null"];
  const argv = ["run", "config.json", "--data", GOLDEN + file, ...uncapped, ...more, "--json"];
  const { exitCode, stdout, stderr } = await folder.run(argv);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout).resultHash;
}

describe("perpmill run --data", () => {
  it("gives the same result for the same bars in HDF5 and pickles", async () => {
    const expected = await resultHash("bars.csv");
    const files = ["fixed-blosc.h5", "table-bzip2.h5", "kline-data.h5", "records.h5", "bars-4.pkl"];
    for (const file of files) {
      expect(await resultHash(file), file).toBe(expected);
      // and from the cache
      expect(await resultHash(file), file).toBe(expected);
    }
  });

  it("takes the table that --table names", async () => {
    const expected = await resultHash("bars.csv");
    expect(await resultHash("refused-two.h5", "--table", "/a")).toBe(expected);
    expect(await resultHash("refused-two.h5", "--table", "/b")).not.toBe(expected);
    const argv = ["run", "config.json", "--data", `${GOLDEN}refused-two.h5`];
    const { exitCode, stderr } = await folder.run(argv);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/several tables: \/a, \/b.*--table \/a/s);
  });
});
