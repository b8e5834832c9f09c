import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPattern, namePattern } from "./name-pattern.js";
import { sourceOfPaths } from "./source-node.js";

describe("namePattern", () => {
  it.each([
    ["*.csv", "a.csv", true],
    ["*.csv", "acsv", false],
    ["p?.csv", "p1.csv", true],
    ["p?.csv", "p12.csv", false],
    ["p0[0-4]*", "p03.csv.gz", true],
    ["p0[0-4]*", "p05.csv", false],
    ["p[!0]", "p1", true],
    ["p[!0]", "p0", false],
    ["ETH-{01,02}.zip", "ETH-02.zip", true],
    ["ETH-{01,02}.zip", "ETH-03.zip", false],
    ["{a,b}[12].{csv,zip}", "b2.zip", true],
    ["a(1)+.csv", "a(1)+.csv", true],
    ["a[9-0]", "a[9-0]", true],
  ])("%s and %s: %s", (pattern, name, matches) => {
    expect(namePattern(pattern)(name)).toBe(matches);
  });

  it("takes plain names as they are", () => {
    expect(["bars.csv", "bars(1).csv", "bars{1}.csv", "a[].csv"].map(isPattern)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("sourceOfPaths", () => {
  let folder = "";
  const names = async (path: string) =>
    (await sourceOfPaths([join(folder, path)])).files.map((file) => file.name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "perpmill-patterns-"));
    for (const name of ["empty", "bars[1]", "y2023", "y2024"]) await mkdir(join(folder, name));
    for (const name of ["bars[1]/a.csv", "y2023/m1.csv", "y2023/m2.csv", "y2024/m1.csv"]) {
      await writeFile(join(folder, name), "x");
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("matches names in folders, which can be patterns too", async () => {
    expect(await names("y2023/m[12].csv")).toEqual(["m1.csv", "m2.csv"]);
    expect(await names("y202{3,4}/m1.csv")).toEqual(["m1.csv", "m1.csv"]);
  });

  it("takes a folder that is there by its name, whatever is in the name", async () => {
    expect(await names("bars[1]/*.csv")).toEqual(["a.csv"]);
    expect(await names("bars[1]")).toEqual(["a.csv"]);
  });

  it("says that a folder holds no data, and that a pattern matches nothing", async () => {
    await expect(names("empty")).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
      message: expect.stringContaining("no file of bars or rates in the folder"),
    });
    await expect(names("y2023/[34].csv")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });
});
