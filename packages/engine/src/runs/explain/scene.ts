/** The bar of a fill: the state of the run before it, and the walk that the run made through it. */
import type { NormalisedConfig } from "../../config/types.js";
import { BarReplay, type WalkedBar } from "../../internal/bar-replay.js";
import { leaseRun } from "../../internal/lease-run.js";
import { readSavedRun, type SavedRun } from "../../internal/saved-run.js";
import { listStrategies } from "../../strategies/registry.js";
import { moduleOf } from "../../strategies/user-strategy.js";
import { type Decimals, decimalsFor } from "../decimals.js";
import { type PreparedRun, prepareRun } from "../prepare.js";
import { TRADE_REASONS, type TradeColumns } from "../result.js";
import { ownAssumptions, replayRules } from "./alternatives.js";
import { barPoints, pointTimesMs } from "./bar-path.js";
import { checkpointsOf } from "./checkpoints.js";
import type { ExplainFillOptions } from "./fill-explanation.js";
import { isMaker, type KeyedTrades } from "./fill-key.js";
import { type FoundFill, findFill } from "./find-fill.js";
import { type QuoteTime, quoteTimes } from "./quote-times.js";

/** One bar with everything that its fills are explained from. */
export interface Scene {
  readonly prepared: PreparedRun;
  readonly saved: SavedRun;
  readonly replay: BarReplay;
  readonly index: number;
  readonly decimals: Decimals;
  readonly timesMs: readonly [number, number, number, number, number];
  readonly own: WalkedBar;
  readonly keyed: KeyedTrades;
  /** row of the fill in the bar */
  readonly row: number;
}

/** Whether orders of a run can rest over a quote. Semantics 8. */
function ordersStay({ quoting, strategy }: NormalisedConfig): boolean {
  const known = listStrategies().find(({ id }) => id === strategy.name);
  const tolerates = (quoting?.refreshToleranceBps ?? null) !== null;
  return tolerates || quoting?.hangingOrders === true || known?.keepsOrders === true;
}

/** Quotes of a walk: none after a liquidation. */
export function quotesIn(scene: Omit<Scene, "keyed" | "own">, trades: TradeColumns): QuoteTime[] {
  const { prepared, saved, timesMs } = scene;
  const liquidated = trades.reason.findIndex((reason) => TRADE_REASONS[reason] === "liquidation");
  const endMs = liquidated < 0 ? Number.POSITIVE_INFINITY : trades.timeMs[liquidated];
  const { config, events } = prepared;
  const refreshMs = Number(config.strategy.orderRefreshMs);
  const delayMs = config.quoting?.filledOrderDelayMs ?? 0;
  const fillsMs = [...trades.timeMs].filter((_, fill) => isMaker(trades, fill));
  return quoteTimes({ saved, events, timesMs, refreshMs, delayMs }, fillsMs, endMs);
}

/** Runs to the bar and walks it as the run did. */
export async function sceneOf(options: ExplainFillOptions): Promise<Scene> {
  const prepared = prepareRun(options);
  const { bars, config, units, events } = prepared;
  const assumed = ownAssumptions(config);
  const module = moduleOf(prepared.userStrategy);
  const { market, release } = await leaseRun(prepared);
  const checkpoints = checkpointsOf(options.bars, prepared);
  const { signal } = options;
  let found: FoundFill;
  try {
    found = await findFill(prepared, market, options.fill, { checkpoints, signal });
  } finally {
    release();
  }
  const { state, index, fillsBefore, callback } = found;
  const inputs = { state, bars, index, config, units, events, callback, module };
  const replay = await BarReplay.create(inputs);
  const own = await replay.walk(
    barPoints(prepared, index, assumed.model),
    replayRules(prepared, assumed),
  );
  const timesMs = pointTimesMs(bars, index);
  const scene = {
    prepared,
    saved: readSavedRun(state),
    replay,
    index,
    decimals: decimalsFor(units),
    timesMs,
    row: options.fill - fillsBefore,
  };
  const { trades } = own;
  const quotes = quotesIn(scene, trades);
  return { ...scene, own, keyed: { trades, timesMs, quotes, staying: ordersStay(config) } };
}
