import { describe, expect, it } from "vitest";
import { PerpmillError } from "../errors.js";
import { loadBars } from "./load-node.js";
import type { LoadBarsOptions } from "./load-options.js";

const HEADER = "open_time,open,high,low,close,volume\n";
const GOOD = "60000,10,11,9,10.5,1\n120000,10.5,11,9,10,1\n";

async function failure(content: string | Uint8Array, options?: LoadBarsOptions) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const error: unknown = await loadBars(bytes, options).catch((reason: unknown) => reason);
  if (!(error instanceof PerpmillError)) throw new Error(`expected an error, got ${String(error)}`);
  return error;
}

/** A third row after two good ones: code, line, column, field and the value in the message. */
const BAD_ROWS: readonly (readonly [string, string, string, number | undefined, string])[] = [
  ["an earlier time", "60001,10,11,9,10,1", "BARS_UNSORTED", 1, "60001"],
  ["the same time again", "120000,10,11,9,10,1", "BARS_DUPLICATE", 1, "120000"],
  ["a time that is a word", "soon,10,11,9,10,1", "BARS_BAD_ROW", 1, "soon"],
  ["no time", ",10,11,9,10,1", "BARS_BAD_ROW", 1, "empty"],
  ["half a microsecond", "1735689600000500,10,11,9,10,1", "BARS_MISALIGNED", 1, "1735689600000500"],
  ["a price that is a word", "180000,10,abc,9,10,1", "BARS_BAD_ROW", 3, "abc"],
  ["a price with two points", "180000,10,1.1.1,9,10,1", "BARS_BAD_ROW", 3, "1.1.1"],
  ["a price that is NaN", "180000,NaN,11,9,10,1", "BARS_BAD_ROW", 2, "NaN"],
  ["a price in hexadecimal", "180000,0x10,11,9,10,1", "BARS_BAD_ROW", 2, "0x10"],
  ["no close", "180000,10,11,9,,1", "BARS_BAD_ROW", 5, "empty"],
  ["a price of 0", "180000,10,11,0.00,10,1", "BARS_NOT_POSITIVE", 4, "0.00"],
  ["a negative price", "180000,10,11,-9,10,1", "BARS_NOT_POSITIVE", 4, "-9"],
  ["high under low", "180000,10,8,9,10,1", "BARS_HIGH_LOW", 3, "high 8"],
  ["open over high", "180000,12,11,9,10,1", "BARS_HIGH_LOW", 3, "open 12"],
  ["close under low", "180000,10,11,9,8.99,1", "BARS_HIGH_LOW", 4, "close 8.99"],
  ["a negative volume", "180000,10,11,9,10,-1", "BARS_BAD_ROW", 6, "-1"],
  ["an infinite volume", "180000,10,11,9,10,1e999", "BARS_BAD_ROW", 6, "1e999"],
  ["too few columns", "180000,10,11,9", "BARS_BAD_ROW", undefined, "4 columns"],
  ["too many columns", "180000,10,11,9,10,1,2", "BARS_BAD_ROW", undefined, "7 columns"],
  ["a second header", "open_time,open,high,low,close,volume", "BARS_BAD_ROW", 1, "open_time"],
];

