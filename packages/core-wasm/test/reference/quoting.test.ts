import { describe, expect, it } from "vitest";
import type { ReferenceConfig } from "../../reference/index.js";
import { instrumentOf } from "../../reference/instrument.js";
import { strategyOf } from "../../reference/quoting/index.js";
import type { QuoteView } from "../../reference/quoting/strategy.js";
import { configOf, inputOf, PURE_MAKER } from "./scenario.js";

const FLAT: QuoteView = {
  timeMs: 0,
  intervalMs: 60_000,
  at: 1000,
  equity: 400,
  long: 0,
  short: 0,
  net: 0,
  balance: 400,
  entryLong: 0,
  entryShort: 0,
  spreadMultiplier: 1,
};

/** What a strategy asks for, a text an order: side, position side, price, lots. */
function quotes(
  config: ReferenceConfig,
  view: Partial<QuoteView>,
  cap = Number.POSITIVE_INFINITY,
): string[] {
  const asked: string[] = [];
  const strategy = strategyOf(config, instrumentOf(inputOf(config, [])), cap);
  strategy.quote({ ...FLAT, ...view }, (isBuy, positionSide, price, lots) => {
    asked.push(`${isBuy ? "buy" : "sell"} ${positionSide} ${price} x${lots}`);
  });
  return asked;
}

describe("dual-maker", () => {
  const config = configOf({ account: { leverage: 10 } });

  it("opens both sides, then closes what there is further out", () => {
    expect(quotes(config, {})).toEqual(["buy long 990 x1", "sell short 1010 x1"]);
    expect(quotes(config, { long: 1, short: 0.5 }).slice(2)).toEqual([
      "sell long 1021 x1",
      "buy short 980 x0.5",
    ]);
  });

  it("opens while the gross notional is at most the limit and the side under half of it", () => {
    expect(quotes(config, { long: 1, short: 3 })[0]).toBe("buy long 990 x1");
    expect(quotes(config, { long: 1, short: 3 })[1]).toBe("sell long 1021 x1");
    expect(quotes(config, { long: 1, short: 4 })[0]).toBe("sell long 1021 x1");
    expect(quotes(config, { long: 2 })[0]).toBe("sell short 1010 x1");
    expect(quotes(config, {}, 0)).toEqual([]);
  });

  it("widens every spread by the multiplier, the closing one too", () => {
    expect(quotes(config, { long: 1, short: 1, spreadMultiplier: 2 })).toEqual([
      "buy long 980 x1",
      "sell short 1020 x1",
      "sell long 1041 x1",
      "buy short 960 x1",
    ]);
  });

  it("sizes orders by the equity within the minimum and the maximum", () => {
    const byEquity = (ratio: number) =>
      configOf({
        instrument: { minQty: 2, maxOrderQty: 5 },
        strategy: { size: { equityRatio: ratio } },
      });
    const first = (ratio: number, equity: number) => quotes(byEquity(ratio), { equity })[0];
    expect(first(10, 400)).toBe("buy long 990 x4");
    expect(first(10, 299.9999999999)).toBe("buy long 990 x3");
    expect(first(1, 400)).toBe("buy long 990 x2");
    expect(first(100, 400)).toBe("buy long 990 x5");
  });
});

describe("pure-maker", () => {
  const config = configOf({
    account: { positionMode: "oneWay" },
    strategy: {
      ...PURE_MAKER,
      levels: 2,
      levelSpacing: 0.005,
      maxInventoryRatio: 10,
      inventorySkew: 0.02,
    },
  });

  it("places a bid and an ask a level, around a price that leans against the inventory", () => {
    expect(quotes(config, {})).toEqual([
      "buy net 990 x1",
      "sell net 1010 x1",
      "buy net 985 x1",
      "sell net 1015 x1",
    ]);
    // x = 2000 / 4000, r = 990
    expect(quotes(config, { long: 2, net: 2 }).slice(0, 2)).toEqual([
      "buy net 980 x1",
      "sell net 1000 x1",
    ]);
  });

  it("stops buying at a full inventory and selling at a full short one", () => {
    expect(quotes(config, { long: 4, net: 4 })).toEqual(["sell net 990 x1", "sell net 995 x1"]);
    expect(quotes(config, { short: 4, net: -4 })).toEqual(["buy net 1009 x1", "buy net 1004 x1"]);
  });

  it("takes the sign of the position for a full inventory without equity", () => {
    expect(quotes(config, { equity: 0, long: 1, net: 1 })[0]).toBe("sell net 990 x1");
    expect(quotes(config, { equity: -5, short: 1, net: -1 })[0]).toBe("buy net 1009 x1");
    expect(quotes(config, { equity: -5 })).toHaveLength(4);
  });
});
