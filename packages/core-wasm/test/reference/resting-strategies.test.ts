/** Strategies whose orders stay: `grid`, `hedge-grid`, `dca-grid`, on small runs worked out by hand. */
import { describe, expect, it } from "vitest";
import { type ReferenceConfig, simulate } from "../../reference/index.js";
import { configOf, flat, inputOf, MINUTE_MS, type Row } from "./scenario.js";

type Strategy = Partial<ReferenceConfig["strategy"]>;
type Changes = Omit<Parameters<typeof configOf>[0] & object, "strategy">;

const GRID = {
  name: "grid",
  range: "fixed",
  lowerPrice: 900,
  upperPrice: 1100,
  width: null,
  recentreDistance: null,
  recentreFlat: true,
  spacing: "arithmetic",
  lines: 21,
  direction: "neutral",
  initialPosition: false,
  trailUp: false,
  trailDown: false,
  size: { quantity: 1 },
  orderRefreshMs: MINUTE_MS,
};

const HEDGE_GRID = {
  name: "hedge-grid",
  entryDistance: 0.01,
  spread: 0.01,
  size: { quantity: 1 },
  maxOrders: 3,
  maxPositionRatio: 1,
  balanceThreshold: null,
  atrPeriod: 2,
  orderRefreshMs: MINUTE_MS,
};

const DCA_GRID = {
  name: "dca-grid",
  direction: "long",
  entryDistance: 0.01,
  takeProfit: 0.01,
  size: { quantity: 1 },
  safetyOrders: 3,
  spacing: 0.01,
  spacingGrowth: 2,
  sizeMultiplier: 2,
  exposureLimit: 10,
  cooldownMs: 0,
  orderRefreshMs: MINUTE_MS,
};

/** The fills of a run, a text each. */
function fills(
  base: Record<string, unknown>,
  strategy: Strategy,
  rows: readonly Row[],
  changes: Changes = {},
): string[] {
  const oneWay = base.name === "grid";
  const config = configOf({
    ...changes,
    account: { positionMode: oneWay ? "oneWay" : "hedge", ...changes.account },
    strategy: { ...base, ...strategy } as ReferenceConfig["strategy"],
  });
  return simulate(inputOf(config, rows)).trades.map(
    ({ side, positionSide, priceUnits, lots, reason }) =>
      `${side} ${positionSide} ${priceUnits} x${lots}${reason === "quote" ? "" : ` ${reason}`}`,
  );
}

/** A bar that falls from its open to its close. */
function fall(from: number, to: number): Row {
  return [from, from, to, to];
}

function rise(from: number, to: number): Row {
  return [from, to, from, to];
}

