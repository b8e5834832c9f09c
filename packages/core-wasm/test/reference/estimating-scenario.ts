/** The strategies that estimate, on a few bars around 1,000,000. */
import { expect } from "vitest";
import type { ReferenceConfig } from "../../reference/index.js";
import { instrumentOf } from "../../reference/instrument.js";
import { strategyOf } from "../../reference/quoting/index.js";
import type { CompleteBar, QuoteView } from "../../reference/quoting/strategy.js";
import { configOf, inputOf, MINUTE_MS, NEVER_MS, type Row, START_MS } from "./scenario.js";

/** A rolling day, κ given. */
export const STOIKOV = {
  name: "avellaneda-stoikov",
  riskAversion: 10,
  horizon: "rolling",
  horizonDays: 1,
  volatility: "closeToClose",
  volatilityWindow: 2,
  kappa: 150,
  kappaWindow: 3,
  minSpread: 0,
  sizeShape: 0,
  size: { quantity: 100 },
  maxInventoryRatio: 1,
  orderRefreshMs: NEVER_MS,
} as const;

/** One level, A and k given. */
export const GLFT = {
  name: "glft",
  riskAversion: 100,
  fillRiskAversion: null,
  intensity: 2000,
  intensityDecay: 1000,
  fitWindow: 4,
  fitInterval: 3,
  volatility: "closeToClose",
  volatilityWindow: 2,
  minSpread: 0,
  levels: 1,
  levelSpacing: null,
  size: { quantity: 100 },
  maxInventory: 10,
  orderRefreshMs: NEVER_MS,
} as const;

/** Two levels, bids at one and asks at two ATR. */
export const ATR = {
  name: "atr-maker",
  atrPeriod: 2,
  bidSpread: 1,
  askSpread: 2,
  levels: 2,
  levelSpacing: 0.5,
  minSpread: 0,
  size: { quantity: 100 },
  maxInventoryRatio: 1,
  inventorySkew: 1,
  orderRefreshMs: NEVER_MS,
} as const;

/** 1 % up and down again: the variance of a bar is near 1e-4, ranges 2 % */
export const ROWS: readonly Row[] = [
  [1_000_000, 1_010_000, 990_000, 1_000_000],
  [1_000_000, 1_015_000, 995_000, 1_010_000],
  [1_010_000, 1_020_000, 990_000, 1_000_000],
  [1_000_000, 1_010_000, 990_000, 1_000_000],
];

type Changes = ReferenceConfig["strategy"];

function configured(strategy: Changes): ReferenceConfig {
  return configOf({ account: { positionMode: "oneWay" }, strategy });
}

/** A row as a complete bar, its prices times a factor. */
export function barOf([open, high, low, close]: Row, factor = 1): CompleteBar {
  const [o, h, l, c] = [open, high, low, close].map((price) => price * factor);
  return { openTimeMs: 0, open: o, high: h, low: l, close: c, volume: 0 };
}

/** Orders asked for. */
export interface Quoted {
  readonly bids: readonly (readonly [price: number, lots: number])[];
  readonly asks: readonly (readonly [price: number, lots: number])[];
}

/** What a strategy asks for around 1,000,000 after some bars, with equity for 100,000 lots. */
export function quoted(
  strategy: Changes,
  view: Partial<QuoteView> = {},
  rows: readonly Row[] = ROWS,
  factor = 1,
): Quoted {
  const config = configured(strategy);
  const made = strategyOf(config, instrumentOf(inputOf(config, [])), Number.POSITIVE_INFINITY);
  for (const row of rows) made.afterBar?.(barOf(row, factor));
  const bids: [number, number][] = [];
  const asks: [number, number][] = [];
  const at = 1_000_000 * factor;
  const equity = at * 100_000;
  const flat = { long: 0, short: 0, net: 0, balance: equity, entryLong: 0, entryShort: 0 };
  const rest = { ...flat, equity, spreadMultiplier: 1 };
  const now = { timeMs: START_MS, intervalMs: MINUTE_MS, at };
  made.quote({ ...now, ...rest, ...view }, (isBuy, side, price, lots) => {
    expect(side).toBe("net");
    (isBuy ? bids : asks).push([price, lots]);
  });
  return { bids, asks };
}

/** How far the first bid and ask are from 1,000,000. */
export function distances(of: Quoted): readonly [bid: number, ask: number] {
  return [1_000_000 - of.bids[0][0], of.asks[0][0] - 1_000_000];
}
