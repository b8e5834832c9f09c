import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  loadFunding as loadFundingInBrowser,
  loadPriceSeries as loadSeriesInBrowser,
} from "./load-browser.js";
import { loadFunding, loadPriceSeries } from "./load-node.js";

const encode = (text: string) => new TextEncoder().encode(text);

describe("loadPriceSeries", () => {
  const MARK = "60000,2283.75151515,2284.5,2282.98,2283.89,0\n120000,1,1e3,0.5,2,0\n";

  it("keeps prices as the nearest doubles", async () => {
    const mark = await loadPriceSeries(encode(MARK), "mark");
    expect(mark).toMatchObject({ kind: "mark", count: 2, intervalMs: 60_000 });
    expect(mark.openTimeMs).toEqual(Float64Array.of(60_000, 120_000));
    expect(mark.open).toEqual(Float64Array.of(2283.75151515, 1));
    expect(mark.high).toEqual(Float64Array.of(2284.5, 1000));
    expect(mark.low).toEqual(Float64Array.of(2282.98, 0.5));
    expect(mark.close).toEqual(Float64Array.of(2283.89, 2));
    expect(await loadSeriesInBrowser(encode(MARK), "mark")).toEqual(mark);
  });

  it("takes negative values of a premium only", async () => {
    const row = encode("60000,-0.0001,0.0002,-0.0003,0,0\n");
    expect((await loadPriceSeries(row, "premium")).low[0]).toBe(-0.0003);
    await expect(loadPriceSeries(row, "index")).rejects.toMatchObject({
      code: "BARS_NOT_POSITIVE",
      where: { line: 1, column: 2, field: "open" },
    });
  });

  it.each([
    ["180000,1,2,3,1,0", "BARS_HIGH_LOW"],
    ["180000,1,x,1,1,0", "BARS_BAD_ROW"],
    ["180000,1,,1,1,0", "BARS_BAD_ROW"],
    ["120000,1,1,1,1,0", "BARS_DUPLICATE"],
    ["60001,1,1,1,1,0", "BARS_UNSORTED"],
    ["180001,1,1,1,1,0", "BARS_MISALIGNED"],
    ["180000,1,1", "BARS_TRUNCATED"],
  ])("refuses the row %s", async (row, code) => {
    await expect(
      loadPriceSeries(encode(`0,1,1,1,1,0\n${MARK}${row}`), "mark"),
    ).rejects.toMatchObject({ code, where: { line: 4 } });
  });

  it("leaves bad rows out when asked to", async () => {
    const text = `0,1,1,1,1,0\n${MARK}180001,1,1,1,1,0\n240000,1,2,3,1,0\n300000,9,9,9,9,0\n`;
    const mark = await loadPriceSeries(encode(text), "mark", { onBadRow: "skip" });
    expect(mark.openTimeMs).toEqual(Float64Array.of(0, 60_000, 120_000, 300_000));
    expect(mark.close[3]).toBe(9);
  });

  it("grows past its first memory", async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `${n * 60_000},1,${n + 1},1,1\n`).join("");
    const mark = await loadPriceSeries(encode(rows), "mark");
    expect([mark.count, mark.high[4999], mark.openTimeMs[4999]]).toEqual([5000, 5000, 299_940_000]);
  });
});

describe("the series' fast way", () => {
  const number = fc.oneof(
    fc.integer({ min: 1, max: 10 ** 9 }).map((n) => (n / 1e5).toFixed(8)),
    fc.integer({ min: 0, max: 9 }).map(String),
    fc.double({ min: 1e-9, max: 1e9, noNaN: true }).map(String),
    fc.constantFrom("0.30000000000000004", "123456789012345678", "-0.5", "0", ".5", "1.", ""),
  );
  const row = fc.array(number, { minLength: 4, maxLength: 4 });

  it("reads and refuses what the careful way does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), fc.boolean(), async (rows, sorted) => {
        const lines = rows.map((values, at) => {
          const [low, open, close, high] = sorted
            ? [...values].sort((a, b) => Number(a) - Number(b))
            : values;
          return `${at * 60_000},${open},${high},${low},${close},0`;
        });
        const text = `open_time,open,high,low,close,volume\n${lines.join("\n")}\n`;
        for (const kind of ["mark", "premium"] as const) {
          const [fast, careful] = await Promise.all(
            [text, text.replaceAll(",", ";")].map((content) =>
              loadPriceSeries(encode(content), kind)
                .then(({ source: _source, ...series }) => series)
                .catch((error) => [error.code, error.where]),
            ),
          );
          expect(fast).toEqual(careful);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("loadFunding", () => {
  const EXPECTED = {
    timeMs: Float64Array.of(1000, 28_800_003),
    rate: Float64Array.of(0.0001, -0.00375),
  };

  it.each([
    [
      "the exchange's columns",
      "calc_time,funding_interval_hours,last_funding_rate\n1000,8,0.00010000\n28800003,8,-0.00375\n",
    ],
    ["those without a header", "1000,8,0.0001\n28800003,8,-0.00375\n"],
    ["time and rate", "time,rate\n1000,0.0001\n28800003,-3.75e-3\n"],
    ["those without a header ", "1000,0.0001\r\n28800003,-0.00375"],
    [
      "names of the API",
      "symbol,fundingTime,fundingRate\nETHUSDT,1970-01-01T00:00:01Z,0.0001\nETHUSDT,1970-01-01T08:00:00.003Z,-0.00375\n",
    ],
  ])("reads %s", async (_name, text) => {
    expect(await loadFunding(encode(text))).toMatchObject({ count: 2, ...EXPECTED });
    expect(await loadFundingInBrowser(encode(text))).toMatchObject({ count: 2, ...EXPECTED });
  });

  it.each([
    ["x,8,0.1", "FUNDING_BAD_ROW", 1],
    ["5000,8,x", "FUNDING_BAD_ROW", 3],
    ["5000,8,", "FUNDING_BAD_ROW", 3],
    ["5000,8,1.5", "FUNDING_BAD_ROW", 3],
    ["1000,8,0.1", "FUNDING_BAD_ROW", 1],
    ["999,8,0.1", "FUNDING_BAD_ROW", 1],
    ["5000,8", "BARS_TRUNCATED", undefined],
  ])("refuses the row %s", async (row, code, column) => {
    const text = `calc_time,funding_interval_hours,last_funding_rate\n1000,8,0.0001\n${row}`;
    await expect(loadFunding(encode(text))).rejects.toMatchObject({ code, where: { line: 3 } });
    const error = await loadFunding(encode(text)).catch((reason) => reason);
    expect(error.where.column).toBe(column);
    const skipped = await loadFunding(encode(`${text}\n`), { onBadRow: "skip" });
    expect(skipped.count).toBe(1);
  });

  it("refuses a header without a rate, and a file without rows", async () => {
    await expect(loadFunding(encode("time,open\n1,2\n"))).rejects.toMatchObject({
      code: "FUNDING_BAD_ROW",
    });
    await expect(loadFunding(encode("time,rate\n"))).rejects.toMatchObject({ code: "BARS_EMPTY" });
  });
});
