import { expect, test } from "vitest";
import { mapParameters } from "./map-parameters.js";
import { HEDGE_GRID_WITHOUT, PARAMETER_RULES } from "./parameter-table.js";
import { type Literal, pythonLiterals } from "./python-literals.js";

const SOURCE = `
"""Parameters. bid_spread = 9"""
from decimal import Decimal
SYMBOL = "ETH/USDT:USDT"   # the pair
INITIAL_BALANCE = Decimal("10_000".replace("_", ""))
LEVERAGE: int = 5
class BacktestConfig:
    strategy_name: str = 'dual_maker'
    bid_spread: Decimal = Decimal("0.002")
    ask_spread_pct = 0.3
    order_refresh_time = 1_5.5
    sizes = {"order_ratio": 0.02, 'position_ratio': .5,}
    tiers = [(1, 0.01), (2, 0.02)]
    path = os.path.join("a", "b")
    note = r"a\\d" 
if LEVERAGE == 5:
    pass
`;

test("literals of Python are read, whatever else stands there is left", () => {
  const { values, left } = pythonLiterals(SOURCE);
  expect(Object.fromEntries(values)).toEqual({
    SYMBOL: "ETH/USDT:USDT",
    LEVERAGE: 5,
    strategy_name: "dual_maker",
    bid_spread: 0.002,
    ask_spread_pct: 0.3,
    order_refresh_time: 15.5,
    sizes: { order_ratio: 0.02, position_ratio: 0.5 },
    tiers: [
      [1, 0.01],
      [2, 0.02],
    ],
    note: "a\\d",
  });
  expect(left).toEqual(["INITIAL_BALANCE", "path"]);
});

test("parameters become a configuration that runs, and the rest is listed", () => {
  const { values } = pythonLiterals(`${SOURCE}\ninitial_balance = "10000"\nmagic = 7\n`);
  const mapped = mapParameters(values);
  expect(mapped.config).toEqual({
    instrument: { preset: "ETHUSDT" },
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: {
      name: "dual-maker",
      bidSpread: 0.002,
      askSpread: 0.003,
      size: { equityRatio: 0.02 },
      maxPositionRatio: 0.5,
      orderRefreshMs: 15_500,
    },
  });
  expect(mapped.problem).toBeNull();
  expect(mapped.unmapped.map(({ name }) => name)).toEqual(["tiers", "note", "magic"]);
});

test("one spread is both, and a side's own wins", () => {
  const { config } = mapParameters([
    ["ask_spread", 0.004],
    ["spread", 0.001],
  ]);
  expect(config).toEqual({ strategy: { bidSpread: 0.001, askSpread: 0.004 } });
});

test("what is missing or said twice is told", () => {
  const mapped = mapParameters([
    ["leverage", 5],
    ["LEVERAGE", 7],
    ["bid_spread", "wide"],
  ]);
  expect(mapped.config).toEqual({ account: { leverage: 5 } });
  expect(mapped.problem).toContain("instrument");
  expect(mapped.unmapped).toEqual([
    { name: "bid_spread", reason: '"wide" is no value for strategy.bidSpread' },
    { name: "LEVERAGE", reason: "leverage says account.leverage already" },
  ]);
});

/** As the newest version of the older system has it. */
const HEDGE_GRID: readonly (readonly [string, Literal])[] = [
  ["trading_pair", "ETH-USDC"],
  ["initial_balance", 1000],
  ["leverage", 125],
  ["position_mode", "Hedge"],
  ["spread", 0.004],
  ["bid_spread", 0.004],
  ["position_size_ratio", 1],
  ["hedge_mode", true],
  ["atr_threshold", 0.3],
  ["atr_period_hours", 12],
  ["order_refresh_time", 15],
  ["max_position_value_ratio", 1],
];

test("the older hedge grid is the hedge grid, its spread the distance of the take-profit", () => {
  const mapped = mapParameters(HEDGE_GRID);
  expect(mapped.config.strategy).toEqual({
    name: "hedge-grid",
    spread: 0.004,
    size: { equityRatio: 1 },
    maxPositionRatio: 1,
    balanceThreshold: 0.3,
    atrPeriod: 720,
    orderRefreshMs: 15_000,
  });
  expect(mapped.taken["strategy.name"]).toBe("hedge_mode");
  expect(mapped.unmapped).toEqual([{ name: "bid_spread", reason: HEDGE_GRID_WITHOUT.bid_spread }]);
  const leverage: readonly [string, Literal] = ["leverage", 20];
  const mild = HEDGE_GRID.map((one) => (one[0] === "leverage" ? leverage : one));
  expect(mapParameters([...mild, ["symbol", "ETHUSDT"]]).problem).toBeNull();
});

test("a strategy that is named is the one that is meant", () => {
  const named = [...HEDGE_GRID, ["strategy", "dual_maker"] as const];
  expect(mapParameters(named).config.strategy).toMatchObject({
    name: "dual-maker",
    bidSpread: 0.004,
    maxPositionRatio: 1,
  });
  const hedge = [["strategy_name", "HedgeGridStrategy"] as const, ["spread", 0.002] as const];
  expect(mapParameters(hedge).config).toEqual({ strategy: { name: "hedge-grid", spread: 0.002 } });
  expect(mapParameters([["hedge_mode", false]]).unmapped).toHaveLength(1);
});

test("no name is in two rules", () => {
  const names = PARAMETER_RULES.flatMap(({ old }) => old);
  expect(names.length).toBe(new Set(names).size);
});
