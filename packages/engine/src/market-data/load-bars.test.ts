import { describe, expect, it } from "vitest";
import { type Bars, openTimeMs } from "./bars.js";
import { loadBars } from "./load-node.js";
import type { LoadBarsOptions } from "./load-options.js";

const HEADER = "open_time,open,high,low,close,volume";
const encode = (text: string) => new TextEncoder().encode(text);
const load = (text: string, options?: LoadBarsOptions) => loadBars(encode(text), options);

function rowsOf(bars: Bars): number[][] {
  return Array.from({ length: bars.count }, (_, row) => [
    openTimeMs(bars, row),
    bars.open[row],
    bars.high[row],
    bars.low[row],
    bars.close[row],
    bars.volume?.[row] ?? Number.NaN,
  ]);
}

const TWO = [
  [60_000, 10_000, 10_125, 9_990, 10_010, 1.5],
  [120_000, 10_010, 10_010, 10_010, 10_010, 0],
];
const TWO_ROWS = "60000,100,101.25,99.9,100.1,1.5\n120000,100.1,100.10,100.1,100.100,0\n";

describe("the exchange's layout", () => {
  it("reads rows under a header into price units and doubles", async () => {
    const bars = await load(`${HEADER}\n${TWO_ROWS}`);
    expect(rowsOf(bars)).toEqual(TWO);
    expect(bars).toMatchObject({ kind: "last", priceDecimals: 2, intervalMs: 60_000, holes: 0 });
    expect(bars).toMatchObject({ baseTimeMs: 60_000, skippedRows: 0, symbol: null });
    expect(bars.source).toEqual({
      name: "bytes",
      md5: "bad242d1c0b6a17b84d25cf00d0ee0f9",
      synthetic: false,
    });
  });

  it.each([
    ["no header", TWO_ROWS],
    ["no newline at the end", TWO_ROWS.trimEnd()],
    ["CRLF", `${HEADER}\n${TWO_ROWS}`.replaceAll("\n", "\r\n")],
    ["CRLF but for the last", TWO_ROWS.replaceAll("\n", "\r\n").trimEnd()],
    ["a byte order mark", `\ufeff${HEADER}\n${TWO_ROWS}`],
    ["a byte order mark without a header", `\ufeff${TWO_ROWS}`],
    ["blank lines", `\n${HEADER}\n\n${TWO_ROWS}\n\r\n`],
    ["more columns", TWO_ROWS.replaceAll("\n", ",179999,3.4,5,6,7,0\n")],
    ["blanks around numbers", TWO_ROWS.replaceAll(",", " , ")],
    ["exponents", TWO_ROWS.replace("101.25", "1.0125e2").replace("1.5", "15E-1")],
    ["numbers without a digit before or after the point", TWO_ROWS.replace(",100,", ",100.,")],
    ["µs", TWO_ROWS.replaceAll("0000,", "0000000,")],
  ])("reads a file with %s", async (name, text) => {
    const bars = await load(text);
    const at = name === "µs" ? 0 : 1;
    expect(rowsOf(bars).map((row) => row.slice(at === 0 ? 1 : 0))).toEqual(
      TWO.map((row) => row.slice(at === 0 ? 1 : 0)),
    );
  });

  it("takes times from 10^14 on as microseconds", async () => {
    const bars = await load(
      "1735689600000000,1,1,1,1,0\n1735689660000000,1,1,1,1,0\n1735689720000000,1,1,1,1,0\n",
    );
    expect(bars.baseTimeMs).toBe(1_735_689_600_000);
    expect(bars.intervalMs).toBe(60_000);
  });

  it("has no volume when there are five columns", async () => {
    const bars = await load("60000,1,1,1,1\n120000,1,2,1,1.5\n");
    expect(bars.volume).toBeNull();
    expect([...bars.high]).toEqual([10, 20]);
  });

  it("uses as many decimals as any price has, trailing zeros cut, earlier rows included", async () => {
    const bars = await load(
      "60000,7.000,7,7,7,0\n120000,7,7.50000000,7,7,0\n180000,7,8,6.00025,7,0\n",
    );
    expect(bars.priceDecimals).toBe(5);
    expect([...bars.high]).toEqual([700_000, 750_000, 800_000]);
    expect(bars.low[2]).toBe(600_025);
  });

  it("reads prices of more than nine digits", async () => {
    const bars = await load("60000,0.0000012345,0.0000012346,0.0000012345,0.0000012345,1\n", {
      intervalMs: 60_000,
    });
    expect(bars.priceDecimals).toBe(10);
    expect([bars.open[0], bars.high[0]]).toEqual([12_345, 12_346]);
    const wide = await load("60000,2147483647,2147483647,1,1,1\n", { intervalMs: 60_000 });
    expect(wide.open[0]).toBe(2_147_483_647);
  });

  it("rounds prices half up to the decimals asked for", async () => {
    const text = "60000,1.005,1.0149,1.00499,1.00500,0\n120000,1,1.015,1,1.01,0\n";
    const bars = await load(text, { priceDecimals: 2 });
    expect(bars.priceDecimals).toBe(2);
    expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0]]).toEqual([101, 101, 100, 101]);
    expect([bars.high[1], bars.close[1]]).toEqual([102, 101]);
    const finer = await load(text, { priceDecimals: 6 });
    expect(finer.high[0]).toBe(1_014_900);
  });

  it("rounds volumes to the nearest double", async () => {
    const volumes = ["211.38721000", "0.1", "123456789.123456789", "9007199254740993", "1e-7", "0"];
    const text = volumes.map((volume, row) => `${row * 60_000},1,1,1,1,${volume}`).join("\n");
    const bars = await load(text);
    expect([...(bars.volume ?? [])]).toEqual(volumes.map(Number));
  });

  it("counts missing stretches as holes and keeps times apart", async () => {
    const times = [0, 1, 2, 10, 11, 20].map((minute) => minute * 60_000);
    const bars = await load(times.map((time) => `${time},1,1,1,1,0`).join("\n"));
    expect(bars.holes).toBe(2);
    expect([...bars.timeIndex]).toEqual([0, 1, 2, 10, 11, 20]);
  });

  it("aligns weekly bars to Monday", async () => {
    const monday = Date.UTC(2024, 0, 1);
    const week = 7 * 86_400_000;
    const bars = await load([0, 1, 2].map((n) => `${monday + n * week},1,1,1,1,0`).join("\n"));
    expect(bars.intervalMs).toBe(week);
  });

  it("takes a single bar when its interval is given", async () => {
    expect(await load("60000,1,1,1,1,0\n", { intervalMs: 60_000 })).toMatchObject({
      count: 1,
      intervalMs: 60_000,
    });
  });

  it("keeps more rows than one block holds in order", async () => {
    const rows = 140_000;
    const lines = Array.from({ length: rows }, (_, n) => `${n * 1000},${n + 1},${n + 1},1,1,${n}`);
    const bars = await load(lines.join("\n"));
    expect(bars.count).toBe(rows);
    for (const row of [0, 2047, 2048, 67_583, 67_584, rows - 1]) {
      expect([openTimeMs(bars, row), bars.high[row], bars.volume?.[row]]).toEqual([
        row * 1000,
        row + 1,
        row,
      ]);
    }
  });
});

