/** The configurations that are measured. */

import type { ConfigInput } from "../../packages/engine/src/config/input.js";

/** A configuration with a name that says what is special about it. */
export interface Scenario {
  readonly name: string;
  readonly config: ConfigInput;
}

const MARKET = { instrument: "ETHUSDT", funding: { mode: "constant", rate: 0.0001 } } as const;
const ACCOUNT = { initialBalance: 10_000, leverage: 5 };

function config(strategy: ConfigInput["strategy"], rest: object = {}): ConfigInput {
  return { ...MARKET, account: ACCOUNT, strategy, ...rest };
}

function dual(spread: number, orderRefreshMs: number): ConfigInput["strategy"] {
  const size = { equityRatio: 0.02 };
  return { name: "dual-maker", bidSpread: spread, askSpread: spread, size, orderRefreshMs };
}

function pure(spread: number, orderRefreshMs: number, more: object = {}): ConfigInput["strategy"] {
  const size = { equityRatio: 0.02 };
  const spreads = { bidSpread: spread, askSpread: spread, inventorySkew: 0.0005 };
  return { name: "pure-maker", ...spreads, size, orderRefreshMs, ...more };
}

const FIVE_LEVELS = { levels: 5, levelSpacing: 0.0005 };

/** The everyday ones: 0.2 % spread, everything active that is active by default. */
export const SCENARIOS: readonly Scenario[] = [
  { name: "dual-maker, 15 s", config: config(dual(0.002, 15_000)) },
  { name: "pure-maker 1 level, 15 s", config: config(pure(0.002, 15_000)) },
  { name: "pure-maker 5 levels, 15 s", config: config(pure(0.002, 15_000, FIVE_LEVELS)) },
  { name: "dual-maker, 60 s", config: config(dual(0.002, 60_000)) },
  { name: "pure-maker 1 level, 60 s", config: config(pure(0.002, 60_000)) },
  { name: "pure-maker 5 levels, 60 s", config: config(pure(0.002, 60_000, FIVE_LEVELS)) },
];

/** Small orders of a rich account, so that five years of bad fills do not end its trading. */
const RICH = {
  instrument: { preset: "ETHUSDT", makerFee: 0 },
  account: { initialBalance: 1_000_000, leverage: 5 },
};
const SMALL = { size: { quantity: 0.1 } };
/** Of a rich account, in small orders: about two of them. */
const TINY_INVENTORY_RATIO = 0.0004;
const NEVER_MS = 31_536_000_000;

/** Hardly a fill in five years: the floor. */
export const CALM_SCENARIO: Scenario = {
  name: "5 % spread, 15 s",
  config: config({ ...dual(0.05, 15_000), ...SMALL }, RICH),
};

/** A fill every few bars. */
export const FILLING_SCENARIO: Scenario = {
  name: "0.02 % spread, 15 s",
  config: config({ ...dual(0.0002, 15_000), ...SMALL }, RICH),
};

/** What a fast path could be slow at. */
export const WORST_SCENARIOS: readonly Scenario[] = [
  CALM_SCENARIO,
  FILLING_SCENARIO,
  {
    name: "one-tick spread, 15 s",
    config: config(pure(0, 15_000, { ...SMALL, inventorySkew: 0 }), RICH),
  },
  {
    name: "0.02 % spread, inventory at the cap, 15 s",
    config: config(
      pure(0.0002, 15_000, { ...SMALL, maxInventoryRatio: TINY_INVENTORY_RATIO }),
      RICH,
    ),
  },
  {
    name: "price beyond a quote that nothing fills",
    config: config(pure(0.002, NEVER_MS), { ...RICH, fills: { maxParticipation: 1e-9 } }),
  },
  {
    name: "32 levels, 15 s",
    config: config(pure(0.002, 15_000, { ...SMALL, levels: 32, levelSpacing: 0.0001 }), RICH),
  },
];
