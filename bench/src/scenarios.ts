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

/** Nothing ends the account, so that all bars are run whatever the fills cost. */
const FREE = { instrument: { preset: "ETHUSDT", makerFee: 0 } };
const NEVER_MS = 31_536_000_000;

/** Hardly a fill in five years: the floor. */
export const CALM_SCENARIO: Scenario = {
  name: "5 % spread, 15 s",
  config: config(dual(0.05, 15_000), FREE),
};

/** A fill every few bars. */
export const FILLING_SCENARIO: Scenario = {
  name: "0.02 % spread, 15 s",
  config: config(dual(0.0002, 15_000), FREE),
};

/** What a fast path could be slow at. */
export const WORST_SCENARIOS: readonly Scenario[] = [
  CALM_SCENARIO,
  FILLING_SCENARIO,
  { name: "one-tick spread, 15 s", config: config(pure(0, 15_000, { inventorySkew: 0 }), FREE) },
  {
    name: "0.02 % spread, inventory at the cap, 15 s",
    config: config(pure(0.0002, 15_000, { maxInventoryRatio: 0.02 }), FREE),
  },
  {
    name: "price beyond a quote that nothing fills",
    config: config(pure(0.002, NEVER_MS), { ...FREE, fills: { maxParticipation: 1e-9 } }),
  },
  {
    name: "32 levels, 15 s",
    config: config(pure(0.002, 15_000, { levels: 32, levelSpacing: 0.0001 }), FREE),
  },
];
