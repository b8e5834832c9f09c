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

describe("liquidation among resting orders", () => {
  /** bids of 10 lots at 990 and 970, reached five ticks below */
  function ladder(initialBalance: number) {
    const config = configOf({
      instrument: { tiers: TIERS },
      account: { positionMode: "oneWay", initialBalance, leverage: 125 },
      fills: { throughTicks: 5 },
      strategy: { ...PURE_MAKER, levels: 2, levelSpacing: 0.02, size: { quantity: 10 } },
    });
    const { trades } = simulate(inputOf(config, [[1000, 1000, 960, 960]]));
    return trades.map((row) => [row.side, row.reason, row.priceUnits] as const);
  }

  it("is checked at the limit of an order before it fills", () => {
    const [first, second, ...more] = ladder(280);
    expect(first).toEqual(["buy", "quote", 990]);
    // 280 + 10 (x - 990) = 0.1 x
    expect(second.slice(0, 2)).toEqual(["sell", "liquidation"]);
    expect(second[2]).toBeCloseTo(9620 / 9.9, 9);
    expect(more).toEqual([]);
  });

  it("does not reach behind the limit of the last order that the move filled", () => {
    // due at the trigger 965 of the second order, not at its limit; alone it would close at 973.7
    expect(ladder(320)).toEqual([
      ["buy", "quote", 990],
      ["buy", "quote", 970],
      ["sell", "liquidation", 970],
    ]);
  });

  it("leaves its own fees out of the rebate", () => {
    const { instrument } = THIN;
    const config = {
      ...THIN,
      instrument: { ...instrument, makerFee: 0.001 },
      rebate: { rate: 0.5, payoutDay: 1 },
    };
    const { metrics } = simulate(inputOf(config, [[1000, 1000, 985, 989]]));
    expect(metrics.liquidated).toBe(true);
    expect(metrics.rebateAccrued).toBeCloseTo(0.5 * 9.9, 9);
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

  it("cancel every order, come before the fills further on, and are no quote", () => {
    const config = configOf({
      account: { positionMode: "oneWay" },
      risk: { positionStopLoss: 0.01 },
      strategy: { ...PURE_MAKER, levels: 2, levelSpacing: 0.02 },
    });
    const { trades } = simulate(
      inputOf(config, [
        [1000, 1000, 960, 960],
        [960, 960, 900, 900],
      ]),
    );
    expect(trades.map((row) => [row.reason, row.referenceUnits])).toEqual([
      ["quote", 1000],
      ["stop", 980],
    ]);
  });

  it("are checked where the move begins before an order that was reached there fills", () => {
    const config = configOf({
      account: { positionMode: "oneWay", initialBalance: 1e6 },
      fills: { maxParticipation: 1 },
      risk: { positionStopLoss: 0.015 },
      strategy: {
        ...PURE_MAKER,
        levels: 2,
        levelSpacing: 0.01,
        size: { quantity: 10 },
        orderRefreshMs: 120_000,
      },
    });
    // 10 long at 899; bids at 990 and 980 are passed without volume; the first of them lifts the
    // entry to 944.5, whose loss at 930 is 1.54 %.
    const rows = [
      [909, 909, 895, 909],
      [909, 1000, 909, 1000, 0],
      [1000, 1000, 930, 930, 0],
      flat(930),
    ] as const;
    const { trades } = simulate(inputOf(config, rows));
    expect(trades.map((row) => [row.reason, row.referenceUnits, row.priceUnits])).toEqual([
      ["quote", 909, 899],
      ["quote", 1000, 990],
      ["stop", 930, 929],
    ]);
  });

  it("give way to a liquidation that is due where they would close", () => {
    const config = { ...THIN, risk: { ...THIN.risk, positionStopLoss: 0.003 } };
    const { trades } = simulate(inputOf(config, [[1000, 1000, 980, 989], flat(989)]));
    expect(trades.map((row) => row.reason)).toEqual(["quote", "liquidation"]);
  });
});
