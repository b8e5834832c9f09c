/** Five years of ETHUSDT with one everyday configuration of each strategy, and what is looked at in them. */
import type { ConfigInput, StrategyInput } from "../../src/config/input.js";
import type { Bars, FundingSeries } from "../../src/market-data/bars.js";
import { loadBars, loadFunding } from "../../src/market-data/load-node.js";
import { backtest } from "../../src/runs/backtest.js";
import { type BacktestResult, TRADE_REASONS } from "../../src/runs/result.js";

/** Five years; 1,073 minutes are missing in which the exchange stood still. */
export const REAL_YEARS = { start: "2021-01-01", end: "2026-01-01" } as const;

export const INITIAL_BALANCE = 100_000;
export const LEVERAGE = 5;

/** One strategy section each; quotes are renewed once a minute, the default. */
export const REAL_YEAR_STRATEGIES: readonly StrategyInput[] = [
  {
    name: "dual-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.02 },
    maxPositionRatio: 0.2,
  },
  {
    name: "pure-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    levels: 2,
    levelSpacing: 0.001,
    size: { equityRatio: 0.02 },
    maxInventoryRatio: 0.5,
    inventorySkew: 0.002,
  },
  {
    name: "avellaneda-stoikov",
    riskAversion: 2,
    horizon: "rolling",
    horizonDays: 1,
    volatility: "parkinson",
    volatilityWindow: 1440,
    kappaWindow: 1440,
    minSpread: 0.0015,
    sizeShape: 1,
    size: { equityRatio: 0.02 },
    maxInventoryRatio: 0.5,
  },
  {
    name: "glft",
    riskAversion: 25,
    volatility: "parkinson",
    minSpread: 0.0015,
    levels: 2,
    size: { equityRatio: 0.02 },
    maxInventory: 20,
  },
  {
    name: "atr-maker",
    atrPeriod: 240,
    bidSpread: 2,
    askSpread: 2,
    levels: 2,
    levelSpacing: 1,
    size: { equityRatio: 0.02 },
    maxInventoryRatio: 0.5,
    inventorySkew: 1,
  },
  {
    name: "grid",
    range: "centred",
    width: 0.1,
    spacing: "geometric",
    lines: 41,
    size: { equityRatio: 0.02 },
  },
  {
    name: "hedge-grid",
    entryDistance: 0.002,
    spread: 0.005,
    size: { equityRatio: 0.01 },
    maxOrders: 40,
    maxPositionRatio: 0.4,
    balanceThreshold: 0.003,
    atrPeriod: 240,
  },
  {
    name: "dca-grid",
    direction: "both",
    entryDistance: 0.002,
    takeProfit: 0.005,
    size: { equityRatio: 0.02 },
    safetyOrders: 8,
    spacing: 0.01,
    spacingGrowth: 1.3,
    sizeMultiplier: 1.3,
    exposureLimit: 0.5,
    cooldownMs: 600_000,
  },
];

/** Strategies that wait for the price to come back; they get a stop, or one trend ends them. */
const WAITING: ReadonlySet<string> = new Set(["grid", "hedge-grid", "dca-grid"]);

/** The whole configuration of a strategy's run. */
export function realYearConfig(strategy: StrategyInput): ConfigInput {
  const waits = WAITING.has(strategy.name);
  return {
    instrument: "ETHUSDT",
    data: REAL_YEARS,
    account: { initialBalance: INITIAL_BALANCE, leverage: LEVERAGE },
    funding: { mode: "series" },
    ...(waits ? { risk: { positionStopLoss: 0.1 } } : {}),
    strategy,
  };
}

export interface RealYearData {
  readonly bars: Bars;
  readonly funding: FundingSeries;
}

/**
 * Reads spot bars, which stand in for the perpetual's, and the perpetual's funding.
 * @param path of a file or pattern in the data's folder
 */
export async function loadRealYears(
  path: (...parts: readonly string[]) => string,
): Promise<RealYearData> {
  return {
    bars: await loadBars(path("spot_1m", "ETHUSDT", "*.csv.gz")),
    funding: await loadFunding(path("funding", "ETHUSDT-fundingRate.csv")),
  };
}

/** Runs one strategy over the five years. */
export async function runRealYears(
  data: RealYearData,
  strategy: StrategyInput,
  layer: "plain" | "lazy" = "lazy",
): Promise<BacktestResult> {
  return backtest({ ...data, config: realYearConfig(strategy), layer });
}

/** Most that was held at a time, after any fill, as shares of the equity recorded last before it. */
export interface Held {
  readonly long: number;
  readonly short: number;
  readonly net: number;
}

/** Notional at the fill's price over equity, at its largest. */
export function mostHeld({ trades, equity }: BacktestResult): Held {
  let long = 0;
  let short = 0;
  let net = 0;
  const { length, stepSize, priceDecimals } = trades;
  for (let row = 0; row < length; row++) {
    const bar = trades.barIndex[row];
    const money = bar === 0 ? INITIAL_BALANCE : equity.equity[bar - 1];
    const lot = (stepSize * trades.priceUnits[row]) / 10 ** priceDecimals / money;
    long = Math.max(long, trades.longAfterLots[row] * lot);
    short = Math.max(short, trades.shortAfterLots[row] * lot);
    net = Math.max(net, Math.abs(trades.longAfterLots[row] - trades.shortAfterLots[row]) * lot);
  }
  return { long, short, net };
}

/** Where the money of a run came from; together the change of the equity. Quote. */
export interface Earned {
  /** closed by its own orders */
  readonly closed: number;
  /** closed by stops, at market */
  readonly stopped: number;
  /** of the position that is left */
  readonly open: number;
  readonly fees: number;
  readonly funding: number;
}

/** What closing fills earned by their reason, before fees, and what else changed the equity. */
export function earnedBy({ trades, metrics }: BacktestResult): Earned {
  const { fees, funding, finalEquity } = metrics;
  let closed = 0;
  let stopped = 0;
  for (let row = 0; row < trades.length; row++) {
    const isQuote = TRADE_REASONS[trades.reason[row]] === "quote";
    if (isQuote) closed += trades.realizedPnl[row];
    else stopped += trades.realizedPnl[row];
  }
  const open = finalEquity - INITIAL_BALANCE - closed - stopped + fees - funding;
  return { closed, stopped, open, fees, funding };
}

/** Recorded equity at the end of each calendar year, UTC. */
export function equityOfYears({ equity }: BacktestResult): ReadonlyMap<number, number> {
  const years = new Map<number, number>();
  for (let row = 0; row < equity.equity.length; row++) {
    years.set(new Date(equity.openTimeMs[row]).getUTCFullYear(), equity.equity[row]);
  }
  return years;
}
