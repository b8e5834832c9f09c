/** The modifiers of quoting, one at a time, on small runs worked out by hand. Semantics 8. */
import { describe, expect, it } from "vitest";
import { closedTimes } from "../../reference/closed-times.js";
import { type ReferenceConfig, simulate } from "../../reference/index.js";
import { QUOTING_OFF, type ReferenceQuoting } from "../../reference/input.js";
import {
  configOf,
  flat,
  HOUR_MS,
  inputOf,
  MINUTE_MS,
  PURE_MAKER,
  type Row,
  START_MS,
} from "./scenario.js";

interface Changes {
  readonly strategy?: Partial<ReferenceConfig["strategy"]>;
  readonly instrument?: Partial<ReferenceConfig["instrument"]>;
  readonly fills?: Partial<ReferenceConfig["fills"]>;
  readonly account?: Partial<ReferenceConfig["account"]>;
  readonly volatility?: Partial<ReferenceConfig["volatility"]>;
  readonly funding?: Partial<ReferenceConfig["funding"]>;
}

/** A pure-maker, 1 % each side, renewed at every open; the fills of a run, a text each. */
function fills(
  quoting: Partial<ReferenceQuoting>,
  rows: readonly Row[],
  changes: Changes = {},
): string[] {
  const config = configOf({
    ...changes,
    account: { positionMode: "oneWay", ...changes.account },
    strategy: { ...PURE_MAKER, orderRefreshMs: MINUTE_MS, ...changes.strategy },
  });
  const input = inputOf({ ...config, quoting: { ...QUOTING_OFF, ...quoting } }, rows);
  return simulate(input).trades.map(
    ({ time, side, priceUnits, lots, referenceUnits }) =>
      `${Math.floor((time - START_MS) / MINUTE_MS)}: ${side} ${priceUnits} x${lots} of ${referenceUnits}`,
  );
}

/** A bar that falls from its open to its close. */
function fall(from: number, to: number): Row {
  return [from, from, to, to];
}

function rise(from: number, to: number): Row {
  return [from, to, from, to];
}

describe("inventory skew", () => {
  it("moves every order against the inventory as a share of equity", () => {
    // One lot at 990 of an equity near 1980: x = ½ of a full inventory at a ratio of 1, a lean of 1 %.
    const rows = [flat(1000), fall(1000, 988), fall(990, 975), rise(975, 992)];
    const account = { initialBalance: 1980 };
    expect(fills({}, rows, { account }).slice(1)).toEqual([
      "2: buy 980 x1 of 990",
      "3: sell 985 x1 of 975",
    ]);
    const skewed = fills({ inventorySkew: 0.02 }, rows, { account });
    // 980.1·0.99 = 970.3: the second bid is out of reach; the ask is 984.75·(1 − 0.02·0.4962) = 974.98, and moves above 975.
    expect(skewed).toEqual(["1: buy 990 x1 of 1000", "3: sell 976 x1 of 975"]);
  });
});

describe("least profit", () => {
  it("keeps orders half of it and the fee away from the price", () => {
    // (0.002 + 160 bps / 2) = 1 % where the strategy would quote 0.2 %
    const strategy = { bidSpread: 0.002, askSpread: 0.002 };
    const instrument = { makerFee: 0.002 };
    const rows = [flat(1000), fall(1000, 992), fall(992, 980)];
    const near = fills({}, rows, { strategy, instrument });
    expect(near).toEqual(["1: buy 998 x1 of 1000", "2: buy 990 x1 of 992"]);
    const far = fills({ minProfitBps: 160 }, rows, { strategy, instrument });
    expect(far).toEqual(["2: buy 982 x1 of 992"]);
    expect(fills({ minProfitBps: -1000 }, rows, { strategy, instrument })).toEqual(near);
  });
});

describe("the tolerance of refreshing", () => {
  it("leaves an order that lies within it, with its price and its reference", () => {
    const rows = [flat(1000), flat(1003), fall(1003, 988)];
    expect(fills({}, rows)).toEqual(["2: buy 992 x1 of 1003"]);
    // 992 − 990 = 2 of 1003 are 19.94 bps
    expect(fills({ refreshToleranceBps: 19.95 }, rows)).toEqual(["2: buy 990 x1 of 1000"]);
    expect(fills({ refreshToleranceBps: 19.93 }, rows)).toEqual(["2: buy 992 x1 of 1003"]);
  });

  it("leaves what is left of an order, and gives each to one wanted order only", () => {
    const rows: Row[] = [
      flat(1000),
      [1000, 1000, 988, 988, 2],
      [1000, 1000, 1000, 1000, 0],
      [1000, 1000, 985, 985, 100],
    ];
    const changes = {
      strategy: { size: { quantity: 5 }, levels: 2, levelSpacing: 0.003 },
      fills: { maxParticipation: 1 },
    };
    expect(fills({ refreshToleranceBps: 0 }, rows, changes)).toEqual([
      "1: buy 990 x2 of 1000",
      "3: buy 990 x3 of 1000",
      "3: buy 987 x5 of 1000",
    ]);
    expect(fills({}, rows, changes)).toEqual([
      "1: buy 990 x2 of 1000",
      "3: buy 990 x5 of 1000",
      "3: buy 987 x5 of 1000",
    ]);
  });
});

