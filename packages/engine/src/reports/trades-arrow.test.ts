import { tableFromIPC } from "@uwdata/flechette";
import { expect, test } from "vitest";
import { tradeRecords } from "../runs/trade-records.js";
import { fixtureTrades } from "./result.fixture.js";
import { tradesArrow } from "./trades-arrow.js";

const trades = fixtureTrades(
  [
    { timeMs: 1_704_067_340_000, side: -1, positionSide: 2, priceUnits: 5001, lots: 3, fee: 1.5 },
    { timeMs: 1_704_067_350_000, side: 1, liquidity: 1, reason: 3, priceUnits: 5003, lots: 7 },
  ],
  2,
  0.1,
);

test("an Arrow file has the rows that JSON has", async () => {
  const table = tableFromIPC(await tradesArrow(trades));
  const rows = table.toArray().map(({ time, ...row }) => ({ timeMs: Number(time), ...row }));
  expect(rows).toEqual(tradeRecords(trades));
});

test("no trades are a file without rows", async () => {
  const table = tableFromIPC(await tradesArrow(fixtureTrades([], 2, 0.1)));
  expect([table.numRows, table.numCols]).toEqual([0, 12]);
});
