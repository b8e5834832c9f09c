import { expect, test } from "vitest";
import { tradesCsv } from "../reports/csv.js";
import { fixtureResult, fixtureTrades } from "../reports/result.fixture.js";
import { tradeRecords } from "./trade-records.js";

test("gives decimals without float noise, and words", () => {
  const trades = fixtureTrades(
    [
      {
        timeMs: 1_704_067_340_000,
        side: -1,
        positionSide: 2,
        priceUnits: 5001,
        lots: 3,
        fee: 1.5,
        shortAfterLots: 7,
        balanceAfter: 998.5,
      },
    ],
    2,
    0.1,
  );
  expect(tradeRecords(trades)).toEqual([
    {
      timeMs: 1_704_067_340_000,
      side: "sell",
      positionSide: "short",
      price: 50.01,
      quantity: 0.3,
      fee: 1.5,
      realizedPnl: 0,
      liquidity: "maker",
      reason: "quote",
      longAfter: 0,
      shortAfter: 0.7,
      balanceAfter: 998.5,
    },
  ]);
});

test("gives any range of rows, cut at the ends", () => {
  const { trades } = fixtureResult({ bars: 100, fillEvery: 2 });
  const all = tradeRecords(trades);
  expect(all).toHaveLength(trades.length);
  expect(tradeRecords(trades, 3, 7)).toEqual(all.slice(3, 7));
  expect(tradeRecords(trades, -5, 1e9)).toEqual(all);
  expect(tradeRecords(trades, trades.length)).toEqual([]);
});

test("agrees with TRADES.csv row by row", () => {
  const { trades } = fixtureResult({ bars: 500, fillEvery: 3 });
  const lines = [...tradesCsv(trades)].join("").trimEnd().split("\n").slice(1);
  const own = tradeRecords(trades).map((record) => Object.values(record).map(String).join(","));
  const read = lines.map((line) =>
    line
      .split(",")
      .map((cell) => (Number.isNaN(Number(cell)) ? cell : String(Number(cell))))
      .join(","),
  );
  expect(own).toEqual(read);
});
