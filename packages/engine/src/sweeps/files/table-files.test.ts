import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { tableOf } from "../table.js";
import { tableCsv, tableParquet } from "./table-files.js";

const TABLE = tableOf(
  [
    { name: "strategy.bidSpread", kind: "number" },
    { name: "outcome", kind: "text" },
    { name: "liquidated", kind: "boolean" },
    { name: "sharpe", kind: "number" },
  ],
  [
    [1e-7, "complete", false, 1.5],
    [0.002, 'said "no", twice', null, null],
  ],
);

test("a table is CSV with a line of names, short decimals and nothing for what is not there", () => {
  expect(tableCsv(TABLE)).toBe(
    'strategy.bidSpread,outcome,liquidated,sharpe\n0.0000001,complete,false,1.5\n0.002,"said ""no"", twice",,\n',
  );
});

test("a table is Parquet that others read", async () => {
  const file = await (await tableParquet(TABLE)).arrayBuffer();
  expect(await parquetReadObjects({ file })).toEqual([
    { "strategy.bidSpread": 1e-7, outcome: "complete", liquidated: false, sharpe: 1.5 },
    { "strategy.bidSpread": 0.002, outcome: 'said "no", twice', liquidated: null, sharpe: null },
  ]);
});
