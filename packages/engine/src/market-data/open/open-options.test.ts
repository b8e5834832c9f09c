import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openBars as openInBrowser } from "../load-browser.js";
import { openBars, openSeries } from "../load-node.js";
import { resampleBars } from "../resample/resample-bars.js";
import type { BarFormat } from "./bar-formats.js";

const encode = (text: string) => new TextEncoder().encode(text);
const HEADER =
  "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
const minutes = (row: (time: number) => string, count = 5) =>
  Array.from({ length: count }, (_, n) => row(1_704_067_200_000 + n * 60_000)).join("\n");
const MARK = encode(`${HEADER}\n${minutes((t) => `${t},2,3,1,2,0,${t + 59_999},0,60,0,0,0`)}\n`);
const PREMIUM = encode(minutes((t) => `${t},-0.1,0.2,-0.3,0.1,0,${t + 59_999},0,12,0,0,0`));
const TRADES = encode(minutes((t) => `${t},2,3,${t},${t},${t},true`));

describe("openBars", () => {
  test("refuses what belongs beside bars, unless it is told to read it", async () => {
    for (const bytes of [MARK, PREMIUM, encode("calc_time,last_funding_rate\n1,0.1\n")]) {
      await expect(openBars(bytes)).rejects.toMatchObject({ code: "FORMAT_UNSUPPORTED" });
    }
    expect((await openBars(MARK, { format: "csv" })).count).toBe(5);
  });

  test("takes the format it is told, right or wrong", async () => {
    expect((await openBars(TRADES, { format: "trades" })).count).toBe(5);
    await expect(openBars(TRADES, { format: "parquet" })).rejects.toMatchObject({
      code: "FORMAT_DAMAGED",
    });
    await expect(openBars(TRADES, { format: "json" })).rejects.toMatchObject({
      code: "FORMAT_DAMAGED",
    });
    await expect(openBars(TRADES, { format: "xml" as BarFormat })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
    });
  });

  test("makes bars of the interval asked for out of trades", async () => {
    const bars = await openBars(TRADES, { intervalMs: 300_000 });
    expect(bars).toEqual(resampleBars(await openBars(TRADES), "5m", { incompleteLast: true }));
  });

  test("refuses files of several formats in one source", async () => {
    const json = encode(`[${minutes((t) => `[${t},2,3,1,2,5]`).replaceAll("\n", ",")}]`);
    expect((await openBars(zipSync({ "a.json": json }))).count).toBe(5);
    const both = zipSync({ "a.json": json, "b.csv": encode(minutes((t) => `${t},2,3,1,2,5`)) });
    await expect(openBars(both)).rejects.toMatchObject({ code: "FORMAT_UNSUPPORTED" });
  });

  test.each([
    ["a zstd file", [0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3]],
    ["a 7z archive", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
    ["Feather 1", [...encode("FEA1....")]],
    ["an order book by columns", [...encode("bid_price,bid_qty,ask_price\n1,2,3\n")]],
    ["a message of a stream", [...encode('{"e":"depthUpdate","E":1}')]],
  ])("says what %s is", async (_name, bytes) => {
    await expect(openBars(Uint8Array.from(bytes))).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
      hint: expect.stringMatching(/\w/),
    });
  });
});

describe("openSeries", () => {
  test("tells funding, trades and negative premiums by themselves", async () => {
    const funding = encode("calc_time,last_funding_rate\n1704067200000,0.0001\n");
    expect((await openSeries(funding)).kind).toBe("funding");
    expect((await openSeries(TRADES)).kind).toBe("trades");
    expect((await openSeries(PREMIUM)).kind).toBe("premium");
  });

  test("asks what prices are that mark and index prices both could be", async () => {
    await expect(openSeries(MARK)).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
      where: { field: "kind" },
    });
    expect((await openSeries(MARK, { kind: "index" })).kind).toBe("index");
    const named = new File([MARK], "ETHUSDT-markPrice-1m-2024-01.csv");
    expect((await openSeries(named)).kind).toBe("mark");
    await expect(openSeries(encode(minutes((t) => `${t},2,3,1,2,5`)))).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
    });
  });
});

describe("archives", () => {
  // 80 MB of one letter, in lines that are no rows
  const bomb = encode(
    `${minutes((t) => `${t},2,3,1,2,5`)}\n${`${"x".repeat(60_000)}\n`.repeat(1350)}`,
  );
  const packed = [new Uint8Array(gzipSync(bomb)), zipSync({ "a.csv": bomb })];

  test("that unpack to far more than data would are refused while they are read", async () => {
    for (const bytes of packed) {
      expect(bytes.length).toBeLessThan(400_000);
      for (const open of [openBars, openInBrowser]) {
        await expect(open(bytes, { onBadRow: "skip" })).rejects.toMatchObject({
          code: "ARCHIVE_TOO_LARGE",
        });
      }
    }
  });

  test("with names that lead out of them touch nothing there", async () => {
    const rows = encode(minutes((t) => `${t},2,3,1,2,5`));
    const zip = zipSync({ "../../outside.csv": rows });
    await expect(openBars(zip)).rejects.toMatchObject({ code: "BARS_TRUNCATED" });
    // the browser has no files to touch: the name is only shown
    expect((await openInBrowser(zip)).count).toBe(5);
  });
});
