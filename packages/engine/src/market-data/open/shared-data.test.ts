/** Every file of the shared market data opens, or is refused with a word on what it is. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openBars, openSeries } from "../load-node.js";

const ROOT = fileURLToPath(new URL("../../../../../../shared/data/", import.meta.url));
const present = existsSync(ROOT);
if (!present) console.warn("skipped: no shared market data beside the repository");

/** All files below a folder of the data. */
function filesOf(folder: string): string[] {
  if (!present) return [];
  const names = readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: "utf8" });
  return names.filter((name) => /\.\w+$/.test(name)).map((name) => `${folder}/${name}`);
}

/** Files that a test of their own opens. */
const SINGLE = [
  "ticks/APEUSDT-aggTrades-2024-10-18.zip",
  "fixtures/BTCUSDT-1h-2024-10-28.zip",
  ...["BTCUSDT", "ETHUSDT", "ETHUSDC"].map((symbol) => `fixtures/fapi-klines-${symbol}-1d.json`),
];

describe.skipIf(!present)("the shared data", () => {
  test("has no file that is looked at by none of these tests", () => {
    const opened = [
      "mark_1m",
      "index_1m",
      "premium_1m",
      "funding",
      "perp_1m",
      "perp_1h",
      "spot_1m",
    ];
    const others = filesOf("").map((name) => name.slice(1));
    const known = [...opened.flatMap(filesOf), ...SINGLE, ...refused.map(([name]) => name)];
    expect(others.filter((name) => !known.includes(name))).toEqual(["MANIFEST.csv", "README.md"]);
  });

  const bars = ["perp_1m", "perp_1h", "spot_1m"].flatMap(filesOf);

  test.each(bars)("%s opens as bars", async (name) => {
    const { count, intervalMs, symbol } = await openBars(`${ROOT}${name}`);
    expect(count).toBeGreaterThan(1000);
    expect(intervalMs).toBe(name.startsWith("perp_1h") ? 3_600_000 : 60_000);
    expect(symbol).toMatch(/^(BTC|ETH|FIL)USDT$/);
  });

  test.each([
    "mark",
    "index",
    "premium",
  ] as const)("%s prices open as a series and are no bars", async (kind) => {
    const files = filesOf(`${kind}_1m`);
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const opened = await openSeries(`${ROOT}${name}`);
      expect([opened.kind, opened.series.count]).toEqual([kind, 44_640]);
      await expect(openBars(`${ROOT}${name}`)).rejects.toMatchObject({
        code: "FORMAT_UNSUPPORTED",
        hint: expect.stringContaining("--mark"),
      });
    }
  });

  test("funding rates open as a series and are no bars", async () => {
    for (const name of filesOf("funding")) {
      const opened = await openSeries(`${ROOT}${name}`);
      expect([opened.kind, opened.series.count]).toEqual(["funding", 6741]);
      await expect(openBars(`${ROOT}${name}`)).rejects.toMatchObject({
        code: "FORMAT_UNSUPPORTED",
      });
    }
  });

  test("aggTrades open as trades and as bars", async () => {
    const path = `${ROOT}ticks/APEUSDT-aggTrades-2024-10-18.zip`;
    const opened = await openSeries(path);
    expect([opened.kind, opened.series.count]).toEqual(["trades", 45_342]);
    expect((await openBars(path)).count).toBe(1440);
    expect((await openBars(path, { intervalMs: 3_600_000 })).count).toBe(24);
  });

  test("answers of the exchange with K-lines open as bars", async () => {
    for (const symbol of ["BTCUSDT", "ETHUSDT", "ETHUSDC"]) {
      const daily = await openBars(`${ROOT}fixtures/fapi-klines-${symbol}-1d.json`);
      expect(daily.intervalMs).toBe(86_400_000);
      expect(daily.count).toBeGreaterThan(10);
    }
    expect((await openBars(`${ROOT}fixtures/BTCUSDT-1h-2024-10-28.zip`)).count).toBe(24);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ["ticks/hftbacktest-usdm-ethusdt_20240808.gz", /order book/],
    ["ticks/hftbacktest-usdm-btcusdt_20240808.gz", /order book/],
    ["exchange/binance-um-exchangeInfo-subset.json", /exchangeInfo/],
    ["exchange/binance-um-exchangeInfo-all.json.gz", /exchangeInfo/],
    ["exchange/binance-um-leverage-tiers-subset.json", /leverage tiers/],
    ["exchange/binance-um-leverage-tiers-all.json.gz", /leverage tiers/],
    ["fixtures/fapi-ticker-price-20250629.json", /ticker/],
  ];
  test.each(refused)("%s is refused with a word on what it is", async (name, what) => {
    const refusal = { code: "FORMAT_UNSUPPORTED", message: expect.stringMatching(what) };
    await expect(openBars(`${ROOT}${name}`)).rejects.toMatchObject(refusal);
    await expect(openSeries(`${ROOT}${name}`)).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
    });
  });
});
