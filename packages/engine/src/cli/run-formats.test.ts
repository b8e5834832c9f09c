import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sameBars } from "../market-data/open/same-bars.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

let folder: TestFolder;

beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
});

afterEach(() => folder.remove());

const run = (file: string) => folder.run(["run", "config.json", "--data", file, "--json"]);

describe("perpmill run --data", () => {
  it("takes every format by its content, and the same from the cache", async () => {
    const hashes = new Set<string>();
    const bars = syntheticBars({ bars: 2000, seed: 5 });
    for (const [at, [, bytes]] of sameBars(bars).entries()) {
      folder.write(`file-${at}.bin`, bytes);
      for (const fromCache of [false, true]) {
        const { exitCode, stdout, stderr } = await run(`file-${at}.bin`);
        expect({ at, fromCache, exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: "" });
        hashes.add(JSON.parse(stdout).resultHash);
      }
    }
    expect(hashes.size).toBe(1);
  });

  it("refuses premium and index prices, and says where they belong", async () => {
    const header =
      "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
    const rows = [0, 1, 2].map(
      (n) => `${n * 60_000},-0.1,0.2,-0.3,0.1,0,${n * 60_000 + 59_999},0,60,0,0,0`,
    );
    folder.write("ETHUSDT-premiumIndex-1m-2024-01.csv", `${header}\n${rows.join("\n")}\n`);
    const { exitCode, stderr } = await run("ETHUSDT-premiumIndex-1m-2024-01.csv");
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: "FORMAT_UNSUPPORTED", hint: expect.stringContaining("--mark") },
    });
  });

  it("refuses a recording of an order book with a word on what it is", async () => {
    folder.write("eth.txt", '1723161255030314667 {"stream":"ethusdt@depth@0ms","data":{}}\n');
    const { exitCode, stderr } = await run("eth.txt");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("order book");
  });
});
