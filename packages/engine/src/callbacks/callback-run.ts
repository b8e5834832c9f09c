/**
 * One run of a strategy in TypeScript: its state, the views that it reads and the sheet that it
 * writes, made once and pointed at the Run block. The kernel says when a quote is due; whoever drives
 * it calls `quote` then, and `bar` after every bar.
 */
import { LAYOUT } from "@perpmill/core-wasm";
import { show } from "../config/issues.js";
import type { NormalisedConfig } from "../config/types.js";
import type { Bars } from "../market-data/bars.js";
import type { InstrumentUnits } from "../units.js";
import { BarColumnsHistory } from "./bar-columns-history.js";
import type { CallbackStrategy, Reach, StrategyCalls } from "./callback-strategy.js";
import { Misbehaviour, type Moment, strategyFailed } from "./failure.js";
import { OrderSheet } from "./order-sheet.js";
import type { ParameterValues } from "./parameters.js";
import { RunView } from "./run-view.js";
import type { StrategySetup } from "./view.js";

const QUOTE_PRICE = LAYOUT.RUN_QUOTE_PRICE / 4;
const QUOTE_REGIME = LAYOUT.RUN_QUOTE_REGIME / 4;
const QUOTE_BAR = LAYOUT.RUN_QUOTE_BAR / 4;
const CURSOR = LAYOUT.RUN_CURSOR / 4;

/** Regimes 0 to 3; the last quotes as the one before it. */
const REGIMES = [0, 1, 2, 2] as const;
/** Prices that are equal but for their last bits keep the promise of a reach. */
const REACH_SLACK = 1e-12;

/** What a run is of. */
export interface CallbackRunInputs {
  readonly strategy: CallbackStrategy;
  readonly config: NormalisedConfig;
  readonly units: InstrumentUnits;
  /** all of the run, in its price units */
  readonly bars: Bars;
}

function multipliersOf({ volatility }: NormalisedConfig): [number, number, number] {
  const high = volatility.highSpreadMultiplier ?? 1;
  return [1, high, volatility.extremeSpreadMultiplier ?? high];
}

function parametersOf({ strategy }: NormalisedConfig): ParameterValues<unknown> {
  // Built key by key: the object that rest and spread make is a hash table, and every quote reads it.
  const parameters: { orderRefreshMs: number; [name: string]: unknown } = {
    orderRefreshMs: Number(strategy.orderRefreshMs),
  };
  for (const [key, value] of Object.entries(strategy)) {
    if (key !== "name" && key !== "orderRefreshMs") parameters[key] = value;
  }
  return Object.freeze(parameters);
}

/** A strategy that gives a promise, or a value where nothing is expected. */
function checkNothing(call: string, value: unknown): void {
  if (typeof value !== "object" || value === null || !("then" in value)) return;
  throw new Misbehaviour(
    "returned a promise",
    `${call} must be a plain function: a run does not wait. Load what it needs before.`,
  );
}

export class CallbackRun {
  /** whether `bar` is to be called after every bar */
  readonly readsBars: boolean;
  readonly #id: string;
  readonly #calls: StrategyCalls;
  readonly #history: BarColumnsHistory;
  readonly #view: RunView;
  readonly #sheet: OrderSheet;
  /** factors of P by regime, bid and ask in turn; null: no promise */
  readonly #reach: Float64Array | null;
  #buffer: ArrayBufferLike | null = null;
  #run = 0;
  #ints: Int32Array = new Int32Array(0);
  /** bars of the run before row 0 of the kernel's market */
  #firstBar = 0;

