/** Run blocks laid out by hand in a kernel memory, for tests of the memory itself. */
import { LAYOUT } from "@perpmill/core-wasm";
import type { MemoryPlan } from "../../src/internal/memory-plan.js";
import type { RunAddresses } from "../../src/internal/run-block.js";
import { readRunState, readTradeCount } from "../../src/internal/run-state.js";
import { TradeDrain } from "../../src/internal/trade-drain.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import { type Outcome, outcomeOf } from "./outcome.js";

/** Rows for all trades of a run, so that nobody has to wait for a draining. */
export const TRADE_CAPACITY = 120_000;
const DAYS = 1_000;

/** A block and its size, bytes. */
export interface Placed {
  readonly address: number;
  readonly bytes: number;
}

/** Where the blocks of one run without tiers and events lie. */
export interface RunBlocks {
  readonly addresses: RunAddresses;
  readonly blocks: readonly Placed[];
}

/**
 * Takes the blocks of a run.
 * @param gap bytes left free after each of them
 */
export function takeBlocks(plan: MemoryPlan, market: number, bars: number, gap = 0): RunBlocks {
  const blocks: Placed[] = [];
  const take = (bytes: number): number => {
    const address = plan.take(bytes);
    blocks.push({ address, bytes });
    plan.take(gap);
    return address;
  };
  const addresses = {
    run: take(LAYOUT.RUN_BYTES),
    market,
    tiers: 0,
    eventTimes: 0,
    eventRates: 0,
    eventKinds: 0,
    daily: take(DAYS * 8),
    tradeLog: take(TradeDrain.bytes(TRADE_CAPACITY)),
    equity: take(bars * 8),
  };
  return { addresses, blocks };
}

/** What a finished run has left in its blocks. */
export function readOutcome(
  buffer: ArrayBufferLike,
  at: RunAddresses,
  prepared: PreparedRun,
): Outcome {
  const { units } = prepared;
  const drain = new TradeDrain(TRADE_CAPACITY);
  drain.take(buffer, at.tradeLog, readTradeCount(buffer, at.run));
  const state = readRunState(buffer, at.run);
  const days = new DataView(buffer, at.run).getInt32(LAYOUT.RUN_DAY_COUNT, true);
  const output = {
    state,
    trades: drain.columns(units.priceDecimals, units.stepSize),
    equity: new Float64Array(buffer, at.equity, state.bars).slice(),
    daily: Float64Array.of(...new Float64Array(buffer, at.daily, days), state.lastEquity),
  };
  return outcomeOf(output, prepared);
}
