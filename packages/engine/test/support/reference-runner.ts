/** The reference behind the engine's preparation: the same input, the outcome in the same form. */
import { type ReferenceResult, simulate } from "../../../core-wasm/reference/index.js";
import { openTimeMs } from "../../src/market-data/bars.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import {
  LIQUIDITIES,
  type Metrics,
  POSITION_SIDES,
  TRADE_REASONS,
  type TradeColumns,
} from "../../src/runs/result.js";
import { differences, type Outcome } from "./outcome.js";

/** What the reference says of a prepared run. */
export function simulateReference(prepared: PreparedRun): ReferenceResult {
  const { bars, config, funding, markSeries, units } = prepared;
  return simulate({
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
  });
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

/** A result of the reference in the form of the kernel's. */
export function outcomeOfReference(result: ReferenceResult, prepared: PreparedRun): Outcome {
  const metrics: Metrics = { ...result.metrics, tradesHash: null, resultHash: null };
  return {
    metrics,
    trades: tradeColumns(result, prepared),
    equity: Float64Array.from(result.equity),
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
 * Differences of the kernel from the reference: trades, equity and metrics bit for bit, but for the
 * few metrics of another formula, which agree within 1e-9.
 */
export function differencesFromReference(
  kernel: Outcome,
  result: ReferenceResult,
  prepared: PreparedRun,
): string[] {
  const reference = outcomeOfReference(result, prepared);
  const { initialBalance } = prepared.config.account;
  const metrics: Record<string, unknown> = { ...reference.metrics };
  for (const name of OTHER_FORMULA) {
    const a = Reflect.get(kernel.metrics, name);
    const b = metrics[name];
    const scale =
      name === "inventoryPnl" ? initialBalance + kernel.metrics.turnover * initialBalance : 0;
    const agree = typeof a === "number" && typeof b === "number" && isClose(a, b, scale);
    if (agree) metrics[name] = a;
  }
  return differences({ ...reference, metrics: metrics as unknown as Metrics }, kernel);
}
