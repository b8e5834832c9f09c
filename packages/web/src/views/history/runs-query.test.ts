import type { Run } from "@perpmill/server/api";
import { expect, test } from "vitest";
import { belongsOnTop, NO_FILTER, runsQuery } from "./runs-query";

const run: Run = {
  id: "1",
  own: true,
  state: "queued",
  shared: false,
  starred: false,
  label: "Wide spread",
  note: "",
  symbol: "ETHUSDT",
  strategy: "grid",
  dataSetId: "2",
  markDataSetId: null,
  fundingDataSetId: null,
  fromMs: null,
  toMs: null,
  layer: "lazy",
  contentKey: "k",
  error: null,
  createdMs: 1,
  startedMs: null,
  finishedMs: null,
  summary: null,
};

test("only what is filtered by is asked for", () => {
  expect(runsQuery(NO_FILTER, null)).toBe("sort=createdMs&order=desc&whose=own&limit=100");
  const filter = { ...NO_FILTER, symbol: " ethusdt ", label: "a&b", starred: true } as const;
  const query = new URLSearchParams(runsQuery({ ...filter, sort: "sharpe" }, "next"));
  expect(Object.fromEntries(query)).toEqual({
    sort: "sharpe",
    order: "desc",
    whose: "own",
    limit: "100",
    symbol: "ETHUSDT",
    label: "a&b",
    starred: "true",
    cursor: "next",
  });
});

test("a new run is put on top only where the newest stand there and it is looked for", () => {
  expect(belongsOnTop(NO_FILTER, run)).toBe(true);
  expect(belongsOnTop({ ...NO_FILTER, label: "wide", symbol: "ethusdt" }, run)).toBe(true);
  for (const other of [
    { sort: "sharpe" },
    { order: "asc" },
    { whose: "shared" },
    { state: "done" },
    { strategy: "dual-maker" },
    { symbol: "BTCUSDT" },
    { label: "narrow" },
    { starred: true },
  ] as const) {
    expect(belongsOnTop({ ...NO_FILTER, ...other }, run)).toBe(false);
  }
});
