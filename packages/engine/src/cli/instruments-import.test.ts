import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const INFO = {
  serverTime: Date.UTC(2024, 4, 1, 12),
  symbols: [
    {
      symbol: "ETHUSDT",
      contractType: "PERPETUAL",
      quoteAsset: "USDT",
      marginAsset: "USDT",
      liquidationFee: "0.012500",
      filters: [
        { filterType: "PRICE_FILTER", tickSize: "0.05" },
        { filterType: "LOT_SIZE", stepSize: "0.002", minQty: "0.004" },
        { filterType: "MIN_NOTIONAL", notional: "5" },
      ],
    },
  ],
};

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
  folder.write("bars.csv", barsCsv(300));
  folder.write("info.json", JSON.stringify(INFO));
});
afterEach(() => folder.remove());

describe("perpmill instruments import", () => {
  it("says what it took in, and presets by name are those from then on", async () => {
    const before = await folder.run(["instruments", "ETHUSDT", "--json"]);
    expect(JSON.parse(before.stdout)).toMatchObject({ source: "built-in" });
    const { exitCode, stdout } = await folder.run(["instruments", "import", "info.json"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("info.json: ticks, steps and minimums of 1 symbols, 2024-05-01");
    const after = await folder.run(["instruments", "ethusdt", "--json"]);
    expect(JSON.parse(after.stdout)).toMatchObject({
      source: "imported",
      filtersRead: "2024-05-01",
      instrument: { tickSize: 0.05 },
    });
    expect((await folder.run(["instruments"])).stdout).toMatch(/ETHUSDT +0\.05 /);
  });

  it("makes a run say which day's rules it used", async () => {
    const run = async (...more: string[]) => {
      const argv = ["run", "config.json", "--data", "bars.csv", "--json", ...more];
      return JSON.parse((await folder.run(argv)).stdout);
    };
    expect(await run()).toMatchObject({
      instrumentRules: { source: "built-in", filtersDate: "2026-03-31", tiersDate: "2025-07-10" },
    });
    await folder.run(["instruments", "import", "info.json", "--date", "2024-06-01"]);
    const after = await run();
    expect(after.config.instrument.stepSize).toBe(0.002);
    expect(after.instrumentRules).toEqual({
      source: "imported",
      filtersDate: "2024-06-01",
      tiersDate: "2025-07-10",
    });
    folder.write("written-out.json", JSON.stringify(after.config));
    const argv = ["run", "written-out.json", "--data", "bars.csv", "--json"];
    const again = JSON.parse((await folder.run(argv)).stdout);
    expect(again.resultHash).toBe(after.resultHash);
    expect(again.instrumentRules).toEqual({
      source: "configuration",
      filtersDate: null,
      tiersDate: null,
    });
  });

  it("refuses a wrong date and what are no rules", async () => {
    const date = await folder.run(["instruments", "import", "info.json", "--date", "2024-02-30"]);
    expect(date).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("2024-02-30") });
    const bars = await folder.run(["instruments", "import", "bars.csv", "--json"]);
    expect(bars.exitCode).toBe(2);
    expect(JSON.parse(bars.stderr)).toMatchObject({ error: { code: "INSTRUMENT_FILE_INVALID" } });
  });
});
