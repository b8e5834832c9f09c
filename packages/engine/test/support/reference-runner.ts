/** The reference behind the engine's preparation: the same input, the outcome in the same form. */
import {
  type ReferenceInput,
  type ReferenceMetrics,
  type ReferenceResult,
  type ReferenceTrades,
  simulate,
} from "../../../core-wasm/reference/index.js";
import { openTimeMs } from "../../src/market-data/bars.js";
import type { Trades } from "../../src/market-data/trades/trades.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import {
  LIQUIDITIES,
  type Metrics,
  POSITION_SIDES,
  TRADE_REASONS,
  type TradeColumns,
} from "../../src/runs/result.js";
import { columnDifference, metricDifferences, type Outcome, tradeDifferences } from "./outcome.js";

/** The trades in the price units of a run, which may be finer than their own. */
function tradesIn(trades: Trades, priceDecimals: number): ReferenceTrades {
  const factor = 10 ** (priceDecimals - trades.priceDecimals);
  return { timeMs: trades.timeMs, price: Array.from(trades.price, (units) => units * factor) };
}

/**
 * A prepared run as the reference takes it.
 * @param trades those of a run along trades
 */
export function referenceInput(
  prepared: PreparedRun,
  trades: Trades | null | undefined = null,
): ReferenceInput {
  const { bars, config, funding, markSeries, units } = prepared;
  return {
    config,
    bars: {
      openTimeMs: Float64Array.from({ length: bars.count }, (_, i) => openTimeMs(bars, i)),
      open: bars.open,
      high: bars.high,
      low: bars.low,
      close: bars.close,
      volume: bars.volume,
    },
    priceDecimals: units.priceDecimals,
    intervalMs: bars.intervalMs,
    mark: markSeries ?? undefined,
    funding: funding ?? undefined,
    trades: trades == null ? undefined : tradesIn(trades, units.priceDecimals),
  };
}

/** What the reference says of a prepared run. */
export function simulateReference(
  prepared: PreparedRun,
  trades: Trades | null | undefined = null,
): ReferenceResult {
  return simulate(referenceInput(prepared, trades));
}

function tradeColumns(result: ReferenceResult, prepared: PreparedRun): TradeColumns {
  const rows = result.trades;
  const float = (value: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, value);
  return {
    length: rows.length,
    priceDecimals: prepared.units.priceDecimals,
    stepSize: prepared.units.stepSize,
    timeMs: float((row) => row.time),
    barIndex: Int32Array.from(rows, (row) => row.barIndex),
    priceUnits: float((row) => row.priceUnits),
    lots: float((row) => row.lots),
    side: Int8Array.from(rows, (row) => (row.side === "buy" ? 1 : -1)),
    positionSide: Uint8Array.from(rows, (row) => POSITION_SIDES.indexOf(row.positionSide)),
    liquidity: Uint8Array.from(rows, (row) => LIQUIDITIES.indexOf(row.liquidity)),
    reason: Uint8Array.from(rows, (row) => TRADE_REASONS.indexOf(row.reason)),
    fee: float((row) => row.fee),
    realizedPnl: float((row) => row.realizedPnl),
    longAfterLots: float((row) => row.longAfterLots),
    shortAfterLots: float((row) => row.shortAfterLots),
    balanceAfter: float((row) => row.balanceAfter),
    referenceUnits: float((row) => row.referenceUnits),
  };
}

/**
 * Numbers that the two programs work out by other formulas of the same value; a last bit may differ,
 * and a zero may have the other sign.
 */
const OTHER_FORMULA: ReadonlySet<string> = new Set([
  "cagr",
  "calmar",
  "inventoryPnl",
  "var95",
  "cvar95",
]);

function isClose(a: number, b: number, scale: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), scale);
}

/**
 * Differences of the kernel's metrics from the reference's, hashes left out: bit for bit, but for the
 * few of another formula, which agree within 1e-9.
 */
export function referenceMetricDifferences(
  reference: ReferenceMetrics,
  kernel: Omit<Metrics, "tradesHash" | "resultHash">,
  initialBalance: number,
): string[] {
  const expected: Record<string, unknown> = { ...reference };
  for (const name of OTHER_FORMULA) {
    const a = expected[name];
    const b: unknown = Reflect.get(kernel, name);
    const scale = name === "inventoryPnl" ? (1 + kernel.turnover) * initialBalance : 0;
    if (typeof a === "number" && typeof b === "number" && isClose(a, b, scale)) expected[name] = b;
  }
  return metricDifferences(expected, kernel);
}

/** Differences of the kernel from the reference: trades and equity bit for bit, metrics as above. */
export function differencesFromReference(
  kernel: Outcome,
  result: ReferenceResult,
  prepared: PreparedRun,
): string[] {
  const { initialBalance } = prepared.config.account;
  const { tradesHash, resultHash, ...metrics } = kernel.metrics;
  return [
    ...tradeDifferences(tradeColumns(result, prepared), kernel.trades),
    ...columnDifference("equity", result.equity, kernel.equity),
    ...referenceMetricDifferences(result.metrics, metrics, initialBalance),
  ];
}