describe("foreign dialects", () => {
  const iso = ["2024-01-01 00:00", "2024-01-01T00:01:00Z", "2024-01-01 01:02:00+01:00"];
  const start = Date.UTC(2024, 0, 1);

  it.each([
    ["semicolons", iso.map((time) => `${time};1.5;2;1;1.5;3`).join("\n"), "t;o;h;l;c;v"],
    [
      "tabs",
      iso.map((time) => `${time}\t1.5\t2\t1\t1.5\t3`).join("\r\n"),
      "Date\tOpen\tHigh\tLow\tClose\tVolume",
    ],
    [
      "quotes",
      iso.map((time) => `"${time}","1.5","2","1","1.5","3"`).join("\n"),
      '"Open time","Open","High","Low","Close","Volume"',
    ],
    [
      "other order",
      iso.map((time) => `3,1.5,1,2,1.5,${time},x`).join("\n"),
      "Volume,Close,Low,High,Open,Timestamp,Note",
    ],
    [
      "delimiters in quotes",
      iso.map((time) => `"a,b",${time},1.5,2,1,1.5,3`).join("\n"),
      "note,time,open,high,low,close,volume",
    ],
  ])("reads %s", async (_name, rows, header) => {
    const bars = await load(`${header}\n${rows}\n`);
    expect(rowsOf(bars)).toEqual(
      [0, 1, 2].map((minute) => [start + minute * 60_000, 15, 20, 10, 15, 3]),
    );
  });

  it("takes seconds under a foreign header only, and says so elsewhere", async () => {
    const rows = "1704067200,1,1,1,1,0\n1704067260,1,1,1,1,0\n";
    expect((await load(`unix,open,high,low,close,volume\n${rows}`)).intervalMs).toBe(60_000);
    for (const text of [rows, `open_time,open,high,low,close,volume\n${rows}`]) {
      await expect(load(text)).rejects.toMatchObject({
        code: "BARS_INTERVAL",
        message: expect.stringContaining("1704067260"),
        hint: expect.stringContaining("seconds"),
      });
    }
    expect((await load(rows, { intervalMs: 60 })).intervalMs).toBe(60);
  });

  it("has no volume when no column is named so", async () => {
    const bars = await load("time,open,high,low,close,trades\n60000,1,1,1,1,9\n120000,1,1,1,1,9\n");
    expect(bars.volume).toBeNull();
  });
});

describe("work in progress", () => {
  it("reports bytes and rows, up to all of them", async () => {
    const seen: number[] = [];
    const content = encode(TWO_ROWS);
    await loadBars(content, {
      onProgress: ({ bytes, totalBytes, rows }) => seen.push(bytes, totalBytes ?? -1, rows),
    });
    expect(seen.slice(-3)).toEqual([content.length, content.length, 2]);
  });

  it("stops with ABORTED when the signal is set", async () => {
    const stop = new AbortController();
    async function* endless() {
      for (let minute = 0; ; minute += 1) {
        if (minute === 100) stop.abort();
        yield encode(`${minute * 60_000},1,1,1,1,0\n`);
      }
    }
    await expect(loadBars(endless(), { signal: stop.signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });
});
