import type { Run } from "@perpmill/server/api";
import { expect, test } from "vitest";
import { belongsOnTop, dayStartMs, isFiltered, NO_FILTER, runsQuery } from "./runs-query";

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
  strategyLabel: null,
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
  expect(runsQuery(NO_FILTER, null, "utc")).toBe("sort=createdMs&order=desc&whose=own&limit=200");
  const filter = { ...NO_FILTER, symbol: " ethusdt ", text: "a&b", starred: true } as const;
  const query = new URLSearchParams(runsQuery({ ...filter, sort: "sharpe" }, "next", "utc"));
  expect(Object.fromEntries(query)).toEqual({
    sort: "sharpe",
    order: "desc",
    whose: "own",
    limit: "200",
    symbol: "ETHUSDT",
    text: "a&b",
    starred: "true",
    cursor: "next",
  });
});

test("a new run is put on top only where the newest stand there and it is looked for", () => {
  expect(belongsOnTop(NO_FILTER, run, "utc")).toBe(true);
  expect(belongsOnTop({ ...NO_FILTER, text: "wide", symbol: "ethusdt" }, run, "utc")).toBe(true);
  for (const other of [
    { sort: "sharpe" },
    { order: "asc" },
    { whose: "shared" },
    { state: "done" },
    { strategy: "dual-maker" },
    { symbol: "BTCUSDT" },
    { text: "narrow" },
    { starred: true },
    { from: "1970-01-02" },
    { to: "1969-12-31" },
  ] as const) {
    expect(belongsOnTop({ ...NO_FILTER, ...other }, run, "utc")).toBe(false);
  }
});

test("days are looked for whole, the last one too", () => {
  const days = { ...NO_FILTER, from: "2024-02-28", to: "2024-02-29" };
  const query = new URLSearchParams(runsQuery(days, null, "utc"));
  expect(Number(query.get("from"))).toBe(Date.UTC(2024, 1, 28));
  expect(Number(query.get("to"))).toBe(Date.UTC(2024, 2, 1));
  expect(dayStartMs("2024-02-28", "local")).toBe(new Date(2024, 1, 28).getTime());
  const inside = { ...run, createdMs: Date.UTC(2024, 1, 29, 23, 59) };
  expect(belongsOnTop(days, inside, "utc")).toBe(true);
  expect(belongsOnTop(days, { ...inside, createdMs: Date.UTC(2024, 2, 1) }, "utc")).toBe(false);
});

test("another order alone looks for nothing", () => {
  expect(isFiltered({ ...NO_FILTER, sort: "sharpe", order: "asc" })).toBe(false);
  expect(isFiltered({ ...NO_FILTER, to: "2024-02-29" })).toBe(true);
});
