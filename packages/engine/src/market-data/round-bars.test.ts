import { describe, expect, it } from "vitest";
import { loadBars } from "./load-node.js";
import { roundBars } from "./round-bars.js";

function load(rows: readonly string[], priceDecimals: number | null = null) {
  const text = rows.map((row, minute) => `${minute * 60_000},${row},1\n`).join("");
  return loadBars(new TextEncoder().encode(text), { priceDecimals, intervalMs: 60_000 });
}

const ROWS = ["10.15,10.55,10.04,10.25", "10.25,10.35,9.949,10.3"];

describe("roundBars", () => {
  it("rounds half up as the reader does", async () => {
    const rounded = roundBars(await load(ROWS), 1);
    const read = await load(ROWS, 1);
    expect(rounded).toMatchObject({ priceDecimals: 1, count: 2 });
    for (const name of ["open", "high", "low", "close"] as const) {
      expect(rounded[name]).toEqual(read[name]);
    }
  });

  it("keeps only decimals that a price uses", async () => {
    expect(roundBars(await load(["10.04,10.04,9.96,10.01"]), 1)).toMatchObject({
      priceDecimals: 0,
      open: Int32Array.of(10),
      low: Int32Array.of(10),
    });
    expect(roundBars(await load(["10.1,10.5,10.1,10.2"], 3), 3)).toMatchObject({
      priceDecimals: 1,
      high: Int32Array.of(105),
    });
  });

  it("leaves bars alone that use no more decimals", async () => {
    const bars = await load(ROWS);
    expect(roundBars(bars, 3)).toBe(bars);
    expect(roundBars(bars, 8)).toBe(bars);
  });

  it("refuses a price that becomes 0", async () => {
    const bars = await load(["0.3,0.6,0.2,0.3"]);
    expect(() => roundBars(bars, 0)).toThrowError(
      expect.objectContaining({
        code: "BARS_NOT_POSITIVE",
        message: expect.stringContaining("a low of 0.2 is 0 with 0 price decimals"),
      }),
    );
  });
});