describe("hanging orders", () => {
  it("stay once the other side has filled, as long as the price is near", () => {
    const rows = [flat(1000), fall(1000, 988), flat(970), rise(970, 1012)];
    expect(fills({}, rows)).toEqual(["1: buy 990 x1 of 1000", "3: sell 980 x1 of 970"]);
    expect(fills({ hangingOrders: true }, rows)).toEqual([
      "1: buy 990 x1 of 1000",
      "3: sell 980 x1 of 970",
      "3: sell 1010 x1 of 1000",
    ]);
    const near = { hangingOrders: true, hangingCancelDistance: 0.03 };
    expect(fills(near, rows)).toEqual(["1: buy 990 x1 of 1000", "3: sell 980 x1 of 970"]);
  });

  it("do not come from orders of which the other side filled in part", () => {
    const rows: Row[] = [flat(1000), [1000, 1000, 988, 988, 2], flat(995), rise(995, 1012)];
    const changes = { strategy: { size: { quantity: 5 } }, fills: { maxParticipation: 1 } };
    rows[2] = [995, 995, 995, 995, 0];
    expect(fills({ hangingOrders: true }, rows, changes)).toEqual([
      "1: buy 990 x2 of 1000",
      "3: sell 1005 x5 of 995",
    ]);
  });
});

describe("the delay after a fill", () => {
  it("quotes nothing before it is over", () => {
    const rows = [flat(1000), fall(1000, 988), flat(988), flat(988), fall(988, 970)];
    expect(fills({}, rows)).toEqual(["1: buy 990 x1 of 1000", "4: buy 978 x1 of 988"]);
    // The fill is 20 s into bar 1, so that only the open of bar 5 is 4 minutes later.
    const delayed = [...rows, flat(970), fall(970, 950)];
    expect(fills({ filledOrderDelayMs: 4 * MINUTE_MS - 20_000 }, delayed)).toEqual([
      "1: buy 990 x1 of 1000",
      "6: buy 960 x1 of 970",
    ]);
  });
});

describe("closed times", () => {
  const RESTS = 1e12;

  it("cancel what rests when they begin, and let nothing be quoted before they end", () => {
    const rows = [flat(1000), flat(1000), fall(1000, 988), flat(988), fall(988, 970)];
    expect(fills({}, rows, { strategy: { orderRefreshMs: RESTS } })).toEqual([
      "2: buy 990 x1 of 1000",
    ]);
    expect(fills({ tradingHours: "00:03-00:02" }, rows)).toEqual(["4: buy 978 x1 of 988"]);
    expect(fills({ tradingHours: "00:00-00:02" }, rows)).toEqual([]);
    expect(fills({ tradingHours: "Tue 00:00-24:00" }, rows)).toEqual([]);
    expect(fills({ tradingHours: "Sun-Mon 00:00-24:00" }, rows)).toHaveLength(2);
  });

  it("lie around funding", () => {
    const funding = { mode: "constant" as const, rate: 0, intervalHours: 1 / 30 };
    const rows = [flat(1000), fall(1000, 988), fall(1000, 988), fall(1000, 988)];
    const strategy = { maxInventoryRatio: 1e9 };
    expect(fills({}, rows, { funding, strategy })).toHaveLength(3);
    // Funding at 00:00, 00:02, 00:04: bars 0 and 2 begin closed.
    const avoiding = fills({ fundingAvoidAfterMs: MINUTE_MS }, rows, { funding, strategy });
    expect(avoiding.map((fill) => fill[0])).toEqual(["1", "3"]);
  });

  it("are a union, from the first bar on", () => {
    const none = () => null;
    const hours = (tradingHours: string, from = START_MS, until = START_MS + 24 * HOUR_MS) =>
      closedTimes({ ...QUOTING_OFF, tradingHours }, none, from, until).map((closed) =>
        [closed.fromMs, closed.untilMs].map((ms) => (ms - START_MS) / HOUR_MS),
      );
    // 2024-01-01 is a Monday.
    expect(hours("08:00-20:00")).toEqual([
      [0, 8],
      [20, 24],
    ]);
    expect(hours("22:00-06:00, 05:00-07:00")).toEqual([[7, 22]]);
    expect(hours("Mon 09:00-10:00, Tue 00:00-01:00")).toEqual([
      [0, 9],
      [10, 24],
    ]);
    expect(hours("Sun 23:00-02:00, Mon 03:00-24:00")).toEqual([[2, 3]]);
    expect(hours("Fri-Mon 00:00-24:00")).toEqual([]);
    expect(hours("Tue-Sun 00:00-24:00")).toEqual([[0, 24]]);
  });
});