describe("grid", () => {
  it("leaves the nearest line empty, and answers a fill one line away", () => {
    const rows = [flat(1003), fall(1003, 985), rise(985, 1015)];
    expect(fills(GRID, {}, rows)).toEqual([
      "buy net 990 x1",
      "sell net 1000 x1",
      "sell net 1010 x1",
    ]);
  });

  it("earns one step on every round trip", () => {
    const rows = [flat(1000), fall(1000, 985), rise(985, 1005), fall(1005, 985), rise(985, 1005)];
    const trips = ["buy net 990 x1", "sell net 1000 x1"];
    expect(fills(GRID, {}, rows)).toEqual([...trips, ...trips]);
  });

  it("moves the empty line by every fill, and late orders beside the price", () => {
    // Two buys in the first move; the sell at 990 is late and goes beside 996.
    const rows = [flat(1000), [1000, 1000, 975, 996], rise(996, 1005)] as const;
    expect(fills(GRID, {}, rows)).toEqual([
      "buy net 990 x1",
      "buy net 980 x1",
      "sell net 997 x1",
      "sell net 1000 x1",
    ]);
  });

  it("keeps what is left of an order that was filled in part", () => {
    const rows = [
      flat(1000),
      [1000, 1000, 985, 985, 2],
      [985, 995, 985, 995, 10],
      [995, 995, 985, 985, 10],
    ] as const;
    const changes = { fills: { maxParticipation: 1 } };
    expect(fills(GRID, { size: { quantity: 5 } }, rows, changes)).toEqual([
      "buy net 990 x2",
      "buy net 990 x3",
    ]);
  });

  it("never leaves its side in direction long and short", () => {
    const rows = [flat(1000), rise(1000, 1035), fall(1035, 965), rise(965, 1045)];
    expect(fills(GRID, { direction: "long" }, rows)).toEqual([
      "buy net 990 x1",
      "buy net 980 x1",
      "buy net 970 x1",
      "sell net 980 x1",
      "sell net 990 x1",
      "sell net 1000 x1",
    ]);
    expect(fills(GRID, { direction: "short" }, rows)).toEqual([
      "sell net 1010 x1",
      "sell net 1020 x1",
      "sell net 1030 x1",
      "buy net 1020 x1",
      "buy net 1010 x1",
      "buy net 1000 x1",
      "sell net 1010 x1",
      "sell net 1020 x1",
      "sell net 1030 x1",
      "sell net 1040 x1",
    ]);
  });

  it("buys the lines above the price first when it begins with a position", () => {
    const rows = [flat(1085), fall(1085, 1082), rise(1082, 1105)];
    expect(fills(GRID, { direction: "long", initialPosition: true }, rows)).toEqual([
      "buy net 1084 x1",
      "sell net 1100 x1",
    ]);
  });

  it("rounds geometric lines to the nearest tick and passes over doubles", () => {
    const wide = { lowerPrice: 250, upperPrice: 4000, lines: 5, spacing: "geometric" };
    const rows = [flat(1000), fall(1000, 400), rise(400, 2100)];
    expect(fills(GRID, wide, rows)).toEqual([
      "buy net 500 x1",
      "sell net 1000 x1",
      "sell net 2000 x1",
    ]);
    const narrow = { lowerPrice: 998, upperPrice: 1002, lines: 17 };
    expect(fills(GRID, narrow, [flat(1000), fall(1000, 990)])).toEqual([
      "buy net 999 x1",
      "buy net 998 x1",
    ]);
  });

  it("follows a price that leaves its bounds by a step, if it may", () => {
    const up = [flat(1095), rise(1095, 1125), flat(1125), fall(1125, 1105), rise(1105, 1125)];
    expect(fills(GRID, {}, up)).toEqual([]);
    expect(fills(GRID, { trailUp: true }, up)).toEqual(["buy net 1110 x1", "sell net 1120 x1"]);
    const down = [flat(904), fall(904, 875), flat(875), rise(875, 895), fall(895, 875)];
    expect(fills(GRID, { trailUp: true }, down)).toEqual([]);
    expect(fills(GRID, { trailDown: true }, down)).toEqual(["sell net 890 x1", "buy net 880 x1"]);
  });

  it("lays a centred range anew around a price that has left the centre", () => {
    const centred = {
      range: "centred",
      width: 0.1,
      recentreDistance: 0.03,
      lowerPrice: null,
      upperPrice: null,
    };
    const rows = [flat(1000), rise(1000, 1040), flat(1040), fall(1040, 1025)];
    const sold = ["sell net 1010 x1", "sell net 1020 x1", "sell net 1030 x1"];
    expect(fills(GRID, centred, rows)).toEqual(sold);
    const moved = fills(GRID, { ...centred, recentreFlat: false }, rows);
    expect(moved).toEqual([...sold, "buy net 1030 x1"]);
    expect(fills(GRID, { ...centred, direction: "long" }, rows)).toEqual(["buy net 1030 x1"]);
  });

  it("begins again at the nearest line after a stop", () => {
    const rows = [
      flat(1000),
      fall(1000, 955),
      fall(955, 938),
      flat(938),
      fall(938, 925),
      rise(925, 965),
    ];
    const got = fills(GRID, { direction: "long" }, rows, { risk: { positionStopLoss: 0.03 } });
    const lines = [990, 980, 970, 960, 950];
    expect(got.slice(0, 5)).toEqual(lines.map((line) => `buy net ${line} x1`));
    expect(got[5]).toMatch(/^sell net \d+ x5 stop$/);
    expect(got.slice(6)).toEqual(["buy net 930 x1", "sell net 940 x1"]);
  });
});

