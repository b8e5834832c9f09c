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

  it("runs along trades with path.model trades, and says so where there are bars", async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => {
      const price = (2_000 + 3 * Math.sin(i / 7) + (i % 5)).toFixed(2);
      return `${i + 1},${price},0.5,${i + 1},${i + 1},${1_700_000_000_000 + i * 1_700},true`;
    });
    folder.write("trades.csv", `${rows.join("\n")}\n`);
    folder.write("bars.csv", "0,1,2,1,2,1\n60000,2,2,1,1,1\n");
    const along = (file: string) =>
      folder.run(["run", "config.json", "--data", file, "--set", "path.model=trades", "--json"]);
    const { exitCode, stdout } = await along("trades.csv");
    const ran = JSON.parse(stdout);
    expect({ exitCode, ...ran }).toMatchObject({ exitCode: 0, semantics: 2 });
    const onBars = JSON.parse((await run("trades.csv")).stdout);
    expect(ran.data).toEqual(onBars.data);
    expect(ran.resultHash).not.toBe(onBars.resultHash);
    const refused = await along("bars.csv");
    expect(refused.exitCode).toBe(2);
    expect(JSON.parse(refused.stderr).error.code).toBe("TRADES_BAD_ROW");
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
