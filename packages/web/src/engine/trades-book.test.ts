import { backtest, syntheticBars, type TradeColumns, tradesCsv } from "@perpmill/engine";
import { beforeAll, expect, test } from "vitest";
import { TradesBook } from "./trades-book";
import { NO_FILTER, type TradeRow, type TradesFilter, type TradesSort } from "./trades-protocol";

const BY_TIME: TradesSort = { by: "time", descending: false };
const ALL = 1_000_000;
let trades: TradeColumns;
let book: TradesBook;

beforeAll(async () => {
  const bars = syntheticBars({ seed: 3, bars: 20_000 });
  const result = await backtest({
    bars,
    config: {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      risk: { positionStopLoss: 0.01 },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.001,
        askSpread: 0.001,
        size: { equityRatio: 0.02 },
      },
    },
  });
  trades = result.trades;
  book = new TradesBook(trades);
});

test("without a filter the view is the run, row for row, in the words of its CSV", async () => {
  const all = book.select(NO_FILTER, BY_TIME);
  expect(all.facts.count).toBe(trades.length);
  expect(trades.length).toBeGreaterThan(1000);
  expect(await all.csv().text()).toBe([...tradesCsv(trades)].join(""));
  const backwards = book.select(NO_FILTER, { by: "time", descending: true });
  expect(backwards.rows(0, 1)[0]?.row).toBe(trades.length - 1);
  expect(backwards.rows(0, ALL).reverse()).toEqual(all.rows(0, ALL));
});

test("every filter keeps exactly the rows that say so, and the sums are theirs", () => {
  const all = book.select(NO_FILTER, BY_TIME).rows(0, ALL);
  const middle = all[Math.floor(all.length / 2)]!;
  const cases: [Partial<TradesFilter>, (row: TradeRow) => boolean][] = [
    [{ side: "buy" }, (row) => row.side === "buy"],
    [{ role: "open" }, (row) => row.role === "open"],
    [{ role: "takeProfit" }, (row) => row.role === "takeProfit"],
    [{ role: "stop" }, (row) => row.reason === "stop"],
    [{ liquidity: "taker" }, (row) => row.liquidity === "taker"],
    [{ fromMs: middle.timeMs }, (row) => row.timeMs >= middle.timeMs],
    [{ toMs: middle.timeMs }, (row) => row.timeMs < middle.timeMs],
    [{ quantityMin: middle.quantity }, (row) => row.quantity >= middle.quantity],
    [
      { quantityMax: middle.quantity, pnl: "loss" },
      (row) => row.quantity <= middle.quantity && row.realizedPnl < 0,
    ],
  ];
  for (const [part, keeps] of cases) {
    const view = book.select({ ...NO_FILTER, ...part }, BY_TIME);
    const expected = all.filter(keeps);
    expect(expected.length, JSON.stringify(part)).toBeGreaterThan(0);
    expect(view.rows(0, ALL)).toEqual(expected);
    expect(view.facts.count).toBe(expected.length);
    expect(view.facts.buys).toBe(expected.filter(({ side }) => side === "buy").length);
    const pnl = expected.reduce((sum, { realizedPnl }) => sum + realizedPnl, 0);
    expect(view.facts.realizedPnl).toBeCloseTo(pnl, 6);
  }
});

test("opening and closing fills are told apart by what they do to the position", () => {
  const rows = book.select(NO_FILTER, BY_TIME).rows(0, ALL);
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    const size = row.longAfter + row.shortAfter;
    const was = (before?.longAfter ?? 0) + (before?.shortAfter ?? 0);
    expect(size > was).toBe(row.role === "open");
    if (row.role === "takeProfit") expect(row.realizedPnl).toBeGreaterThan(0);
    if (row.role === "close") expect(row.realizedPnl).toBeLessThanOrEqual(0);
  }
});

test("fills are found by row, bar and time, in any order", () => {
  for (const sort of [
    BY_TIME,
    { by: "time", descending: true },
    { by: "realizedPnl", descending: true },
  ] as const) {
    const view = book.select({ ...NO_FILTER, side: "sell" }, sort);
    const rows = view.rows(0, ALL);
    for (const row of [rows[0]!, rows[17]!, rows.at(-1)!]) {
      expect(rows[view.find({ row: row.row }) ?? -1]).toEqual(row);
      const first = rows
        .filter(({ timeMs }) => timeMs >= row.timeMs)
        .sort((a, b) => a.row - b.row)[0];
      expect(rows[view.find({ timeMs: row.timeMs }) ?? -1]).toEqual(first);
      const inBar = rows[view.find({ barIndex: row.barIndex }) ?? -1];
      expect(inBar?.barIndex).toBe(row.barIndex);
    }
    expect(view.find({ timeMs: Number.MAX_SAFE_INTEGER })).toBeNull();
    const buy = book.select({ ...NO_FILTER, side: "buy" }, BY_TIME).rows(0, 1)[0]!;
    expect(view.find({ row: buy.row })).toBeNull();
  }
});

test("by size the largest come first, as many as there are", () => {
  const view = book.select(NO_FILTER, { by: "realizedPnl", descending: true });
  const gains = view.rows(0, ALL).map(({ realizedPnl }) => realizedPnl);
  expect(gains).toEqual([...gains].sort((a, b) => b - a));
  expect(gains.length).toBe(trades.length);
});

test("markers hold every fill of the window once, on the bar that drew it", () => {
  const view = book.select({ ...NO_FILTER, quantityMin: 0.01 }, BY_TIME);
  const rows = view.rows(0, ALL);
  const fromMs = rows[10]!.timeMs;
  const toMs = rows[900]!.timeMs;
  const inside = rows.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
  for (const intervalMs of [60_000, 3_600_000, 604_800_000]) {
    const markers = view.markers(fromMs, toMs, intervalMs);
    expect(markers.reduce((sum, { buys, sells }) => sum + buys + sells, 0)).toBe(inside.length);
    for (const { timeMs, buys, buyPrice, named } of markers) {
      const own = inside.filter((row) => row.timeMs >= timeMs && row.timeMs < timeMs + intervalMs);
      const bought = own.filter(({ side }) => side === "buy");
      expect(buys).toBe(bought.length);
      const quantity = bought.reduce((sum, row) => sum + row.quantity, 0);
      const spent = bought.reduce((sum, row) => sum + row.quantity * row.price, 0);
      if (buyPrice !== null) expect(buyPrice).toBeCloseTo(spent / quantity, 6);
      expect(named.includes("stop")).toBe(own.some(({ reason }) => reason === "stop"));
    }
  }
  const [week] = view.markers(fromMs, toMs, 604_800_000);
  expect(new Date(week!.timeMs).getUTCDay()).toBe(1);
});
