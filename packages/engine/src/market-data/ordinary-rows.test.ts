import { describe, expect, it } from "vitest";
import { BarColumns } from "./bar-columns.js";
import { takeOrdinaryRows } from "./ordinary-rows.js";

/** How many bytes are taken, and the columns. */
function take(
  text: string,
  priceDecimals = 2,
  options: { volume?: boolean; rounded?: boolean } = {},
) {
  const { volume = true, rounded = false } = options;
  const place = { column: 0, field: "open_time" };
  const columns = new BarColumns("file", place, volume, priceDecimals);
  const separators = text.split("\n")[0].split(",").length - 1;
  const bytes = new TextEncoder().encode(text);
  return { taken: takeOrdinaryRows(columns, bytes, 0, { separators, rounded }), columns };
}

const GOOD = "60000,100.25,101,99.5,100.1,1.5\n";

describe("takeOrdinaryRows", () => {
  // what the exchange writes must not fall back to the careful way, which is ten times slower
  it.each([
    ["K-lines", GOOD],
    [
      "twelve columns",
      "1704067200000,2283.84,2284.79,2282.97,2283.89,1365.349,1704067259999,3118093.13751,1657,503.407,1149675.58626,0\n",
    ],
    [
      "eight decimals",
      "1704067200000,42283.58000000,42298.62000000,42261.02000000,42298.61000000,35.92724000\n",
    ],
    ["µs", "1735689600000000,3337.78,3337.99,3335.84,3337.99,171.7281\n"],
    ["CRLF", GOOD.replace("\n", "\r\n")],
    ["whole prices", "60000,100,101,99,100,0\n"],
  ])("takes %s", (_name, text) => {
    expect(take(text).taken).toBe(text.length);
  });

  it("takes small prices, and five columns", () => {
    expect(take("60000,0.00001234,0.00001300,0.00001200,0.00001234,5\n", 8).columns.count).toBe(1);
    expect(take("60000,0.000012345,0.9,0.000000001,0.000012345,5\n", 9).columns.count).toBe(1);
    expect(take("60000,1,1,1,1\n", 2, { volume: false }).columns.count).toBe(1);
  });

  it("rounds half up only when prices are rounded", () => {
    const text = "60000,1.005,1.014,1.0049,1.005,0\n";
    expect(take(text).taken).toBe(0);
    const { columns } = take(text, 2, { rounded: true });
    const { open, high, low, close } = columns.block;
    expect([open[0], high[0], low[0], close[0]]).toEqual([101, 101, 100, 101]);
  });

  it.each([
    ["a header", "open_time,open,high,low,close,volume"],
    ["an earlier time", "59999,100,101,99,100,1"],
    ["the same time", "60000,100,101,99,100,1"],
    ["half a microsecond", "1735689600000500,100,101,99,100,1"],
    ["no time", ",100,101,99,100,1"],
    ["more decimals", "120000,100.251,101,99,100,1"],
    ["ten digits", "120000,100,101,99,12345678.00,1"],
    ["a price that wraps to 0", "120000,100,101,4294967296,100,1"],
    ["a price that wraps to 0 before the point", "120000,100,101,4294967296.50,100,1"],
    ["a price that wraps around", "120000,4294967396,4294967397,99,100,1"],
    ["an empty price", "120000,100,,99,100,1"],
    ["a price without whole digits", "120000,100,101,.5,100,1"],
    ["two points", "120000,100,1.0.1,99,100,1"],
    ["a minus", "120000,100,101,-99,100,1"],
    ["an exponent", "120000,100,101,99,100,1e2"],
    ["a blank", "120000,100,101,99,100, 1"],
    ["an empty volume", "120000,100,101,99,100,"],
    ["a volume of sixteen digits", "120000,100,101,99,100,1234567890.123456"],
    ["a price of 0", "120000,100,101,0,100,1"],
    ["high under open", "120000,102,101,99,100,1"],
    ["low over close", "120000,100,101,99,98,1"],
    ["a column too few", "120000,100,101,99,100"],
    ["a column too many", "120000,100,101,99,100,1,2"],
    ["a lone return", "120000,100,101,99,100,1\r2"],
    ["nothing", ""],
  ])("leaves a row with %s alone, and those after it", (_name, row) => {
    const { taken, columns } = take(`${GOOD}${row}\n180000,100,101,99,100,1\n`);
    expect(taken).toBe(GOOD.length);
    expect([columns.count, columns.lastTimeMs, columns.highest]).toEqual([1, 60_000, 10_100]);
  });

  it("keeps the first and last time and the highest price", () => {
    const { columns } = take("0,1,5,1,1,0\n180000,1,7,1,1,0\n240000,1,6,1,1,0\n", 0);
    expect([columns.firstTimeMs, columns.lastTimeMs, columns.highest]).toEqual([0, 240_000, 7]);
  });
});
