/**
 * One bar of a run, walked again from the state that the run had before it: literally, in a small
 * memory of its own, along any path and under any fill rule and participation cap. Nothing else of
 * the state differs between two walks, so that what differs in their fills comes from path and rules.
 */
import { createKernel, instantiateKernel, type Kernel, LAYOUT } from "@perpmill/core-wasm";
import type { CallbackRun } from "../callbacks/callback-run.js";
import type { NormalisedConfig } from "../config/types.js";
import type { Bars } from "../market-data/bars.js";
import type { MarkColumns } from "../market-data/mark-columns.js";
import type { CalendarEvents } from "../runs/calendar-events.js";
import type { TradeColumns } from "../runs/result.js";
import type { InstrumentUnits } from "../units.js";
import { advanceByQuote } from "./callback-drive.js";
import { type KernelMarket, placeMarket } from "./kernel-market.js";
import { ensureBytes, MemoryPlan, pagesFor } from "./memory-plan.js";
import { type RestingOrder, restingOrders, setTriggers } from "./resting-orders.js";
import { TradeDrain } from "./trade-drain.js";
import { UserHeap } from "./user-heap.js";

/** Prices at the points 0 … 4 of a bar, in units. */
export interface BarPoints {
  readonly last: readonly [number, number, number, number, number];
  /** null without a mark series */
  readonly mark: readonly [number, number, number, number, number] | null;
}

/** What a walk may differ in besides its points. */
export interface ReplayRules {
  /** units beyond the limit price at which an order is reached; 0: touch */
  readonly throughUnits: number;
  /** share of the volume; null: no cap */
  readonly maxParticipation: number | null;
}

export interface ReplayInputs {
  /** the run's state before the bar, as `KernelRun.save` gives it */
  readonly state: Uint8Array;
  /** bars of the run */
  readonly bars: Bars;
  /** index of the bar in them */
  readonly index: number;
  readonly config: NormalisedConfig;
  readonly units: InstrumentUnits;
  readonly events: CalendarEvents;
  /** the run's own, as it was before the bar; null: the kernel quotes by itself */
  readonly callback: CallbackRun | null;
  /** the kernel of the run; null: the engine's */
  readonly module: WebAssembly.Module | null;
}

/** A bar that was walked to its end. */
export interface WalkedBar {
  readonly trades: TradeColumns;
  readonly longLots: number;
  readonly shortLots: number;
  /** recorded equity, quote */
  readonly equity: number;
  /** a STOPPED_ number, 0: no limit was met up to here in the run */
  readonly stopped: number;
  /** recorded equity before the UTC day of the bar, quote */
  readonly dayBase: number;
}

type Point = 0 | 1 | 2 | 3 | 4;

const FIRST_PAGES = 4;
const MAXIMUM_PAGES = 16;
const TRADE_CAPACITY = LAYOUT.TRADE_ROWS_PER_BAR;
const NEVER = 2n ** 63n - 1n;
const TIER_FLOATS = 3;

interface Addresses {
  readonly run: number;
  readonly tiers: number;
  readonly times: number;
  readonly rates: number;
  readonly kinds: number;
  readonly daily: number;
  readonly tradeLog: number;
}

/** Points whose later ones repeat number `point`. */
function heldAt(points: BarPoints, point: Point): BarPoints {
  const hold = ([a, b, c, d, e]: BarPoints["last"]): BarPoints["last"] => {
    const values = [a, b, c, d, e];
    const [f, g, h, i, j] = values.map((value, k) => (k > point ? values[point] : value));
    return [f, g, h, i, j];
  };
  return { last: hold(points.last), mark: points.mark && hold(points.mark) };
}

export class BarReplay {
  readonly #kernel: Kernel;
  readonly #inputs: ReplayInputs;
  /** the row of the bar in the small market: the bar before it stands in row 0 */
  readonly #row: number;

  private constructor(kernel: Kernel, inputs: ReplayInputs) {
    this.#kernel = kernel;
    this.#inputs = inputs;
    // A compiled strategy may look at any bar before.
    this.#row = inputs.module === null ? Math.min(inputs.index, 1) : inputs.index;
  }

