/** One run in a kernel memory: set up, advanced in chunks, read out. */
import { LAYOUT } from "@perpmill/core-wasm";
import { CallbackRun } from "../callbacks/callback-run.js";
import { strategyFailed } from "../callbacks/failure.js";
import type { NormalisedConfig } from "../config/types.js";
import type { TradePath } from "../market-data/trades/trade-path.js";
import type { CalendarEvents } from "../runs/calendar-events.js";
import type { TradeColumns } from "../runs/result.js";
import { callbackOf, type UserStrategy } from "../strategies/user-strategy.js";
import type { InstrumentUnits } from "../units.js";
import { advanceCallback } from "./callback-drive.js";
import { writeCarried } from "./carried-account.js";
import type { KernelMarket } from "./kernel-market.js";
import { ensureBytes, MemoryPlan } from "./memory-plan.js";
import { writePathBlock } from "./path-block.js";
import { writeRunBlock } from "./run-block.js";
import { type PlannedRun, planRun, TRADE_CAPACITY } from "./run-memory.js";
import { clearTradeCount, type RunState, readRunState, readTradeCount } from "./run-state.js";
import { dropSkipTables, type SkipTables, takeSkipTables } from "./skip-tables.js";
import { TradeDrain } from "./trade-drain.js";
import { UserHeap } from "./user-heap.js";

const LAYERS = {
  plain: LAYOUT.LAYER_PLAIN,
  lazy: LAYOUT.LAYER_LAZY,
  skip: LAYOUT.LAYER_SKIP,
} as const;

export interface KernelRunOptions {
  /** `skip`: only where `skipRefusal` has nothing against it, and without a curve */
  readonly layer: keyof typeof LAYERS;
  /** keep the trades */
  readonly trades: boolean;
  /** keep the equity of every bar */
  readonly equity: boolean;
  /** the strategy of the configuration, when it is none that is built in */
  readonly userStrategy?: UserStrategy | null;
  /** a finished run, as `save` gives it, whose account goes on in this one; default: a new account */
  readonly carried?: Uint8Array | null;
  /** the trades that the bars are made of, for the path model `trades` */
  readonly tradePath?: TradePath | null;
}

/** What a run has kept. Columns are copies, good after the memory is used again. */
export interface KernelRunOutput {
  readonly state: RunState;
  readonly trades: TradeColumns | null;
  /** f64[bars], recorded equity; null when not kept */
  readonly equity: Float64Array | null;
  /** f64[days], recorded equity at the last bar of each UTC day with bars */
  readonly daily: Float64Array;
}

/** A run that is under way. Only one at a time in a market's memory. */
export class KernelRun {
  readonly #market: KernelMarket;
  readonly #addresses: PlannedRun;
  readonly #units: InstrumentUnits;
  readonly #drain: TradeDrain | null;
  /** of a compiled strategy of one's own; null: any other */
  readonly #heap: UserHeap | null;
  readonly #strategyName: string;
  /** null: the kernel quotes by itself */
  readonly #callback: CallbackRun | null;
  #ended = false;

