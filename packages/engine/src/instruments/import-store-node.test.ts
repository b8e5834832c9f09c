import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasRealData, realData } from "../../test/support/real-data.js";
import { normaliseConfig } from "../config/normalise.js";
import { importedPresets, importInstruments } from "./import-store-node.js";
import { PRESET_NAMES, presetInfo } from "./presets.js";

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
        { filterType: "PRICE_FILTER", tickSize: "0.05", minPrice: null },
        { filterType: "LOT_SIZE", stepSize: "0.002", minQty: "0.004" },
        { filterType: "MIN_NOTIONAL", notional: "5" },
      ],
    },
    { symbol: "ETHUSDT_240628", contractType: "CURRENT_QUARTER", filters: [] },
    { symbol: "ETHUSD_PERP", contractType: "PERPETUAL", quoteAsset: "USD", marginAsset: "ETH" },
  ],
};
const BRACKETS = [
  {
    symbol: "NEWUSDT",
    brackets: [
      { initialLeverage: 10, notionalCap: 500, maintMarginRatio: 0.05, cum: 15 },
      { initialLeverage: 20, notionalCap: 100, maintMarginRatio: 0.02, cum: 0 },
    ],
  },
];
/** ccxt's tiers, without the exchange's own amounts */
const UNIFIED = {
  "NEW/USDT:USDT": [
    { maxNotional: 100, maintenanceMarginRate: 0.02, maxLeverage: 20, info: null },
    { maxNotional: 500, maintenanceMarginRate: 0.05, maxLeverage: 10 },
  ],
  "NEW/USDT:USDT-240628": [],
  "NEW/USD:NEW": [],
};

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "perpmill-rules-"));
});
afterEach(() => rm(home, { recursive: true }));

async function file(name: string, value: unknown): Promise<string> {
  const path = join(home, name);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  await writeFile(path, name.endsWith(".gz") ? gzipSync(text) : text);
  return path;
}