describe("hedge-grid", () => {
  it("gives every fill a take-profit of its own", () => {
    const rows = [flat(1000), fall(1000, 985), fall(985, 970), rise(970, 1010)];
    expect(fills(HEDGE_GRID, {}, rows)).toEqual([
      "buy long 990 x1",
      "buy long 975 x1",
      "sell short 980 x1",
      "sell long 985 x1",
      "sell long 1000 x1",
    ]);
  });

  it("opens beside the price without a distance, and stops at its most orders", () => {
    const rows = [flat(1000), fall(1000, 998), fall(998, 996), fall(996, 994), fall(994, 990)];
    expect(fills(HEDGE_GRID, { entryDistance: 0, maxOrders: 2 }, rows)).toEqual([
      "buy long 999 x1",
      "buy long 997 x1",
    ]);
  });

  it("opens only the smaller side while it is volatile", () => {
    const rows = [flat(1000), fall(1000, 985), fall(985, 970), rise(970, 981)];
    const open = ["buy long 990 x1", "buy long 975 x1", "sell short 980 x1"];
    expect(fills(HEDGE_GRID, {}, rows)).toEqual(open);
    expect(fills(HEDGE_GRID, { balanceThreshold: 0.005 }, rows)).toEqual([open[0], open[2]]);
  });

  it("gathers what is too small for a take-profit", () => {
    const rows = [
      flat(1000),
      [1000, 1000, 985, 985, 2],
      [985, 985, 970, 970, 1],
      [970, 1000, 970, 1000, 100],
    ] as const;
    const changes = { fills: { maxParticipation: 1 }, instrument: { minQty: 4 } };
    expect(fills(HEDGE_GRID, { size: { quantity: 5 } }, rows, changes)).toEqual([
      "buy long 990 x2",
      "buy long 990 x1",
      "buy long 975 x5",
      "sell short 980 x5",
      "sell long 991 x8",
    ]);
  });
});

describe("dca-grid", () => {
  it("ladders down from its first fill and takes profit on the average", () => {
    // First 990; ladder 980 x2, 960 x4; average (990 + 2·980 + 4·960)/7 = 970, take-profit 980 (979.7 up).
    const rows = [flat(1000), fall(1000, 988), fall(988, 955), rise(955, 985)];
    expect(fills(DCA_GRID, {}, rows)).toEqual([
      "buy long 990 x1",
      "buy long 980 x2",
      "buy long 960 x4",
      "sell long 980 x7",
    ]);
  });

  it("quotes no more than its exposure allows", () => {
    const rows = [flat(1000), fall(1000, 988), fall(988, 900)];
    const changes = { account: { initialBalance: 3000, leverage: 20 } };
    expect(fills(DCA_GRID, { exposureLimit: 1 }, rows, changes)).toEqual([
      "buy long 990 x1",
      "buy long 980 x2",
    ]);
  });

  it("waits after a cycle", () => {
    const rows = [flat(1000), fall(1000, 988), rise(988, 1005), fall(1005, 990), fall(990, 970)];
    const cycle = ["buy long 990 x1", "sell long 1000 x1"];
    expect(fills(DCA_GRID, {}, rows)).toEqual([...cycle, "buy long 994 x1", "buy long 984 x2"]);
    expect(fills(DCA_GRID, { cooldownMs: 2 * MINUTE_MS }, rows)).toEqual(cycle);
  });

  it("runs a cycle on each side", () => {
    const rows = [flat(1000), rise(1000, 1012), fall(1012, 980)];
    expect(fills(DCA_GRID, { direction: "both" }, rows)).toEqual([
      "sell short 1010 x1",
      "buy long 1001 x1",
      "buy short 999 x1",
    ]);
  });
});
