import { describe, expect, it } from "vitest";
import { tradePath } from "./trade-path.js";
import { barsFromTrades, type Trades } from "./trades.js";

const START = Date.UTC(2024, 0, 1);

/** Trades at ms from the start, in units of a hundredth. */
function tradesOf(rows: readonly (readonly [ms: number, price: number])[]): Trades {
  return {
    symbol: null,
    count: rows.length,
    timeMs: Float64Array.from(rows, ([ms]) => START + ms),
    priceDecimals: 2,
    price: Int32Array.from(rows, ([, price]) => price),
    quantity: new Float64Array(rows.length).fill(1),
    isBuyerMaker: new Uint8Array(rows.length),
    source: { name: "made", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

const TRADES = tradesOf([
  [0, 100],
  [999.5, 103],
  [60_000, 102],
  [180_001, 99],
  [239_999.9, 101],
]);

describe("tradePath", () => {
  it("gives every bar its trades, with times in whole ms from the bar's open", () => {
    const path = tradePath(TRADES, barsFromTrades(TRADES, "1m"));
    expect([...path.first]).toEqual([0, 2, 3, 5]);
    expect([...path.price]).toEqual([100, 103, 102, 99, 101]);
    expect([...path.offsetMs]).toEqual([0, 999, 0, 1, 59_999]);
    expect(path.mostInABar).toBe(2);
  });

  it("leaves out what is in none of the bars", () => {
    const bars = barsFromTrades(TRADES, "1m");
    const second = {
      ...bars,
      count: 1,
      timeIndex: bars.timeIndex.subarray(1, 2),
      open: bars.open.subarray(1, 2),
      high: bars.high.subarray(1, 2),
      low: bars.low.subarray(1, 2),
      close: bars.close.subarray(1, 2),
    };
    const path = tradePath(TRADES, second);
    expect([[...path.first], [...path.price], [...path.offsetMs]]).toEqual([[0, 1], [102], [0]]);
  });

  it("is in the units of the bars, rounded half up where those are coarser", () => {
    const bars = barsFromTrades(TRADES, "1m");
    const times = (column: Int32Array, factor: number) => column.map((units) => units * factor);
    const finer = {
      ...bars,
      priceDecimals: 3,
      open: times(bars.open, 10),
      high: times(bars.high, 10),
      low: times(bars.low, 10),
      close: times(bars.close, 10),
    };
    expect([...tradePath(TRADES, finer).price]).toEqual([1000, 1030, 1020, 990, 1010]);
    const half = tradesOf([[0, 105]]);
    const coarser = {
      ...barsFromTrades(half, "1m"),
      priceDecimals: 1,
      open: Int32Array.of(11),
      high: Int32Array.of(11),
      low: Int32Array.of(11),
      close: Int32Array.of(11),
    };
    expect([...tradePath(half, coarser).price]).toEqual([11]);
  });

  it.each([
    ["open", "its open is 1.01, theirs 1"],
    ["high", "its high is 1.04, theirs 1.03"],
    ["low", "its low is 1.01, theirs 1"],
    ["close", "its close is 1.04, theirs 1.03"],
  ] as const)("refuses a bar with another %s", (name, words) => {
    const bars = barsFromTrades(TRADES, "1m");
    const column = bars[name].slice();
    column[0] += 1;
    expect(() => tradePath(TRADES, { ...bars, [name]: column })).toThrow(words);
  });

  it("takes a flat bar without trades, and no other", () => {
    const bars = barsFromTrades(TRADES, "1m");
    const filled = (high: number) => ({
      ...bars,
      count: 4,
      timeIndex: Int32Array.of(0, 1, 2, 3),
      open: Int32Array.of(100, 102, 102, 99),
      high: Int32Array.of(103, 102, high, 101),
      low: Int32Array.of(100, 102, 102, 99),
      close: Int32Array.of(103, 102, 102, 101),
    });
    expect([...tradePath(TRADES, filled(102)).first]).toEqual([0, 2, 3, 3, 5]);
    expect(() => tradePath(TRADES, filled(103))).toThrow("it has none, and is not flat");
  });
});
