/** One everyday configuration of each built-in strategy: about 0.2 % from the price, every 15 s. */
import type { ConfigInput } from "../../packages/engine/src/config/input.js";
import type { Scenario } from "./scenarios.js";

/** Size of one order, share of equity. */
export const SIZE_RATIO = 0.02;
const SIZE = { equityRatio: SIZE_RATIO };
const SPREADS = { bidSpread: 0.002, askSpread: 0.002 };

/** Rich enough, and in orders small enough, that five years end none. The market begins at 2000. */
function scenario(name: string, strategy: object): Scenario {
  const config: ConfigInput = {
    instrument: "ETHUSDT",
    funding: { mode: "constant", rate: 0.0001 },
    account: { initialBalance: 1_000_000, leverage: 5 },
    strategy: { name, size: SIZE, orderRefreshMs: 15_000, ...strategy },
  };
  return { name, config };
}

export const STRATEGY_SCENARIOS: readonly Scenario[] = [
  scenario("dual-maker", SPREADS),
  scenario("pure-maker", { ...SPREADS, inventorySkew: 0.0005 }),
  scenario("avellaneda-stoikov", { kappa: 900 }),
  scenario("glft", { minSpread: 0.002 }),
  scenario("atr-maker", { bidSpread: 2.1, askSpread: 2.1 }),
  scenario("grid", {
    lowerPrice: 1960,
    upperPrice: 2040,
    lines: 20,
    trailUp: true,
    trailDown: true,
    size: { quantity: 1 },
  }),
  scenario("hedge-grid", { entryDistance: 0.002, spread: 0.002 }),
  scenario("dca-grid", {
    direction: "both",
    entryDistance: 0.002,
    takeProfit: 0.002,
    spacing: 0.01,
    spacingGrowth: 1.2,
    sizeMultiplier: 1.2,
  }),
];
