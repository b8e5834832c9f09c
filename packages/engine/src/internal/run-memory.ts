/** The memory of a run: what it takes behind its market, and where everything of it lies. */
import type { NormalisedConfig } from "../config/types.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import type { TradePath } from "../market-data/trades/trade-path.js";
import type { CalendarEvents } from "../runs/calendar-events.js";
import type { PreparedRun } from "../runs/prepare.js";
import { moduleOf } from "../strategies/user-strategy.js";
import { MemoryPlan } from "./memory-plan.js";
import { type PathColumns, planPath, runBlockBytes } from "./path-block.js";
import type { RunAddresses } from "./run-block.js";
import { TradeDrain } from "./trade-drain.js";
import { UserHeap } from "./user-heap.js";

/** Rows of the trade log, which is drained when it is full. */
export const TRADE_CAPACITY = 32_768;
const DAY_MS = 86_400_000;
const TIER_FLOATS = 3;

/** UTC days that bars can touch, and one to spare. */
function dayCapacity(bars: Bars): number {
  return Math.ceil((openTimeMs(bars, bars.count - 1) - openTimeMs(bars, 0)) / DAY_MS) + 2;
}

/** What of a run decides where everything of it lies. */
interface RunShape {
  readonly bars: Bars;
  readonly config: NormalisedConfig;
  readonly events: CalendarEvents;
  /** what is kept, and the trades of the path model `trades` */
  readonly options: {
    readonly trades: boolean;
    readonly equity: boolean;
    readonly tradePath?: TradePath | null;
  };
}

/** Where everything of a run lies. */
export type PlannedRun = RunAddresses & { readonly path: PathColumns | null };

/** Takes the memory of a run. @param market address of its market */
export function planRun(plan: MemoryPlan, market: number, shape: RunShape): PlannedRun {
  const { bars, config, events, options } = shape;
  return {
    market,
    run: plan.take(runBlockBytes(config)),
    tiers: plan.take(config.instrument.tiers.length * TIER_FLOATS * 8),
    eventTimes: plan.take(events.count * 8),
    eventRates: plan.take(events.count * 8),
    eventKinds: plan.take(events.count * 4),
    daily: plan.take(dayCapacity(bars) * 8),
    tradeLog: options.trades ? plan.take(TradeDrain.bytes(TRADE_CAPACITY)) : 0,
    equity: options.equity ? plan.take(bars.count * 8) : 0,
    path: planPath(plan, config, options.tradePath ?? null),
  };
}

/** What decides how much memory a run takes, whatever is kept of it. */
export type RunMemory = Pick<
  PreparedRun,
  "bars" | "config" | "events" | "tradePath" | "userStrategy"
>;

/** Most bytes that a run takes behind its market. */
export function runBytes({ userStrategy, tradePath, ...shape }: RunMemory): number {
  const plan = new MemoryPlan(moduleOf(userStrategy) === null ? 0 : UserHeap.planBytes);
  planRun(plan, 0, { ...shape, options: { trades: true, equity: true, tradePath } });
  return plan.end;
}
