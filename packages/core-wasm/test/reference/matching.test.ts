import { describe, expect, it } from "vitest";
import { simulate } from "../../reference/index.js";
import { barCapLots, marketPrice, type Order, ordersReached } from "../../reference/matching.js";
import { configOf, flat, inputOf, PURE_MAKER } from "./scenario.js";

function order(name: "bid" | "ask", trigger: number, isClosing = false): Order {
  return {
    isBuy: name === "bid",
    positionSide: "long",
    isClosing,
    priceUnits: trigger,
    triggerUnits: trigger,
    referenceUnits: 100,
    lots: 1,
    hangs: false,
  };
}

describe("orders a move reaches", () => {
  it("come from the highest bid down on a fall, from the lowest ask up on a rise", () => {
    const [low, high] = [order("bid", 95), order("bid", 97)];
    const [far, near] = [order("ask", 105), order("ask", 103)];
    const all = [low, far, high, near];
    expect(ordersReached(all, 100, 95)).toEqual([high, low]);
    expect(ordersReached(all, 100, 105)).toEqual([near, far]);
    expect(ordersReached(all, 100, 96)).toEqual([high]);
  });

  it("start with those already reached where the move begins, even when it turns away", () => {
    const [left, ask] = [order("bid", 101), order("ask", 103)];
    expect(ordersReached([ask, left], 100, 104)).toEqual([left, ask]);
  });

  it("start with the side that the move leaves behind when both are reached already", () => {
    const all = [order("bid", 101), order("bid", 102), order("ask", 99), order("ask", 98)];
    const [bid, highBid, ask, lowAsk] = all;
    expect(ordersReached(all, 100, 90)).toEqual([lowAsk, ask, highBid, bid]);
    expect(ordersReached(all, 100, 110)).toEqual([highBid, bid, lowAsk, ask]);
    expect(ordersReached(all, 100, 100)).toEqual([highBid, bid, lowAsk, ask]);
  });

  it("put closing before opening and older before newer at one trigger", () => {
    const [first, second, closing] = [order("bid", 97), order("bid", 97), order("bid", 97, true)];
    const reached = ordersReached([first, second, closing], 100, 97);
    expect(reached[0]).toBe(closing);
    expect(reached[1]).toBe(first);
    expect(reached[2]).toBe(second);
  });
});

describe("fills of a run", () => {
  it("need the price to go through the limit, or only to touch it by the rule", () => {
    const rows = [flat(1000), [1000, 1000, 990, 995]] as const;
    expect(simulate(inputOf(configOf(), rows)).trades).toHaveLength(0);
    const touched = simulate(inputOf(configOf({ fills: { rule: "touch" } }), rows)).trades;
    expect(touched.map((row) => [row.side, row.positionSide, row.priceUnits])).toEqual([
      ["buy", "long", 990],
    ]);
  });

  it("pay the limit price when the price jumps over it", () => {
    const { trades } = simulate(inputOf(configOf(), [flat(1000), flat(900)]));
    expect(trades[0]).toMatchObject({ priceUnits: 990, liquidity: "maker", referenceUnits: 1000 });
  });

  it("share the participation cap of a bar, and what is left fills where it rests", () => {
    const config = configOf({
      fills: { maxParticipation: 0.1 },
      strategy: { size: { quantity: 5 } },
    });
    const rows = [flat(1000), [1000, 1000, 980, 1000, 30], [1000, 1000, 1000, 1000, 100]] as const;
    const stays = simulate(inputOf(config, rows)).trades;
    expect(stays.map((row) => [row.lots, row.barIndex])).toEqual([[3, 1]]);
    const below = [rows[0], [1000, 1000, 980, 980, 30], [980, 1005, 980, 1005, 100]] as const;
    const rest = simulate(inputOf(config, below)).trades;
    expect(rest.map((row) => [row.lots, row.priceUnits, row.barIndex])).toEqual([
      [3, 990, 1],
      [2, 990, 2],
    ]);
  });

  it("close and open in one row in one-way mode", () => {
    const config = configOf({
      account: { positionMode: "oneWay" },
      strategy: { ...PURE_MAKER, orderRefreshMs: 60_000, size: { quantity: 2 } },
    });
    const rows = [[1000, 1000, 980, 1000], [1000, 1100, 1000, 1100], flat(1100)] as const;
    const { trades, metrics } = simulate(inputOf(config, rows));
    expect(trades[0]).toMatchObject({ side: "buy", positionSide: "net", longAfter: 2 });
    expect(trades[1]).toMatchObject({
      side: "sell",
      closedLots: 2,
      realizedPnl: 40,
      shortAfter: 0,
    });
    expect(metrics.closedFills).toBe(1);
  });

  it("let a closing order go first at one trigger, and its rest before the opening one", () => {
    const config = configOf({
      strategy: { orderRefreshMs: 120_000, closeSpread: 0, size: { quantity: 3 } },
      fills: { maxParticipation: 1 },
    });
    // Bar 0 opens 3 long; bar 2 quotes an opening and a closing ask at 1010; bar 3 trades 2 lots.
    const rows = [
      [1000, 1000, 980, 1000],
      flat(1000),
      flat(1000),
      [1000, 1030, 1000, 1030, 2],
      flat(1030),
    ] as const;
    const asks = simulate(inputOf(config, rows)).trades.filter((row) => row.side === "sell");
    expect(asks.map((row) => [row.positionSide, row.lots, row.priceUnits, row.barIndex])).toEqual([
      ["long", 2, 1010, 3],
      ["long", 1, 1010, 4],
      ["short", 3, 1010, 4],
    ]);
  });
});

describe("prices and caps", () => {
  it("worsen market orders by the slippage, down to one tick", () => {
    expect(marketPrice(true, 1000, 2, 5)).toBe(1010);
    expect(marketPrice(false, 1000, 2, 5)).toBe(990);
    expect(marketPrice(false, 10, 2, 5)).toBe(5);
  });

  it("cap a bar's fills by a share of its volume in whole lots", () => {
    expect(barCapLots(0.1, 0.3, 0.01)).toBe(3);
    expect(barCapLots(0.1, 0, 0.01)).toBe(0);
    expect(barCapLots(null, 0, 0.01)).toBe(Number.POSITIVE_INFINITY);
  });
});
