import { expect, test } from "vitest";
import { mapParameters } from "./map-parameters.js";
import { PARAMETER_RULES } from "./parameter-table.js";
import { pythonLiterals } from "./python-literals.js";

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

test("no name is in two rules", () => {
  const names = PARAMETER_RULES.flatMap(({ old }) => old);
  expect(names.length).toBe(new Set(names).size);
});
