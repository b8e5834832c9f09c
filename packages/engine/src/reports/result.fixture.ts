/** Test fixture: a hand-made result. Not a run; its numbers only have the right shapes. */
import type { NormalisedConfig } from "../config/types.js";
import type { BacktestResult, Metrics, TradeColumns } from "../runs/result.js";

const MINUTE_MS = 60_000;

/** A configuration with every key. */
const FIXTURE_CONFIG: NormalisedConfig = {
  instrument: {
    symbol: "ETHUSDT",
    tickSize: 0.01,
    stepSize: 0.001,
    minQty: 0.001,
    minNotional: 20,
    maxOrderQty: null,
    contractSize: 1,
    makerFee: 0.0002,
    takerFee: 0.0005,
    liquidationFee: 0.005,
    tiers: [],
  },
  data: { start: null, end: null, priceDecimals: null },
  account: {
    initialBalance: 1000,
    leverage: 5,
    positionMode: "hedge",
    marginBasis: "sides",
    marginBuffer: 1,
  },
  path: { model: "direction", seed: 0 },
  fills: { rule: "through", throughTicks: 1, maxParticipation: 0.1, slippageTicks: 1 },
  funding: { mode: "constant", rate: 0.0001, intervalHours: 8 },
  rebate: { rate: 0.3, payoutDay: 19 },
  risk: { maxDrawdown: null, minEquity: null, maxDailyLoss: null, positionStopLoss: null },
  volatility: {
    atrPeriod: null,
    high: null,
    extreme: null,
    emergency: null,
    highSpreadMultiplier: null,
    extremeSpreadMultiplier: null,
    balance: false,
    extremeFlatten: false,
    emergencyClose: false,
  },
  output: { rejections: false },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

/** Trade columns with the given rows; what a row leaves out is 0. */
export function fixtureTrades(
  rows: readonly Partial<Record<Exclude<keyof TradeColumns, "length">, number>>[],
  priceDecimals = 2,
  stepSize = 0.001,
): TradeColumns {
  const f64 = (name: Exclude<keyof TradeColumns, "length">): Float64Array =>
    Float64Array.from(rows, (row) => row[name] ?? 0);
  return {
    length: rows.length,
    priceDecimals,
    stepSize,
    timeMs: f64("timeMs"),
    barIndex: Int32Array.from(f64("barIndex")),
    priceUnits: f64("priceUnits"),
    lots: f64("lots"),
    side: Int8Array.from(f64("side")),
    positionSide: Uint8Array.from(f64("positionSide")),
    liquidity: Uint8Array.from(f64("liquidity")),
    reason: Uint8Array.from(f64("reason")),
    fee: f64("fee"),
    realizedPnl: f64("realizedPnl"),
    longAfterLots: f64("longAfterLots"),
    shortAfterLots: f64("shortAfterLots"),
    balanceAfter: f64("balanceAfter"),
    referenceUnits: f64("referenceUnits"),
  };
}

const METRICS: Metrics = {
  semantics: 1,
  liquidated: false,
  stopped: null,
  deficit: 0,
  bars: 0,
  finalEquity: 2653.12,
  totalReturn: 1.65312,
  cagr: 0.2155,
  maxDrawdown: 0.0431,
  maxDrawdownIntrabar: 0.0442,
  maxDrawdownDurationMs: 4_060_800_000,
  sharpe: 1.92,
  sortino: 2.81,
  volatility: 0.101,
  calmar: 5,
  var95: 0.0071,
  cvar95: 0.0112,
  fills: 142_310,
  makerFills: 142_310,
  takerFills: 0,
  turnover: 5210.4,
  fees: 1042.1,
  rebates: 305.2,
  rebateAccrued: 7.4,
  funding: -12.6,
  closedFills: 71_002,
  winRate: 0.641,
  profitFactor: 1.42,
  exposure: 0.998,
  maxLong: 1.204,
  maxShort: 1.311,
  avgHoldingMs: 5_400_000,
  quotedEdgeBps: 20.01,
  markoutBps: { b1: 1.2, b5: 0.8, b15: -0.3, b60: null },
  ambiguousFillShare: 0.061,
  rejected: null,
  spreadPnl: 10_420.7,
  inventoryPnl: -8018.08,
  tradesHash: "0123456789abcdef0123456789abcdef",
  resultHash: "fedcba9876543210fedcba9876543210",
};

export interface FixtureOptions {
  readonly bars: number;
  readonly intervalMs?: number;
  readonly firstMs?: number;
  /** growth of equity from first to last bar */
  readonly growth?: number;
  /** a fill every so many bars */
  readonly fillEvery?: number;
}

/** A result with smooth made-up curves; deterministic. */
export function fixtureResult(options: FixtureOptions): BacktestResult {
  const { bars, intervalMs = MINUTE_MS, firstMs = 1_577_836_800_000, growth = 1.65 } = options;
  const equity = new Float64Array(bars);
  const openTimeMs = new Float64Array(bars);
  for (let row = 0; row < bars; row++) {
    const part = bars === 1 ? 1 : row / (bars - 1);
    const wave =
      0.03 * Math.sin(part * 60) + 0.015 * Math.sin(part * 411) - 0.05 * Math.sin(part * 17);
    openTimeMs[row] = firstMs + row * intervalMs;
    equity[row] = 1000 * (1 + growth * part) * (1 + wave * part * (1 - part) * 3);
  }
  const every = options.fillEvery ?? 20;
  const trades = fixtureTrades(
    Array.from({ length: Math.floor(bars / every) }, (_, index) => {
      const net = Math.round(900 * Math.sin(index / 31) * Math.sin(index / 7));
      return {
        timeMs: firstMs + index * every * intervalMs + 19_999,
        barIndex: index * every,
        priceUnits: 200_000 + index,
        lots: 10,
        side: index % 2 === 0 ? 1 : -1,
        positionSide: index % 2 === 0 ? 1 : 2,
        fee: 0.004,
        longAfterLots: Math.max(0, net),
        shortAfterLots: Math.max(0, -net),
        balanceAfter: 1000 + index * 0.01,
      };
    }),
  );
  return {
    metrics: { ...METRICS, bars },
    trades,
    equity: { length: bars, openTimeMs, equity },
    config: FIXTURE_CONFIG,
    engine: { version: "0.1.0", kernelSha256: "ab".repeat(32) },
    data: {
      source: "synthetic seed 1",
      md5: null,
      synthetic: true,
      bars,
      holes: 3,
      fill: "none",
      first: firstMs,
      last: firstMs + Math.max(0, bars - 1) * intervalMs,
      intervalMs,
    },
    instrumentRules: { source: "built-in", filtersDate: "2026-03-31", tiersDate: "2025-07-10" },
    timing: { loadMs: 211, runMs: 48.2, nsPerBar: 18.3, layer: "lazy" },
    effectiveRefreshMs: 60_000,
    warnings: [],
  };
}
