/**
 * What a strategy sees. One object serves all calls of a run: the driver sets the few numbers that
 * every quote reads, everything else is read from the Run block when it is asked for. Nothing is
 * allocated. Fields are plain ones, not #private: four quotes of every bar go through here, and only
 * short code is compiled into its caller.
 */
import { LAYOUT } from "@perpmill/core-wasm";
import type { NormalisedConfig, NormalisedInstrument, OrderSize } from "../config/types.js";
import { decimalsOfStep } from "../decimal-text.js";
import { type InstrumentUnits, toLots } from "../units.js";
import type { BarColumnsHistory } from "./bar-columns-history.js";
import type { ParameterValues } from "./parameters.js";
import type { StrategyView } from "./view.js";

/** Indices in the Run block, as f64. */
const BALANCE = LAYOUT.RUN_BALANCE / 8;
const NET = LAYOUT.RUN_NET / 8;
const LONG = LAYOUT.RUN_LONG / 8;
const SHORT = LAYOUT.RUN_SHORT / 8;
const ENTRY_LONG = LAYOUT.RUN_ENTRY_LONG / 8;
const ENTRY_SHORT = LAYOUT.RUN_ENTRY_SHORT / 8;
const QUOTE_MARK = LAYOUT.RUN_QUOTE_MARK / 8;
const QUOTE_EQUITY = LAYOUT.RUN_QUOTE_EQUITY / 8;
const LAST_EQUITY = LAYOUT.RUN_LAST_EQUITY / 8;
/** As i32. */
const QUOTE_PRICE = LAYOUT.RUN_QUOTE_PRICE / 4;
const QUOTE_REGIME = LAYOUT.RUN_QUOTE_REGIME / 4;
const QUOTE_TIME_LOW = LAYOUT.RUN_QUOTE_TIME / 4;
const QUOTE_TIME_HIGH = LAYOUT.RUN_QUOTE_TIME / 4 + 1;
const REGIME = LAYOUT.RUN_REGIME / 4;

/** Slack of rounding sizes down (semantics 1). */
const ROUNDING_GUARD = 1e-6;
const TWO_32 = 4_294_967_296;

/** What all moments of a run have in common. */
export interface ViewFacts {
  readonly config: NormalisedConfig;
  readonly units: InstrumentUnits;
  readonly parameters: ParameterValues<unknown>;
  /** by regime */
  readonly multipliers: readonly number[];
  readonly bar: BarColumnsHistory;
  /** of the run's bars, units */
  readonly closes: Int32Array;
}

export class RunView implements StrategyView<unknown, unknown> {
  readonly parameters: ParameterValues<unknown>;
  readonly instrument: NormalisedInstrument;
  readonly leverage: number;
  readonly intervalMs: number;
  readonly bar: BarColumnsHistory;
  state: unknown = undefined;
  price = Number.NaN;
  equity = Number.NaN;
  regime = 0;
  /** f64[bars] in units; null: the mark is the last price */
  markClose: Float64Array | null = null;
  private floats: Float64Array = new Float64Array(0);
  private ints: Int32Array = new Int32Array(0);
  /** the moment is the end of a bar, not a quote */
  private atBarEnd = false;
  /** P in units */
  private at = 0;
  private readonly scale: number;
  private readonly lotValue: number;
  private readonly minLots: number;
  private readonly maxLots: number;
  /** a lot in contracts is the first over the second: both whole, so that sums are exact decimals */
  private readonly stepWhole: number;
  private readonly stepScale: number;
  private readonly stepSize: number;
  private readonly multipliers: readonly number[];
  private readonly closes: Int32Array;

  constructor({ config, units, parameters, multipliers, bar, closes }: ViewFacts) {
    this.parameters = parameters;
    this.instrument = config.instrument;
    this.leverage = config.account.leverage;
    this.intervalMs = bar.intervalMs;
    this.bar = bar;
    this.scale = 10 ** units.priceDecimals;
    this.multipliers = multipliers;
    this.closes = closes;
    this.stepSize = units.stepSize;
    this.stepScale = 10 ** decimalsOfStep(units.stepSize);
    this.stepWhole = Math.round(units.stepSize * this.stepScale);
    this.lotValue = units.lotValue;
    this.minLots = units.minQtyLots;
    this.maxLots = units.maxOrderLots ?? Number.POSITIVE_INFINITY;
  }

  /** @param floats the Run block, as are `ints` */
  attach(floats: Float64Array, ints: Int32Array): void {
    this.floats = floats;
    this.ints = ints;
  }

  /** Looks at the quote that the kernel waits for. */
  lookAtQuote(): void {
    const at = this.ints[QUOTE_PRICE];
    this.atBarEnd = false;
    this.at = at;
    this.price = at / this.scale;
    this.equity = this.floats[QUOTE_EQUITY];
    this.regime = this.ints[QUOTE_REGIME];
  }

  /** Looks at the end of the last complete bar. */
  lookAtBar(): void {
    this.atBarEnd = true;
    this.at = this.closes[this.bar.count - 1];
    this.price = this.at / this.scale;
    this.equity = this.floats[LAST_EQUITY];
    this.regime = this.ints[REGIME];
  }

  get mark(): number {
    if (!this.atBarEnd) return this.floats[QUOTE_MARK] / this.scale;
    return this.markClose === null ? this.price : this.markClose[this.bar.count - 1] / this.scale;
  }

  get time(): number {
    if (this.atBarEnd) return this.bar.openTime(0) + this.intervalMs - 1;
    return this.ints[QUOTE_TIME_HIGH] * TWO_32 + (this.ints[QUOTE_TIME_LOW] >>> 0);
  }

  get balance(): number {
    return this.floats[BALANCE];
  }

  get net(): number {
    return (this.floats[NET] * this.stepWhole) / this.stepScale;
  }

  get long(): number {
    return (this.floats[LONG] * this.stepWhole) / this.stepScale;
  }

  get short(): number {
    return (this.floats[SHORT] * this.stepWhole) / this.stepScale;
  }

  get entryLong(): number {
    return this.floats[LONG] > 0 ? this.floats[ENTRY_LONG] / this.scale : Number.NaN;
  }

  get entryShort(): number {
    return this.floats[SHORT] > 0 ? this.floats[ENTRY_SHORT] / this.scale : Number.NaN;
  }

  get spreadMultiplier(): number {
    return this.multipliers[this.regime];
  }

  quantity(size: OrderSize): number {
    if ("equityRatio" in size) return this.shareOfEquity(size.equityRatio);
    return this.allowed(toLots(size.quantity, this.stepSize));
  }

  shareOfEquity(share: number): number {
    return this.allowed(
      Math.floor((share * this.equity) / (this.at * this.lotValue) + ROUNDING_GUARD),
    );
  }

  inventory(maxRatio: number): number {
    const net = this.floats[NET];
    if (net === 0) return 0;
    if (this.equity <= 0) return Math.sign(net);
    const share = (net * this.at * this.lotValue) / (maxRatio * this.equity);
    return share > 1 ? 1 : share < -1 ? -1 : share;
  }

  /** Contracts of so many lots, raised to the least and lowered to the most of an order. */
  private allowed(lots: number): number {
    const raised = lots > this.minLots ? lots : this.minLots;
    return ((raised < this.maxLots ? raised : this.maxLots) * this.stepWhole) / this.stepScale;
  }
}