describe("a bad row", () => {
  it.each(
    BAD_ROWS,
  )("with %s is an error with its place and value", async (_name, row, code, column, value) => {
    const error = await failure(`${HEADER}${GOOD}${row}\n240000,10,11,9,10,1\n`);
    expect(error.code).toBe(code);
    expect(error.where).toMatchObject({ file: "bytes", line: 4 });
    expect(error.where.column).toBe(column);
    expect(error.detail).toContain(value);
    expect(error.hint).not.toBeNull();
  });

  it.each(BAD_ROWS)("with %s can be left out and is counted", async (_name, row) => {
    const text = `${HEADER}${GOOD}${row}\n240000,10,11,9,10,1\n`;
    const bars = await loadBars(new TextEncoder().encode(text), { onBadRow: "skip" });
    expect([...bars.timeIndex]).toEqual([0, 1, 3]);
    expect(bars).toMatchObject({ skippedRows: 1, priceDecimals: 1, intervalMs: 60_000 });
    expect(bars.skippedReasons).toHaveLength(1);
    expect(bars.skippedReasons?.[0]).toContain("line 4");
  });

  it.each(
    BAD_ROWS,
  )("with %s says the same in a foreign dialect", async (_name, row, code, column) => {
    const text = `${HEADER}${GOOD}${row}\n`.replaceAll(",", ";");
    const error = await failure(text);
    expect(error.code).toBe(code);
    expect(error.where).toMatchObject({ line: 4 });
    expect(error.where.column).toBe(column);
  });

  it("names the column as the header does", async () => {
    const error = await failure("Time;Open;High;Low;Last;Close\n60000;1;1;1;1;x\n");
    expect(error.where).toMatchObject({ line: 2, column: 6, field: "Close" });
  });

  it("keeps only the first few reasons of many", async () => {
    const bad = Array.from({ length: 50 }, (_, n) => `${180_000 + n},x,1,1,1,1`).join("\n");
    const text = `${GOOD}${bad}\n`;
    const bars = await loadBars(new TextEncoder().encode(text), { onBadRow: "skip" });
    expect(bars.skippedRows).toBe(50);
    expect(bars.skippedReasons).toHaveLength(5);
  });
});

describe("the interval", () => {
  const at = (...times: number[]) => times.map((time) => `${time},1,1,1,1,0\n`).join("");

  it("of one stray bar is told with its line", async () => {
    const error = await failure(at(0, 60_000, 120_001, 180_000, 240_000, 300_000));
    expect(error).toMatchObject({ code: "BARS_MISALIGNED", where: { line: 3, column: 1 } });
    expect(error.detail).toContain("120001");
    expect(error.detail).toContain("60000");
  });

  it("leaves a stray bar out when asked to", async () => {
    const text = at(0, 60_000, 120_001, 180_000, 240_000, 300_000);
    const bars = await loadBars(new TextEncoder().encode(text), { onBadRow: "skip" });
    expect([...bars.timeIndex]).toEqual([0, 1, 3, 4, 5]);
    expect(bars).toMatchObject({ intervalMs: 60_000, skippedRows: 1, holes: 1, count: 5 });
    expect(bars.volume).toHaveLength(5);
  });

  it("forgets decimals that only a left out bar had", async () => {
    const text = `${at(0, 60_000)}120001,1,1,0.999,1,0\n${at(180_000, 240_000)}`;
    const bytes = new TextEncoder().encode(text);
    const bars = await loadBars(bytes, { onBadRow: "skip" });
    expect([bars.priceDecimals, bars.high[0], bars.count]).toEqual([0, 1, 4]);
    const fixed = await loadBars(bytes, { onBadRow: "skip", priceDecimals: 3 });
    expect([fixed.priceDecimals, fixed.high[0]]).toEqual([3, 1000]);
  });

  it("must start at its own multiples", async () => {
    const error = await failure(at(30_000, 90_000, 150_000));
    expect(error).toMatchObject({ code: "BARS_MISALIGNED", where: { line: 1 } });
  });

  it("must be one interval", async () => {
    const months = [0, 31, 60, 91, 121, 152].map((day) => day * 86_400_000);
    expect(await failure(at(...months))).toMatchObject({ code: "BARS_INTERVAL" });
  });

  it("must be the one asked for", async () => {
    const minutes = at(0, 60_000, 120_000);
    expect(await failure(minutes, { intervalMs: 300_000 })).toMatchObject({
      code: "BARS_MISALIGNED",
    });
    expect(await failure(minutes, { intervalMs: 30_000 })).toMatchObject({ code: "BARS_INTERVAL" });
    expect(await failure(minutes, { intervalMs: 0.5 })).toMatchObject({ code: "CONFIG_INVALID" });
  });

  it("of a single bar must be given", async () => {
    const error = await failure(at(60_000));
    expect(error).toMatchObject({ code: "BARS_INTERVAL", where: { line: 1 } });
    expect(error.hint).toContain("--interval");
  });

  it("must not make more steps than an i32 counts", async () => {
    const error = await failure(at(0, 1, 1_704_067_200_000));
    expect(error.code).toBe("BARS_INTERVAL");
  });
});

