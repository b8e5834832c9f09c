/** What a strategy sees, read from the Run block when it is asked for: nothing is copied or allocated. */
import { LAYOUT } from "@perpmill/core-wasm";
import type { NormalisedConfig, NormalisedInstrument, OrderSize } from "../config/types.js";
import { decimalsOfStep } from "../decimal-text.js";
import type { InstrumentUnits } from "../units.js";
import { toLots } from "../units.js";
import type { BarColumnsHistory } from "./bar-columns-history.js";
import type { ParameterValues } from "./parameters.js";
import type { StrategyView } from "./view.js";

/** Indices in the Run block as f64 and as i32. */
const F = {
  balance: LAYOUT.RUN_BALANCE / 8,
  net: LAYOUT.RUN_NET / 8,
  long: LAYOUT.RUN_LONG / 8,
  short: LAYOUT.RUN_SHORT / 8,
  entryLong: LAYOUT.RUN_ENTRY_LONG / 8,
  entryShort: LAYOUT.RUN_ENTRY_SHORT / 8,
  quoteMark: LAYOUT.RUN_QUOTE_MARK / 8,
  quoteEquity: LAYOUT.RUN_QUOTE_EQUITY / 8,
  lastEquity: LAYOUT.RUN_LAST_EQUITY / 8,
} as const;
const I = {
  quotePrice: LAYOUT.RUN_QUOTE_PRICE / 4,
  quoteRegime: LAYOUT.RUN_QUOTE_REGIME / 4,
  quoteTimeLow: LAYOUT.RUN_QUOTE_TIME / 4,
  quoteTimeHigh: LAYOUT.RUN_QUOTE_TIME / 4 + 1,
  regime: LAYOUT.RUN_REGIME / 4,
} as const;

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
}

abstract class RunView implements StrategyView<unknown, unknown> {
  readonly parameters: ParameterValues<unknown>;
  readonly instrument: NormalisedInstrument;
  readonly leverage: number;
  readonly intervalMs: number;
  readonly bar: BarColumnsHistory;
  state: unknown = undefined;
  protected readonly scale: number;
  protected floats: Float64Array = new Float64Array(0);
  protected ints: Int32Array = new Int32Array(0);
  readonly #multipliers: readonly number[];
  readonly #stepSize: number;
  readonly #stepWhole: number;
  readonly #stepScale: number;
  readonly #lotValue: number;
  readonly #minLots: number;
  readonly #maxLots: number;

  constructor({ config, units, parameters, multipliers, bar }: ViewFacts) {
    this.parameters = parameters;
    this.instrument = config.instrument;
    this.leverage = config.account.leverage;
    this.intervalMs = bar.intervalMs;
    this.bar = bar;
    this.scale = 10 ** units.priceDecimals;
    this.#multipliers = multipliers;
    this.#stepSize = units.stepSize;
    // Lots as a whole number over a power of ten give the double nearest to the decimal.
    this.#stepScale = 10 ** decimalsOfStep(units.stepSize);
    this.#stepWhole = Math.round(units.stepSize * this.#stepScale);
    this.#lotValue = units.lotValue;
    this.#minLots = units.minQtyLots;
    this.#maxLots = units.maxOrderLots ?? Number.POSITIVE_INFINITY;
  }

  /** @param floats the Run block, as are `ints` */
  attach(floats: Float64Array, ints: Int32Array): void {
    this.floats = floats;
    this.ints = ints;
  }

  /** P in units. */
  protected abstract priceUnits(): number;
  abstract get mark(): number;
  abstract get time(): number;
  abstract get equity(): number;
  abstract get regime(): number;

  get price(): number {
    return this.priceUnits() / this.scale;
  }

  get balance(): number {
    return this.floats[F.balance];
  }

  get net(): number {
    return this.#contracts(this.floats[F.net]);
  }

  get long(): number {
    return this.#contracts(this.floats[F.long]);
  }

  get short(): number {
    return this.#contracts(this.floats[F.short]);
  }

  get entryLong(): number {
    return this.floats[F.long] > 0 ? this.floats[F.entryLong] / this.scale : Number.NaN;
  }

  get entryShort(): number {
    return this.floats[F.short] > 0 ? this.floats[F.entryShort] / this.scale : Number.NaN;
  }

  get spreadMultiplier(): number {
    return this.#multipliers[this.regime];
  }

  quantity(size: OrderSize): number {
    if ("equityRatio" in size) return this.shareOfEquity(size.equityRatio);
    return this.#allowed(toLots(size.quantity, this.#stepSize));
  }

  shareOfEquity(share: number): number {
    const lotQuote = this.priceUnits() * this.#lotValue;
    return this.#allowed(Math.floor((share * this.equity) / lotQuote + ROUNDING_GUARD));
  }

  inventory(maxRatio: number): number {
    const net = this.floats[F.net];
    const { equity } = this;
    if (equity <= 0) return Math.sign(net);
    const share = (net * this.priceUnits() * this.#lotValue) / (maxRatio * equity);
    return share > 1 ? 1 : share < -1 ? -1 : share;
  }

  #allowed(lots: number): number {
    const raised = lots > this.#minLots ? lots : this.#minLots;
    return this.#contracts(raised < this.#maxLots ? raised : this.#maxLots);
  }

  #contracts(lots: number): number {
    return (lots * this.#stepWhole) / this.#stepScale;
  }
}

/** The moment of a quote. */
export class QuoteView extends RunView {
  protected override priceUnits(): number {
    return this.ints[I.quotePrice];
  }

  override get mark(): number {
    return this.floats[F.quoteMark] / this.scale;
  }

  override get time(): number {
    return this.ints[I.quoteTimeHigh] * TWO_32 + (this.ints[I.quoteTimeLow] >>> 0);
  }

  override get equity(): number {
    return this.floats[F.quoteEquity];
  }

  override get regime(): number {
    return this.ints[I.quoteRegime];
  }
}

/** The end of the last complete bar. */
export class BarView extends RunView {
  /** f64[bars] in units; null: the mark is the last price */
  markClose: Float64Array | null = null;
  #closes: Int32Array;

  constructor(facts: ViewFacts, closes: Int32Array) {
    super(facts);
    this.#closes = closes;
  }

  protected override priceUnits(): number {
    return this.#closes[this.bar.count - 1];
  }

  override get mark(): number {
    return this.markClose === null ? this.price : this.markClose[this.bar.count - 1] / this.scale;
  }

  override get time(): number {
    return this.bar.openTime(0) + this.intervalMs - 1;
  }

  override get equity(): number {
    return this.floats[F.lastEquity];
  }

  override get regime(): number {
    return this.ints[I.regime];
  }
}