  static async create(inputs: ReplayInputs): Promise<BarReplay> {
    const { module, state } = inputs;
    if (module === null) {
      const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MAXIMUM_PAGES });
      return new BarReplay(await createKernel(memory), inputs);
    }
    // What the strategy remembers holds addresses, so that it must lie where it lay.
    const { end } = UserHeap.placeOf(state.subarray(LAYOUT.RUN_BYTES));
    const memory = new WebAssembly.Memory({ initial: pagesFor(end), maximum: 65_536 });
    return new BarReplay(instantiateKernel(module, memory), inputs);
  }

  /** Walks the bar. */
  async walk(points: BarPoints, rules: ReplayRules): Promise<WalkedBar> {
    const { run, at } = await this.#prepare(points, rules);
    this.#advance(at.run);
    const drain = new TradeDrain(TRADE_CAPACITY);
    drain.take(run.buffer, at.tradeLog, run.getInt32(LAYOUT.RUN_TRADE_COUNT, true));
    const trades = drain.columns(this.#inputs.units.priceDecimals, this.#inputs.units.stepSize);
    trades.barIndex.fill(this.#inputs.index);
    return {
      trades,
      longLots: run.getFloat64(LAYOUT.RUN_LONG, true),
      shortLots: run.getFloat64(LAYOUT.RUN_SHORT, true),
      equity: run.getFloat64(LAYOUT.RUN_LAST_EQUITY, true),
      stopped: run.getInt32(LAYOUT.RUN_STOPPED, true),
      dayBase: run.getFloat64(LAYOUT.RUN_DAY_BASE, true),
    };
  }

  /**
   * The orders that rest when the price leaves a point. The price then stays there, which reaches no
   * order that was not reached before, and nothing is checked at the end of the bar.
   */
  async ordersFrom(points: BarPoints, rules: ReplayRules, point: Point): Promise<RestingOrder[]> {
    const { run, at } = await this.#prepare(heldAt(points, point), rules);
    if (this.#inputs.index === 0 && point === 0) return [];
    const market = new DataView(run.buffer, run.getUint32(LAYOUT.RUN_MARKET, true));
    const offsets = [LAYOUT.MARKET_OFFSET2, LAYOUT.MARKET_OFFSET3, LAYOUT.MARKET_OFFSET4];
    const held = point < 2 ? 0n : market.getBigInt64(offsets[point - 2], true);
    for (const offset of offsets.slice(Math.max(0, point - 1))) {
      market.setBigInt64(offset, held, true);
    }
    for (const limit of [
      LAYOUT.RUN_MAX_DRAWDOWN,
      LAYOUT.RUN_MIN_EQUITY,
      LAYOUT.RUN_MAX_DAILY_LOSS,
    ]) {
      run.setFloat64(limit, Number.NaN, true);
    }
    run.setInt32(LAYOUT.RUN_TIER_COUNT, 0, true);
    if (point === 0) {
      run.setBigInt64(LAYOUT.RUN_PAUSED_UNTIL, NEVER, true);
      run.setBigInt64(LAYOUT.RUN_NEXT_DUE, NEVER, true);
      run.setFloat64(LAYOUT.RUN_POSITION_STOP_LOSS, Number.NaN, true);
      run.setFloat64(LAYOUT.RUN_MAX_PARTICIPATION, 0, true);
    }
    this.#advance(at.run);
    return restingOrders(run);
  }

  #advance(run: number): void {
    const { callback, index } = this.#inputs;
    if (callback === null) {
      this.#kernel.advance(run, 1);
      return;
    }
    callback.attach(this.#kernel.memory.buffer, run, index - this.#row);
    // The bar's end is not told: every walk begins with what the strategy knew before it.
    advanceByQuote(this.#kernel, run, 1, callback);
  }

  /** The bar, and the close before it, as a market whose path is written out as open, low, high, close. */
  async #place({ last, mark }: BarPoints): Promise<KernelMarket> {
    const { bars, index } = this.#inputs;
    const row = this.#row;
    const rows = (column: Int32Array, now: number) => {
      const kept = column.slice(index - row, index + 1);
      kept[row] = now;
      return kept;
    };
    const small: Bars = {
      ...bars,
      count: row + 1,
      timeIndex: rows(bars.timeIndex, bars.timeIndex[index]),
      open: rows(bars.open, last[1]),
      low: rows(bars.low, last[2]),
      high: rows(bars.high, last[3]),
      close: rows(bars.close, last[4]),
      volume: bars.volume?.slice(index - row, index + 1) ?? new Float64Array(row + 1),
    };
    const markRows = (before: number, now: number) => {
      const column = new Float64Array(row + 1).fill(before);
      column[row] = now;
      return column;
    };
    const marks: MarkColumns | null = mark && {
      open: markRows(mark[0], mark[1]),
      low: markRows(mark[0], mark[2]),
      high: markRows(mark[0], mark[3]),
      close: markRows(mark[0], mark[4]),
    };
    return placeMarket(small, marks, this.#kernel);
  }

  async #prepare(points: BarPoints, rules: ReplayRules): Promise<{ run: DataView; at: Addresses }> {
    const market = await this.#place(points);
    const { state, config, events, module } = this.#inputs;
    const due = this.#eventsDue();
    const heap = module === null ? null : state.subarray(LAYOUT.RUN_BYTES);
    const plan = new MemoryPlan(heap === null ? market.workspace : UserHeap.placeOf(heap).end);
    const at: Addresses = {
      run: plan.take(LAYOUT.RUN_BYTES),
      tiers: plan.take(config.instrument.tiers.length * TIER_FLOATS * 8),
      times: plan.take(due.count * 8),
      rates: plan.take(due.count * 8),
      kinds: plan.take(due.count * 4),
      daily: plan.take(8),
      tradeLog: plan.take(TradeDrain.bytes(TRADE_CAPACITY)),
    };
    const { memory } = this.#kernel;
    ensureBytes(memory, plan.end);
    const { buffer } = memory;
    const tiers = config.instrument.tiers.flatMap((tier) => [
      tier.notionalCap ?? Number.POSITIVE_INFINITY,
      tier.maintenanceRate,
      tier.maintenanceAmount,
    ]);
    new Float64Array(buffer, at.tiers, tiers.length).set(tiers);
    const { from, count } = due;
    new Float64Array(buffer, at.times, count).set(events.timeMs.subarray(from, from + count));
    new Float64Array(buffer, at.rates, count).set(events.rate.subarray(from, from + count));
    new Int32Array(buffer, at.kinds, count).set(events.kind.subarray(from, from + count));
    new Uint8Array(buffer, at.run, LAYOUT.RUN_BYTES).set(state.subarray(0, LAYOUT.RUN_BYTES));
    if (heap !== null) UserHeap.settle(this.#kernel, heap);
    const run = new DataView(buffer, at.run, LAYOUT.RUN_BYTES);
    this.#point(run, market.address, at, count);
    run.setFloat64(LAYOUT.RUN_THROUGH_UNITS, rules.throughUnits, true);
    run.setFloat64(LAYOUT.RUN_MAX_PARTICIPATION, rules.maxParticipation ?? -1, true);
    setTriggers(run, rules.throughUnits);
    return { run, at };
  }

  /** Makes a copied state point into this memory and at the one bar, to be walked literally. */
  #point(run: DataView, market: number, at: Addresses, events: number): void {
    const words: readonly (readonly [field: number, value: number])[] = [
      [LAYOUT.RUN_MARKET, market],
      [LAYOUT.RUN_TIERS, at.tiers],
      [LAYOUT.RUN_EVENT_TIMES, at.times],
      [LAYOUT.RUN_EVENT_RATES, at.rates],
      [LAYOUT.RUN_EVENT_KINDS, at.kinds],
      [LAYOUT.RUN_EVENT_COUNT, events],
      [LAYOUT.RUN_EVENT_CURSOR, 0],
      [LAYOUT.RUN_EQUITY_COLUMN, 0],
      [LAYOUT.RUN_DAILY_COLUMN, at.daily],
      [LAYOUT.RUN_DAY_COUNT, 0],
      [LAYOUT.RUN_TRADE_LOG, at.tradeLog],
      [LAYOUT.RUN_TRADE_CAPACITY, TRADE_CAPACITY],
      [LAYOUT.RUN_TRADE_COUNT, 0],
      [LAYOUT.RUN_LAYER, LAYOUT.LAYER_PLAIN],
      [LAYOUT.RUN_PATH_MODEL, LAYOUT.MODEL_LOW_FIRST],
      // What the bar does to the regime and to indicators concerns later bars only.
      [LAYOUT.RUN_REGIME_ON, 0],
      [LAYOUT.RUN_REPLAYS, 1],
      [LAYOUT.RUN_CURSOR, this.#row],
    ];
    for (const [field, value] of words) run.setUint32(field, value, true);
    const quoteBar = run.getInt32(LAYOUT.RUN_QUOTE_BAR, true);
    run.setInt32(LAYOUT.RUN_QUOTE_BAR, quoteBar - this.#inputs.index + this.#row, true);
  }

  /** Events from the run's next one to the end of the bar. */
  #eventsDue(): { readonly from: number; readonly count: number } {
    const { state, bars, index, events } = this.#inputs;
    const run = new DataView(state.buffer, state.byteOffset, state.byteLength);
    const from = run.getInt32(LAYOUT.RUN_EVENT_CURSOR, true);
    const endMs = bars.baseTimeMs + (bars.timeIndex[index] + 1) * bars.intervalMs;
    let end = from;
    while (end < events.count && events.timeMs[end] < endMs) end++;
    return { from, count: end - from };
  }
}
