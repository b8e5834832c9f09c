import { describe, expect, it } from "vitest";
import { EQUITY_HEADER, equityCsv, TRADES_HEADER, tradesCsv } from "./csv.js";
import { fixtureResult, fixtureTrades } from "./result.fixture.js";

describe("tradesCsv", () => {
  it("writes exact decimals and words", () => {
    const trades = fixtureTrades([
      {
        timeMs: 1_704_067_340_000,
        side: -1,
        positionSide: 2,
        priceUnits: 5001,
        lots: 160_128,
        fee: 1.601600256,
        shortAfterLots: 160_128,
        balanceAfter: 998.398399744,
      },
      {
        timeMs: 1_704_212_440_000,
        side: 1,
        positionSide: 0,
        priceUnits: 4819.5,
        lots: 3,
        fee: 1e-7,
        realizedPnl: -0.5,
        liquidity: 1,
        reason: 4,
        balanceAfter: -2,
      },
    ]);
    expect([...tradesCsv(trades)].join("")).toBe(
      `${TRADES_HEADER}\n` +
        "1704067340000,sell,short,50.01,160.128,1.601600256,0,maker,quote,0,160.128,998.398399744\n" +
        "1704212440000,buy,net,48.195,0.003,0.0000001,-0.5,taker,liquidation,0,0,-2\n",
    );
  });

  it("is the header alone when nothing was filled", () => {
    expect([...tradesCsv(fixtureTrades([]))].join("")).toBe(`${TRADES_HEADER}\n`);
  });

  it("loses no row between chunks", () => {
    const { trades } = fixtureResult({ bars: 20_000, fillEvery: 2 });
    const text = [...tradesCsv(trades)].join("");
    expect(text.split("\n")).toHaveLength(trades.length + 2);
    expect(text.endsWith("\n")).toBe(true);
  });
});

describe("equityCsv", () => {
  it("writes a row a bar, or thins to the points asked for", () => {
    const { equity } = fixtureResult({ bars: 10_000 });
    const all = [...equityCsv(equity)].join("").trimEnd().split("\n");
    expect(all).toHaveLength(10_001);
    expect(all.slice(0, 2)).toEqual([EQUITY_HEADER, `${equity.openTimeMs[0]},1000`]);
    const thinned = [...equityCsv(equity, 100)].join("").trimEnd().split("\n");
    expect(thinned.length).toBeLessThanOrEqual(101);
    expect(thinned.slice(1).every((line) => all.includes(line))).toBe(true);
  });
});