describe("imported rules", () => {
  it("take the place of a preset's, with the date of the exchange's answer", async () => {
    const [report] = await importInstruments(home, [await file("info.json", INFO)]);
    expect(report).toEqual({
      file: "info.json",
      kind: "filters",
      date: "2024-05-01",
      dateFrom: "content",
      taken: 1,
      older: 0,
      skipped: 2,
    });
    const preset = (await importedPresets(home)).get("ETHUSDT");
    const { instrument: builtIn, tiersRead } = presetInfo("ETHUSDT") ?? {};
    expect(preset).toMatchObject({ source: "imported", filtersRead: "2024-05-01", tiersRead });
    expect(preset?.instrument).toEqual({
      ...builtIn,
      tickSize: 0.05,
      stepSize: 0.002,
      minQty: 0.004,
      minNotional: 5,
      liquidationFee: 0.0125,
    });
    const config = normaliseConfig(
      {
        instrument: { preset: "ETHUSDT", makerFee: 0 },
        account: { initialBalance: 1000 },
        strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { quantity: 1 } },
      },
      { presets: await importedPresets(home) },
    );
    expect(config.instrument).toEqual({ ...preset?.instrument, makerFee: 0 });
  });

  it("make a preset of a new symbol once both halves are there", async () => {
    await importInstruments(home, [await file("brackets.json.gz", BRACKETS)], "2024-05-02");
    expect((await importedPresets(home)).size).toBe(0);
    const info = { ...INFO, symbols: [{ ...INFO.symbols[0], symbol: "NEWUSDT" }] };
    await importInstruments(home, [await file("info.json", info)]);
    const preset = (await importedPresets(home)).get("NEWUSDT");
    expect(preset).toMatchObject({ filtersRead: "2024-05-01", tiersRead: "2024-05-02" });
    expect(preset?.instrument.tiers).toEqual([
      { notionalCap: 100, maxLeverage: 20, maintenanceRate: 0.02, maintenanceAmount: 0 },
      { notionalCap: 500, maxLeverage: 10, maintenanceRate: 0.05, maintenanceAmount: 15 },
    ]);
  });

  it("find the amounts that a file does not give", async () => {
    const paths = [await file("a.json", BRACKETS), await file("b.json", UNIFIED)];
    await importInstruments(home, paths.slice(0, 1), "2024-05-02");
    const stored = () => readFile(join(home, "instruments", "rules.json"), "utf8");
    const given = JSON.parse(await stored()).symbols.NEWUSDT.tiers.rows;
    const [report] = await importInstruments(home, paths.slice(1), "2024-05-02");
    expect(report).toMatchObject({ taken: 1, skipped: 2 });
    const found = JSON.parse(await stored()).symbols.NEWUSDT.tiers.rows;
    expect(found[1].maintenanceAmount).toBeCloseTo(3, 12);
    expect({ ...found[1], maintenanceAmount: 15 }).toEqual(given[1]);
  });

  it("do not replace newer ones", async () => {
    const path = await file("info.json", INFO);
    await importInstruments(home, [path], "2025-01-01");
    const [report] = await importInstruments(home, [path]);
    expect(report).toMatchObject({ taken: 0, older: 1 });
    expect((await importedPresets(home)).get("ETHUSDT")?.filtersRead).toBe("2025-01-01");
  });

  it.each([
    ["text.json", "price,size"],
    ["empty.json", {}],
    ["list.json", [1, 2]],
    ["symbols.json", { symbols: [{}] }],
    ["bars.json", [[1704067200000, "1", "2", "3", "4", "5"]]],
    ["number.json", "7"],
  ])("are not found in %s", async (name, value) => {
    const path = await file(name, value);
    const wrong = importInstruments(home, [await file("info.json", INFO), path]);
    await expect(wrong).rejects.toMatchObject({
      code: "INSTRUMENT_FILE_INVALID",
      where: { file: path },
    });
    expect((await importedPresets(home)).size).toBe(0);
  });

  it("are named when the file is not there, damaged, or was changed by hand", async () => {
    const gone = importInstruments(home, [join(home, "none.json")]);
    await expect(gone).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await writeFile(join(home, "cut.gz"), gzipSync(JSON.stringify(INFO)).subarray(0, 60));
    const cut = importInstruments(home, [join(home, "cut.gz")]);
    await expect(cut).rejects.toMatchObject({ code: "INSTRUMENT_FILE_INVALID" });
    await importInstruments(home, [await file("info.json", INFO)]);
    await writeFile(join(home, "instruments", "rules.json"), "{}");
    await expect(importedPresets(home)).rejects.toMatchObject({ code: "INSTRUMENT_FILE_INVALID" });
  });

  it.skipIf(!hasRealData)("of the recorded answers are those of the built-in presets", async () => {
    const paths = ["exchangeInfo-subset.json", "leverage-tiers-subset.json"].map((name) =>
      realData("exchange", `binance-um-${name}`),
    );
    await importInstruments(home, paths, "2026-04-01");
    const presets = await importedPresets(home);
    for (const name of PRESET_NAMES) {
      expect(presets.get(name)?.instrument).toEqual(presetInfo(name)?.instrument);
    }
  });

  it.skipIf(!hasRealData)("of all recorded symbols make valid instruments", async () => {
    const paths = ["exchangeInfo-all.json.gz", "leverage-tiers-all.json.gz"].map((name) =>
      realData("exchange", `binance-um-${name}`),
    );
    const [info, tiers] = await importInstruments(home, paths);
    expect(info).toMatchObject({ kind: "filters", date: "2026-03-31", taken: 691 });
    expect(tiers.taken).toBeGreaterThan(500);
    const presets = await importedPresets(home);
    expect(presets.size).toBeGreaterThan(400);
    for (const instrument of presets.keys()) {
      const rest = {
        account: { initialBalance: 1000, leverage: 1 },
        strategy: {
          name: "dual-maker",
          bidSpread: 0.02,
          askSpread: 0.02,
          size: { equityRatio: 1 },
        },
      };
      expect(normaliseConfig({ instrument, ...rest }, { presets }).instrument.symbol).toBe(
        instrument,
      );
    }
  });
});