  /** @throws STRATEGY_FAILED when `start` or `reach` does not do what it should */
  constructor({ strategy, config, units, bars }: CallbackRunInputs) {
    const { calls, descriptor } = strategy;
    const parameters = parametersOf(config);
    const multipliers = multipliersOf(config);
    this.#id = descriptor.id;
    this.#calls = calls;
    this.readsBars = calls.onBar !== undefined;
    this.#history = new BarColumnsHistory(bars);
    this.#view = new RunView({
      config,
      units,
      parameters,
      multipliers: REGIMES.map((regime) => multipliers[regime]),
      bar: this.#history,
      closes: bars.close,
    });
    this.#sheet = new OrderSheet(descriptor.positionMode, units);
    this.#view.state = this.#start({
      parameters,
      instrument: config.instrument,
      leverage: config.account.leverage,
      intervalMs: bars.intervalMs,
    });
    this.#reach = this.#reachOf(strategy, parameters, multipliers);
  }

  /** What the kernel's parameter block holds: the reach by regime, NaN for none. */
  get block(): Float64Array {
    return this.#reach ?? new Float64Array(2 * 3).fill(Number.NaN);
  }

  /** Bars that the kernel has run. */
  get cursor(): number {
    return this.#ints[CURSOR];
  }

  /**
   * Points everything at a Run block. Views of a memory that has grown are of no use: to be called
   * before each drive.
   * @param firstBar bar of the run that is row 0 of the kernel's market
   */
  attach(buffer: ArrayBufferLike, run: number, firstBar = 0): void {
    this.#firstBar = firstBar;
    if (buffer === this.#buffer && run === this.#run) return;
    this.#buffer = buffer;
    this.#run = run;
    const floats = new Float64Array(buffer, run, LAYOUT.RUN_BYTES / 8);
    this.#ints = new Int32Array(buffer, run, LAYOUT.STATE_OFFSET / 4);
    this.#view.attach(floats, this.#ints);
    this.#sheet.attach(floats);
    const market = new DataView(buffer, this.#ints[LAYOUT.RUN_MARKET / 4] >>> 0);
    const marks = market.getUint32(LAYOUT.MARKET_MARK_CLOSE, true);
    const count = market.getInt32(LAYOUT.MARKET_COUNT, true);
    this.#view.markClose = marks === 0 ? null : new Float64Array(buffer, marks, count);
  }

  /**
   * Asks for the orders of the quote that the kernel waits for.
   * @throws STRATEGY_FAILED
   */
  quote(): void {
    const view = this.#view;
    const sheet = this.#sheet;
    this.#history.count = this.#ints[QUOTE_BAR] + this.#firstBar;
    view.lookAtQuote();
    if (this.#reach !== null) this.#bound(this.#reach);
    sheet.begin();
    try {
      const nothing: unknown = this.#calls.quote(view, sheet);
      if (nothing !== undefined) checkNothing("quote", nothing);
    } catch (error) {
      sheet.drop();
      throw strategyFailed(this.#moment("quote"), error);
    }
    sheet.end();
  }

  /** Holds the quote at hand to the promise of its regime. */
  #bound(reach: Float64Array): void {
    const price = this.#ints[QUOTE_PRICE];
    const at = 2 * REGIMES[this.#ints[QUOTE_REGIME]];
    const bid = reach[at];
    const ask = reach[at + 1];
    this.#sheet.bound(
      bid < 1 ? price * Math.max(0, bid) * (1 + REACH_SLACK) : Number.MAX_VALUE,
      ask > 1 ? price * ask * (1 - REACH_SLACK) : 0,
    );
  }

  /**
   * Tells of the bar that is complete now.
   * @throws STRATEGY_FAILED
   */
  bar(): void {
    this.#history.count = this.#ints[CURSOR];
    this.#view.lookAtBar();
    try {
      const nothing: unknown = this.#calls.onBar?.(this.#view);
      if (nothing !== undefined) checkNothing("onBar", nothing);
    } catch (error) {
      throw strategyFailed(this.#moment("onBar"), error);
    }
  }

  #moment(call: "onBar" | "quote"): Moment {
    const { count } = this.#history;
    const bar = call === "quote" ? count : count - 1;
    return { strategy: this.#id, call, bar, timeMs: this.#view.time };
  }

  #start(setup: StrategySetup<unknown>): unknown {
    try {
      const state = this.#calls.start?.(setup);
      checkNothing("start", state);
      return state;
    } catch (error) {
      throw strategyFailed({ strategy: this.#id, call: "start", bar: null, timeMs: null }, error);
    }
  }

  #reachOf(
    strategy: CallbackStrategy,
    parameters: ParameterValues<unknown>,
    multipliers: readonly number[],
  ): Float64Array | null {
    if (strategy.reachOf === undefined) return null;
    const factors = new Float64Array(2 * multipliers.length);
    try {
      for (const [regime, multiplier] of multipliers.entries()) {
        const { bid, ask }: Partial<Reach> = strategy.reachOf(parameters, multiplier) ?? {};
        for (const [at, factor] of [bid, ask].entries()) {
          if (typeof factor !== "number" || !Number.isFinite(factor)) {
            throw new Misbehaviour(
              `gave ${show({ bid, ask })}`,
              "reach is { bid, ask }, factors of P such as 0.999 and 1.001.",
            );
          }
          factors[2 * regime + at] = factor;
        }
      }
    } catch (error) {
      throw strategyFailed({ strategy: this.#id, call: "reach", bar: null, timeMs: null }, error);
    }
    return factors;
  }
}