describe("prices beyond the price units", () => {
  it("are an error that says how to coarsen", async () => {
    const error = await failure("60000,30000000,30000000,0.01,1,0\n120000,1,1,0.001,1,0\n");
    expect(error).toMatchObject({ code: "BARS_PRICE_RANGE" });
    expect(error.hint).toContain("data.priceDecimals");
    expect(await failure("60000,2147483648,2147483648,1,1,0\n")).toMatchObject({
      code: "BARS_PRICE_RANGE",
      where: { line: 1 },
    });
  });

  it("are noticed when later rows need more decimals, in two steps too", async () => {
    const rows = ["1000000,1000000,1,1", "1.5,1.5,1,1", "1,1.0005,1,1"];
    const text = rows.map((prices, at) => `${at * 60_000},${prices},0\n`).join("");
    expect(await failure(text)).toMatchObject({ code: "BARS_PRICE_RANGE", where: { line: 3 } });
  });

  it("fit once they are rounded", async () => {
    const text = "60000,20000000,20000000,0.01,1,0\n120000,1,1,0.011,1,0\n";
    const bars = await loadBars(new TextEncoder().encode(text), { priceDecimals: 2 });
    expect(bars.high[0]).toBe(2_000_000_000);
  });

  it("are told apart from prices that round to 0", async () => {
    const error = await failure("60000,1,1,0.004,1,0\n", { priceDecimals: 2 });
    expect(error).toMatchObject({ code: "BARS_NOT_POSITIVE" });
    expect(error.hint).toContain("data.priceDecimals");
  });

  it.each([-1, 0.5, 23, Number.NaN])("cannot be rounded to %s decimals", async (priceDecimals) => {
    expect(await failure(GOOD, { priceDecimals })).toMatchObject({ code: "CONFIG_INVALID" });
  });
});

describe("a file that is no bars", () => {
  it.each([
    ["nothing", "", "BARS_EMPTY"],
    ["blank lines", "\n\r\n  \n", "BARS_EMPTY"],
    ["a header alone", HEADER, "BARS_EMPTY"],
    ["text", "hello world\n", "FILE_NOT_CSV"],
    ["an error page", "<html>\n<body>\n", "FILE_NOT_CSV"],
    ["one number a line", "1\n2\n", "FILE_NOT_CSV"],
    ["too few columns", "1,2,3\n", "BARS_BAD_ROW"],
    ["a header without a close", "open_time,open,high,low,volume\n1,2,3,4,5\n", "BARS_BAD_ROW"],
  ])("but %s is an error", async (_name, text, code) => {
    expect(await failure(text)).toMatchObject({ code, where: { file: "bytes" } });
  });

  it("but binary data is an error that shows the first binary byte", async () => {
    const image = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 0x1a, 10, 0, 0, 0, 13);
    const error = await failure(image);
    expect(error.code).toBe("FILE_NOT_CSV");
    expect(error.detail).toContain("0x1a at offset 6");
  });

  it("but UTF-16 is an error that says so", async () => {
    const error = await failure(Uint8Array.of(0xff, 0xfe, 0x31, 0, 0x2c, 0));
    expect(error).toMatchObject({ code: "FILE_NOT_CSV" });
    expect(error.detail).toContain("UTF-8");
  });

  it("but a line without end is an error", async () => {
    expect(await failure("1,".repeat(200_000))).toMatchObject({ code: "FILE_NOT_CSV" });
    expect(await failure(`${GOOD}${"1,".repeat(200_000)}`)).toMatchObject({ code: "FILE_NOT_CSV" });
  });
});

describe("a file cut short", () => {
  it.each([
    "180000,10,11",
    "180000,10,11,9,10,",
  ])("in its last row, %s, is an error", async (row) => {
    const error = await failure(`${HEADER}${GOOD}${row}`);
    expect(error).toMatchObject({ code: "BARS_TRUNCATED", where: { line: 4 } });
  });
});