  constructor(
    market: KernelMarket,
    config: NormalisedConfig,
    units: InstrumentUnits,
    events: CalendarEvents,
    options: KernelRunOptions,
  ) {
    const { bars, kernel } = market;
    const tables = options.layer === "skip" ? takeSkipTables(market, config) : null;
    if (tables === null) dropSkipTables(market);
    const plan = new MemoryPlan(tables?.end ?? market.workspace);
    this.#market = market;
    this.#units = units;
    this.#drain = options.trades ? new TradeDrain(TRADE_CAPACITY) : null;
    this.#strategyName = options.userStrategy?.descriptor.label.en ?? config.strategy.name;
    this.#heap = UserHeap.take(kernel, plan);
    this.#addresses = planRun(plan, market.address, { bars, config, events, options });
    ensureBytes(kernel.memory, plan.end);
    const strategy = callbackOf(options.userStrategy ?? null);
    this.#callback = strategy && new CallbackRun({ strategy, config, units, bars });
    this.#write(config, events, options);
    if (tables !== null) this.#takeTables(tables);
    this.#heap?.claim();
    this.#guarded(() => kernel.start(this.#addresses.run));
    if (options.carried) writeCarried(kernel.memory.buffer, this.#addresses.run, options.carried);
  }

  /** Runs a call of the kernel; a strategy of one's own may fail in it. */
  #guarded(call: () => number): number {
    try {
      return call();
    } catch (thrown) {
      if (this.#heap === null) throw thrown;
      this.#ended = true;
      const { cause, ...moment } = this.#heap.failure(thrown);
      throw strategyFailed({ strategy: this.#strategyName, call: null, ...moment }, cause);
    }
  }

  #takeTables({ fine, coarse, made }: SkipTables): void {
    const { kernel } = this.#market;
    const run = new DataView(kernel.memory.buffer, this.#addresses.run);
    run.setUint32(LAYOUT.RUN_SKIP_FINE, fine, true);
    run.setUint32(LAYOUT.RUN_SKIP_COARSE, coarse, true);
    if (!made) kernel.prepare(this.#addresses.run);
  }

  /** Bars that the skip layer has jumped. */
  get jumpedBars(): number {
    return new DataView(this.#market.kernel.memory.buffer, this.#addresses.run).getFloat64(
      LAYOUT.RUN_JUMPED_BARS,
      true,
    );
  }

  #write(config: NormalisedConfig, events: CalendarEvents, options: KernelRunOptions): void {
    const { buffer } = this.#market.kernel.memory;
    const at = this.#addresses;
    const tiers = config.instrument.tiers.flatMap((tier) => [
      tier.notionalCap ?? Number.POSITIVE_INFINITY,
      tier.maintenanceRate,
      tier.maintenanceAmount,
    ]);
    new Float64Array(buffer, at.tiers, tiers.length).set(tiers);
    new Float64Array(buffer, at.eventTimes, events.count).set(events.timeMs);
    new Float64Array(buffer, at.eventRates, events.count).set(events.rate);
    new Int32Array(buffer, at.eventKinds, events.count).set(events.kind);
    writeRunBlock(buffer, at, config, this.#units, {
      layer: LAYERS[options.layer],
      events: events.count,
      tradeCapacity: TRADE_CAPACITY,
      userStrategy: options.userStrategy ?? null,
      parameters: this.#callback?.block,
    });
    if (at.path !== null) {
      writePathBlock(buffer, at.run, at.path, config, options.tradePath ?? null);
    }
  }

  /**
   * Runs up to `bars` more bars.
   * @returns whether there is more to run
   * @throws STRATEGY_FAILED; the run is over then, and its memory can be used again
   */
  advance(bars: number): boolean {
    const { kernel } = this.#market;
    const { run } = this.#addresses;
    const target = this.cursor + bars;
    for (;;) {
      const left = target - this.cursor;
      const status =
        this.#callback === null
          ? this.#guarded(() => kernel.advance(run, left))
          : advanceCallback(kernel, run, left, this.#callback);
      if (status === LAYOUT.STATUS_DRAIN) {
        this.#drainTrades();
        continue;
      }
      if (status !== LAYOUT.STATUS_MORE) this.#ended = true;
      return !this.#ended;
    }
  }

  /** The strategy, where it is one in TypeScript. */
  get callback(): CallbackRun | null {
    return this.#callback;
  }

  /** Bars run so far. */
  get cursor(): number {
    return new DataView(this.#market.kernel.memory.buffer, this.#addresses.run).getInt32(
      LAYOUT.RUN_CURSOR,
      true,
    );
  }

  /** Equity recorded last, quote. */
  get equity(): number {
    return new DataView(this.#market.kernel.memory.buffer, this.#addresses.run).getFloat64(
      LAYOUT.RUN_LAST_EQUITY,
      true,
    );
  }

  /** Counters and sums so far; those of time held and exposed are complete only after `finish`. */
  get state(): RunState {
    return readRunState(this.#market.kernel.memory.buffer, this.#addresses.run);
  }

  /** Rows of the trade log so far, also when none is kept. */
  get fills(): number {
    return new DataView(this.#market.kernel.memory.buffer, this.#addresses.run).getFloat64(
      LAYOUT.RUN_FILLS,
      true,
    );
  }

  /** A copy of all that the run goes on from, orders included. */
  save(): Uint8Array {
    const { buffer } = this.#market.kernel.memory;
    const run = new Uint8Array(buffer, this.#addresses.run, LAYOUT.RUN_BYTES);
    if (this.#heap === null) return run.slice();
    const heap = this.#heap.save();
    const state = new Uint8Array(run.length + heap.length);
    state.set(run);
    state.set(heap, run.length);
    return state;
  }

  /**
   * Goes on from a state saved by this run, or by another of the same configuration on the same bars,
   * wherever that lay: what the host has written, addresses among it, stays. Trades drained since are
   * not taken back.
   */
  restore(state: Uint8Array): void {
    const { buffer } = this.#market.kernel.memory;
    const from = LAYOUT.RUN_CURSOR;
    const run = new Uint8Array(buffer, this.#addresses.run, LAYOUT.RUN_BYTES);
    run.set(state.subarray(from, run.length), from);
    this.#heap?.restore(state.subarray(run.length));
    this.#ended = false;
  }

  #drainTrades(): void {
    if (this.#drain === null) return;
    const { buffer } = this.#market.kernel.memory;
    const { run, tradeLog } = this.#addresses;
    this.#drain.take(buffer, tradeLog, readTradeCount(buffer, run));
    clearTradeCount(buffer, run);
  }

  /**
   * Closes the books and copies everything out; once, after `advance` has returned false.
   * @param equity `inPlace` leaves that column where it lies, good until the memory is used again
   */
  finish(equity: "copied" | "inPlace" = "copied"): KernelRunOutput {
    const { kernel } = this.#market;
    const at = this.#addresses;
    kernel.finish(at.run);
    this.#drainTrades();
    const { buffer } = kernel.memory;
    const state = readRunState(buffer, at.run);
    const ended = new DataView(buffer, at.run).getInt32(LAYOUT.RUN_DAY_COUNT, true);
    const daily = new Float64Array(ended + 1);
    daily.set(new Float64Array(buffer, at.daily, ended));
    daily[ended] = state.lastEquity;
    const recorded = at.equity === 0 ? null : new Float64Array(buffer, at.equity, state.bars);
    return {
      state,
      daily,
      equity: equity === "inPlace" ? recorded : (recorded?.slice() ?? null),
      trades: this.#drain?.columns(this.#units.priceDecimals, this.#units.stepSize) ?? null,
    };
  }
}
