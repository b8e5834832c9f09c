/** What the threads of a pool are set up with: how many there are, and the market that they share. */
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { Bars, PriceSeries } from "../market-data/bars.js";
import { shareBars } from "../runs/bar-memory.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import { callbackOf } from "../strategies/user-strategy.js";
import { instrumentUnits } from "../units.js";
import type { ThreadSetup } from "./protocol.js";
import type { ThreadPlatform } from "./threads.js";

/** The market of a pool, and how many threads are wanted. */
export interface PoolOptions extends ManyRunsInputs {
  /** 0: the calling thread; default: one a core */
  readonly workers?: number | undefined;
}

/** What decides how a pool's threads get their market. */
export interface PoolShape {
  /** 0: the calling thread */
  readonly threads: number;
  readonly shares: boolean;
  readonly strategyFile: string | null;
}

/**
 * How many threads there will be, and how they get the market.
 *
 * Without shared memory there is one thread, with a copy. A strategy in TypeScript is code, which only
 * its own thread has, unless others can load it from a file.
 * @throws SWEEP_INVALID
 */
export function shapeOf(
  { workers, userStrategy }: PoolOptions,
  platform: ThreadPlatform,
): PoolShape {
  const wanted = workers ?? platform.cores;
  if (!Number.isSafeInteger(wanted) || wanted < 0 || wanted > 256) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `workers must be a whole number from 0 to 256, got ${wanted}`,
      hint: "Leave it out for one a core.",
    });
  }
  const shares = platform.sharesMemory;
  const callback = callbackOf(userStrategy ?? null);
  const strategyFile = callback && (platform.strategyFile?.(callback) ?? null);
  if (callback !== null && strategyFile === null) {
    if (workers !== undefined && workers > 0) {
      throw new PerpmillError("SWEEP_INVALID", {
        message: `the strategy ${callback.descriptor.id} is a function of this thread, and ${workers} workers cannot have it`,
        hint: 'Leave workers out, name a file ("strategy": { "module": "./my-strategy.mjs" }), or compile the strategy.',
      });
    }
    return { threads: 0, shares, strategyFile: null };
  }
  const threads = shares ? wanted : Math.min(wanted, 1);
  return { threads, shares, strategyFile: threads === 0 ? null : strategyFile };
}

/** Whether a configuration runs in the price units of the bars, in which mark prices lie beside them. */
export function keepsUnits(
  { data, instrument }: NormalisedConfig,
  { priceDecimals }: Bars,
): boolean {
  const isAsRead = data.priceDecimals === null;
  return isAsRead && instrumentUnits(instrument, priceDecimals).priceDecimals === priceDecimals;
}

/** The same prices in memory that is posted without a copy. */
export function sharedSeries(series: PriceSeries): PriceSeries {
  const shared = (column: Float64Array): Float64Array => {
    const placed = new Float64Array(new SharedArrayBuffer(column.byteLength));
    placed.set(column);
    return placed;
  };
  const { openTimeMs, open, high, low, close } = series;
  return {
    ...series,
    openTimeMs: shared(openTimeMs),
    open: shared(open),
    high: shared(high),
    low: shared(low),
    close: shared(close),
  };
}

/** What a pool's threads are told before their first job. */
export interface PoolSetups {
  /** of each thread */
  readonly setups: readonly ThreadSetup[];
  /** shared with all of them; null: they are told by messages */
  readonly cancelled: Int32Array | null;
}

/**
 * Puts the market into memory that all threads share, where there are any and they can.
 * @throws RangeError when there is not so much memory
 */
export function setupsOf(
  { bars, mark, ...others }: ManyRunsInputs,
  { threads, shares, strategyFile }: PoolShape,
): PoolSetups {
  const inputs = strategyFile === null ? others : { ...others, userStrategy: null };
  if (threads === 0 || !shares) {
    const setup = {
      shared: null,
      inputs: { ...inputs, mark, bars },
      strategyFile,
      cancelled: null,
    };
    return { setups: [setup], cancelled: null };
  }
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const setups = shareBars(bars, threads, mark ?? null).others.map((shared): ThreadSetup => {
    return { shared, inputs: { ...inputs, bars: shared.bars }, strategyFile, cancelled };
  });
  return { setups, cancelled };
}
