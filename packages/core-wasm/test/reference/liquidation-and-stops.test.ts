import { describe, expect, it } from "vitest";
import { simulate } from "../../reference/index.js";
import { collectableFee, crossingPrice } from "../../reference/liquidation.js";
import { configOf, flat, inputOf, PURE_MAKER, type Row } from "./scenario.js";

const TIERS = [
  { notionalCap: null, maxLeverage: 125, maintenanceRate: 0.01, maintenanceAmount: 0 },
];
/** 10 lots long at 990 with 120 of balance; the short does not get its margin */
const THIN = configOf({
  instrument: { tiers: TIERS, takerFee: 0.001, liquidationFee: 0.005 },
  account: { initialBalance: 120, leverage: 100 },
  strategy: { size: { quantity: 10 } },
});

describe("liquidation", () => {
  it("closes where equity meets maintenance on the way", () => {
    const result = simulate(inputOf(THIN, [[1000, 1000, 985, 989], flat(989)]));
    const [, closing] = result.trades;
    // 120 + 10 (x - 990) = 0.1 x
    expect(closing.priceUnits).toBeCloseTo(9780 / 9.9, 9);
    expect(closing).toMatchObject({ reason: "liquidation", liquidity: "taker", side: "sell" });
    expect(closing.fee).toBeCloseTo((9780 / 9.9) * 10 * 0.006, 9);
    expect(result.metrics).toMatchObject({ liquidated: true, bars: 1, deficit: 0, exposure: 0 });
    expect(result.equity).toEqual([closing.balanceAfter]);
  });

  it("closes at the step's price after a jump, and books what was missing", () => {
    const rows = [[1000, 1000, 989, 1000], flat(900), flat(900)] as const;
    const result = simulate(inputOf(THIN, rows));
    const [, closing] = result.trades;
    expect(closing.priceUnits).toBe(900);
    // 120 - 900 of loss and 9 of taker fee; no liquidation fee is left to take
    expect(closing.fee).toBeCloseTo(9, 9);
    expect(closing.balanceAfter).toBeCloseTo(-789, 9);
    expect(result.metrics.deficit).toBeCloseTo(789, 9);
    expect(result.metrics.finalEquity).toBe(0);
    expect(result.equity).toHaveLength(2);
  });

  it("follows the mark and closes at the last price when there is a mark series", () => {
    const mark = {
      openTimeMs: [inputOf(THIN, [flat(1)]).bars.openTimeMs[0]],
      open: [1000],
      high: [1000],
      low: [985],
      close: [1000],
    };
    const { trades } = simulate(inputOf(THIN, [[1000, 1000, 989, 1000]], { mark }));
    expect(trades.map((row) => [row.reason, row.priceUnits])).toEqual([
      ["quote", 990],
      ["liquidation", 989],
    ]);
  });

  it("has no crossing when the gap does not move with the price", () => {
    expect(crossingPrice(900, 1000, -5, 10, 10.000000001, 1)).toBeNull();
    expect(crossingPrice(900, 1000, -5, 0, 0, 1)).toBeNull();
    expect(crossingPrice(900, 1000, -50, 10, 0, 1)).toBe(905);
    expect(crossingPrice(900, 1000, -5000, 10, 0, 1)).toBe(1000);
  });

  it("takes its fee only as far as the balance holds it", () => {
    expect(collectableFee(1000, 0.01, 50)).toBe(10);
    expect(collectableFee(1000, 0.01, 4)).toBe(4);
    expect(collectableFee(1000, 0.01, -4)).toBe(0);
  });
});

describe("position stops", () => {
  const stopped = configOf({ risk: { positionStopLoss: 0.01 }, fills: { slippageTicks: 2 } });

  function stops(rows: readonly Row[], config = stopped) {
    const { trades } = simulate(inputOf(config, rows));
    return trades.filter((row) => row.reason === "stop");
  }

  it("close a side on the way, at the tick beyond its loss, less the slippage", () => {
    const rows = [[1000, 1000, 970, 970], flat(970)] as const;
    const [stop, ...more] = stops(rows);
    // entry 990: 980.1 rounds down to 980
    expect(stop).toMatchObject({ priceUnits: 978, referenceUnits: 980, side: "sell" });
    expect(more).toEqual([]);
  });

  it("close at the price behind a jump", () => {
    const [stop] = stops([[1000, 1000, 989, 1000], flat(950)]);
    expect(stop).toMatchObject({ priceUnits: 948, referenceUnits: 950 });
  });

  it("close a short above its entry, rounded up", () => {
    const [stop] = stops([[1000, 1030, 1000, 1030]], {
      ...stopped,
      path: { model: "lowFirst", seed: 0 },
    });
    // entry 1010: 1020.1 rounds up to 1021
    expect(stop).toMatchObject({ positionSide: "short", side: "buy", referenceUnits: 1021 });
  });

  it("cancel every order and come before the fills further on", () => {
    const config = configOf({
      account: { positionMode: "oneWay" },
      risk: { positionStopLoss: 0.01 },
      strategy: { ...PURE_MAKER, levels: 2, levelSpacing: 0.02 },
    });
    const { trades } = simulate(inputOf(config, [[1000, 1000, 960, 960], flat(960)]));
    expect(trades.map((row) => [row.reason, row.referenceUnits])).toEqual([
      ["quote", 1000],
      ["stop", 980],
    ]);
  });

  it("give way to a liquidation that is due where they would close", () => {
    const config = { ...THIN, risk: { ...THIN.risk, positionStopLoss: 0.003 } };
    const { trades } = simulate(inputOf(config, [[1000, 1000, 980, 989], flat(989)]));
    expect(trades.map((row) => row.reason)).toEqual(["quote", "liquidation"]);
  });
});
