/** The tables of the kernel's skip layer: where they lie, for which runs they hold, who can use them. */
import { LAYOUT } from "@perpmill/core-wasm";
import { isFinePath } from "../config/fine-path.js";
import type { NormalisedConfig } from "../config/types.js";
import type { KernelMarket } from "./kernel-market.js";
import { MemoryPlan } from "./memory-plan.js";

/** Tables in a market's workspace. */
export interface SkipTables {
  readonly fine: number;
  readonly coarse: number;
  /** first address behind them */
  readonly end: number;
  /** they hold what they should already */
  readonly made: boolean;
}

interface KeptTables extends SkipTables {
  readonly key: string;
}

const kept = new WeakMap<KernelMarket, KeptTables>();

/** Why a run cannot skip: something makes quotes hang on more than prices and times. */
export type SkipRefusal =
  | "path"
  | "strategy"
  | "regime"
  | "limit"
  | "mark"
  | "rejections"
  | "quoting";

/** Strategies whose quotes hang on nothing but prices, times and the account. */
const SKIPPING: ReadonlySet<string> = new Set(["dual-maker", "pure-maker"]);

/** Why the skip layer cannot run a configuration; null when it can. */
export function skipRefusal(config: NormalisedConfig, marked: boolean): SkipRefusal | null {
  const { volatility, risk, output, strategy, quoting } = config;
  if (isFinePath(config)) return "path";
  if (!SKIPPING.has(strategy.name)) return "strategy";
  if (volatility.high !== null || volatility.extreme !== null || volatility.emergency !== null) {
    return "regime";
  }
  if (risk.maxDailyLoss !== null) return "limit";
  if (marked) return "mark";
  if (output.rejections) return "rejections";
  if (quoting === undefined) return null;
  const { filledOrderDelayMs, tradingHours, fundingAvoidBeforeMs, fundingAvoidAfterMs } = quoting;
  const closes = tradingHours !== null || fundingAvoidBeforeMs > 0 || fundingAvoidAfterMs > 0;
  const keeps = quoting.refreshToleranceBps !== null || quoting.hangingOrders;
  return closes || keeps || filledOrderDelayMs > 0 ? "quoting" : null;
}

function tableBytes(bars: number, blockBars: number): number {
  return Math.ceil(bars / blockBars) * LAYOUT.SKIP_BLOCK_BYTES;
}

/** Where the tables of a configuration lie; those made before for the same path and refresh time are kept. */
export function takeSkipTables(market: KernelMarket, config: NormalisedConfig): SkipTables {
  const { path, strategy } = config;
  const key = `${path.model} ${path.seed} ${strategy.orderRefreshMs}`;
  const before = kept.get(market);
  if (before?.key === key) return { ...before, made: true };
  const plan = new MemoryPlan(market.workspace);
  const { count } = market.bars;
  const fine = plan.take(tableBytes(count, LAYOUT.SKIP_FINE_BARS));
  const coarse = plan.take(tableBytes(count, LAYOUT.SKIP_COARSE_BARS));
  const tables = { key, fine, coarse, end: plan.end, made: false };
  kept.set(market, tables);
  return tables;
}

/** To be called before a run writes over a market's workspace from its first address on. */
export function dropSkipTables(market: KernelMarket): void {
  kept.delete(market);
}
