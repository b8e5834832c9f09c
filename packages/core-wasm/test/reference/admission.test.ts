import { describe, expect, it } from "vitest";
import type { ReferenceConfig } from "../../reference/index.js";
import { QUOTING_OFF } from "../../reference/input.js";
import { instrumentOf } from "../../reference/instrument.js";
import { leverageCap, maintenanceAt, type QuoteAccount, tierOf } from "../../reference/margin.js";
import { postOnlyPrice } from "../../reference/placing.js";
import { QuoteBook } from "../../reference/quote-book.js";
import { OrdersSetAside } from "../../reference/staying-orders.js";
import { configOf, inputOf } from "./scenario.js";

const TIERS = [
  { notionalCap: 1000, maxLeverage: 50, maintenanceRate: 0.01, maintenanceAmount: 0 },
  { notionalCap: 5000, maxLeverage: 20, maintenanceRate: 0.02, maintenanceAmount: 10 },
  { notionalCap: null, maxLeverage: 5, maintenanceRate: 0.05, maintenanceAmount: 160 },
];

function bookOf(
  config: ReferenceConfig,
  account: QuoteAccount,
  cap = Number.POSITIVE_INFINITY,
): QuoteBook {
  const instrument = instrumentOf(inputOf(config, []));
  const rules = { config, quoting: QUOTING_OFF, instrument, cap };
  const priced = { ...account, net: account.long - account.short };
  const nothing = new OrdersSetAside([], 0);
  return new QuoteBook(rules, priced, nothing, false, { tooSmall: 0, leverage: 0, margin: 0 });
}

describe("tiers", () => {
  it("take in a notional up to their cap, guarded, and the last one everything", () => {
    expect(tierOf(TIERS, 1000)).toBe(TIERS[0]);
    expect(tierOf(TIERS, 1000.0000005)).toBe(TIERS[0]);
    expect(tierOf(TIERS, 1000.01)).toBe(TIERS[1]);
    expect(tierOf([{ ...TIERS[0], notionalCap: 1 }], 1e9)?.maintenanceRate).toBe(0.01);
  });

  it("cap the notional by the last row that allows the leverage", () => {
    expect(leverageCap(TIERS, 50)).toBe(1000);
    expect(leverageCap(TIERS, 20)).toBe(5000);
    expect(leverageCap(TIERS, 5)).toBe(Number.POSITIVE_INFINITY);
    expect(leverageCap([], 125)).toBe(Number.POSITIVE_INFINITY);
    expect(() => leverageCap(TIERS, 51)).toThrow(RangeError);
  });
});

describe("maintenance", () => {
  it("adds up over both sides, each in its own tier", () => {
    expect(maintenanceAt(TIERS, "sides", 0.5, 2, 1000, 1)).toEqual({
      margin: 35,
      slopeLots: 0.045,
    });
    expect(maintenanceAt(TIERS, "net", 0.5, 2, 1000, 1)).toEqual({ margin: 20, slopeLots: 0.03 });
  });

  it("is nothing, and moves with nothing, where a bracket is 0 or less", () => {
    const tiers = [{ ...TIERS[1], maintenanceAmount: 40 }];
    expect(maintenanceAt(tiers, "sides", 2, 0, 1000, 1)).toEqual({ margin: 0, slopeLots: 0 });
  });
});

describe("post-only prices", () => {
  it("move a crossing order to the next tick on its own side", () => {
    expect(postOnlyPrice(true, 1005, 1003, 5)).toBe(1000);
    expect(postOnlyPrice(true, 1000, 1000, 5)).toBe(995);
    expect(postOnlyPrice(false, 1000, 1003, 5)).toBe(1005);
    expect(postOnlyPrice(false, 1000, 1000, 5)).toBe(1005);
    expect(postOnlyPrice(true, 990, 1000, 5)).toBe(990);
  });
});

describe("orders of a quote", () => {
  it("are too small without lots, without a price, or under a minimum", () => {
    const config = configOf({ instrument: { minQty: 2, minNotional: 3000 } });
    const book = bookOf(config, { long: 0, short: 0, equity: 1e6, at: 1000 });
    book.place(true, "long", 990, 0);
    book.place(true, "long", 0, 5);
    book.place(true, "long", 990, 1);
    book.place(true, "long", 990, 3);
    book.place(false, "short", 1010, 3);
    expect(book.rejected.tooSmall).toBe(4);
    expect(book.orders.map((order) => order.priceUnits)).toEqual([1010]);
  });

  it("are exempt from the minimums when they close a whole side, not in one-way mode", () => {
    const hedge = configOf({ instrument: { minQty: 2, minNotional: 3000 } });
    const account = { long: 1, short: 3, equity: 1e6, at: 1000 };
    const book = bookOf(hedge, account);
    book.place(false, "long", 1010, 1);
    book.place(true, "short", 990, 2);
    expect(book.orders.map((order) => order.priceUnits)).toEqual([1010]);
    const oneWay = { ...hedge, account: { ...hedge.account, positionMode: "oneWay" as const } };
    const net = bookOf(oneWay, { long: 1, short: 0, equity: 1e6, at: 1000 });
    net.place(false, "net", 1010, 1);
    expect(net.rejected.tooSmall).toBe(1);
  });

  it("count what was accepted before them against the leverage cap, side by side", () => {
    const book = bookOf(configOf(), { long: 1, short: 0, equity: 1e6, at: 1000 }, 2500);
    book.place(true, "long", 900, 1);
    book.place(true, "long", 900, 1);
    book.place(false, "short", 1100, 2);
    expect(book.rejected).toEqual({ tooSmall: 0, leverage: 1, margin: 0 });
    expect(book.orders).toHaveLength(2);
  });

  it("need their margin, buffered, from what the account and earlier orders leave", () => {
    const config = configOf({ account: { leverage: 10, marginBuffer: 2 } });
    const book = bookOf(config, { long: 1, short: 1, equity: 480, at: 1000 });
    book.place(true, "long", 900, 1);
    book.place(false, "short", 1100, 1);
    expect(book.rejected.margin).toBe(1);
    expect(book.orders.map((order) => order.priceUnits)).toEqual([900]);
  });

  it("keep their reducing part in one-way mode when the opening part is refused", () => {
    const config = configOf({ account: { positionMode: "oneWay" } });
    const book = bookOf(config, { long: 5, short: 0, equity: 0, at: 1000 });
    book.place(false, "net", 1010, 3);
    book.place(false, "net", 1020, 3);
    book.place(false, "net", 1030, 3);
    book.place(true, "net", 990, 3);
    expect(book.orders.map((order) => [order.priceUnits, order.lots])).toEqual([
      [1010, 3],
      [1020, 2],
    ]);
    expect(book.rejected).toEqual({ tooSmall: 0, leverage: 0, margin: 3 });
  });
});
