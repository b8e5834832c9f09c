/** The step loop of semantics 3: the only file with control flow between concepts. */
import { BarPath } from "./bar-path.js";
import { type Calendar, calendarOf } from "./calendar.js";
import { dayOf, dayStartMs } from "./daily-returns.js";
import { EquityRecord } from "./equity-record.js";
import { Execution, type Moment, SIDES } from "./execution.js";
import { fundingPayment } from "./funding.js";
import { hashesOf } from "./hashes.js";
import { checkBars, type ReferenceInput } from "./input.js";
import { type Instrument, instrumentOf } from "./instrument.js";
import { type Account, equityAt, openAccount, unrealisedAt } from "./ledger.js";
import { crossingPrice, isLiquidationDue } from "./liquidation.js";
import { maintenanceAt } from "./margin.js";
import { barCapLots, isReachedAt, ordersReached } from "./matching.js";
import { clampBetween } from "./math/guard.js";
import { metricsOf } from "./metrics.js";
import { completeBar, type Strategy } from "./quoting/strategy.js";
import { effectsOf, type RegimeEffects, regimeOf, TrueRangeMean } from "./regimes.js";
import { RestingOrders } from "./resting-orders.js";
import type { ReferenceResult, StopName } from "./result.js";
import { isStopMet, limitMet, stopPrice } from "./risk.js";

/** What a strategy of one's own is made from: it may look at the account at any time. */
export interface OwnStrategySeat {
  readonly instrument: Instrument;
  readonly account: Readonly<Account>;
  /** quote, at the mark of the step at hand */
  readonly equity: () => number;
}

/**
 * Runs a configuration over bars; same input, same result. Throws on input that cannot be run.
 * @param own makes the strategy, when it is none that the configuration can name
 */
export function simulate(
  input: ReferenceInput,
  own: ((seat: OwnStrategySeat) => Strategy) | null = null,
): ReferenceResult {
  const run = new Run(input, own);
  for (let i = 0; i < input.bars.openTimeMs.length && !run.hasEnded; i++) run.bar(i);
  return run.result();
}

class Run {
  hasEnded = false;
  readonly #input: ReferenceInput;
  readonly #instrument: Instrument;
  readonly #resting: RestingOrders;
  readonly #path: BarPath;
  readonly #calendar: Calendar;
  readonly #account: Account;
  readonly #execution: Execution;
  readonly #record: EquityRecord;
  readonly #trueRange: TrueRangeMean;

  /** where the run stands: bar, step, its time and prices */
  #index = 0;
  #k = 1;
  #timeMs = 0;
  #at = 0;
  /** the near end of every clamp: price before this move, or of the last order it reached and filled */
  #from = 0;
  #capLots = 0;

  #effects: RegimeEffects;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  #dayBase: number;
  #liquidated = false;
  #stopped: StopName | null = null;
  #deficit = 0;
  #funding = 0;
  #rebates = 0;

  constructor(input: ReferenceInput, own: ((seat: OwnStrategySeat) => Strategy) | null) {
    const { config, bars } = input;
    checkBars(config, bars);
    const first = bars.openTimeMs[0];
    const { initialBalance } = config.account;
    this.#input = input;
    this.#instrument = instrumentOf(input);
    this.#account = openAccount(initialBalance);
    const seat = {
      instrument: this.#instrument,
      account: this.#account,
      equity: () => this.#equityAtMark(),
    };
    this.#resting = new RestingOrders(config, this.#instrument, own?.(seat) ?? null);
    this.#path = new BarPath(input, this.#instrument.unitsPerQuote);
    this.#calendar = calendarOf(input);
    this.#execution = new Execution(config, this.#instrument, this.#account);
    this.#record = new EquityRecord(initialBalance, first);
    this.#trueRange = new TrueRangeMean(config.volatility.atrPeriod ?? 1);
    this.#effects = effectsOf(config.volatility, "normal");
    this.#dayBase = initialBalance;
  }

  /** One bar: its steps, then its end. */
  bar(index: number): void {
    const { config, bars } = this.#input;
    const openTimeMs = bars.openTimeMs[index];
    this.#index = index;
    if (index > 0 && dayOf(openTimeMs) !== dayOf(bars.openTimeMs[index - 1])) {
      this.#dayBase = this.#record.equity[index - 1];
    }
    this.#path.enter(index);
    const volume = bars.volume === null ? 0 : bars.volume[index];
    this.#capLots = barCapLots(config.fills.maxParticipation, volume, this.#instrument.lotBase);
    for (let k = 1; k <= this.#path.count && !this.#liquidated; k++) this.#step(k);
    this.#endBar(openTimeMs);
  }

  /** Semantics 3, parts 1 to 5. */
  #step(k: number): void {
    this.#k = k;
    this.#timeMs = this.#path.timeMs[k];
    this.#from = this.#path.last[k - 1];
    this.#at = this.#path.last[k];
    this.#bookCalendar();
    this.#move();
    if (this.#liquidated) return;
    this.#stopAt(this.#at);
    if (this.#liquidated) return;
    if (this.#liquidateIfDueAt(this.#path.mark[k])) return;
    const isPaused = this.#timeMs < this.#pausedUntilMs;
    if (!isPaused && this.#resting.isDue(this.#timeMs)) this.#quote();
    this.#record.drawdown.step(this.#equityAtMark());
  }

  #now(): Moment {
    return { timeMs: this.#timeMs, barIndex: this.#index };
  }

  #equityAtMark(): number {
    return equityAt(this.#account, this.#path.mark[this.#k], this.#instrument.lotValue);
  }

  #bookCalendar(): void {
    const markBefore = this.#path.mark[this.#k - 1];
    const { lotValue } = this.#instrument;
    for (;;) {
      const event = this.#calendar.take(this.#timeMs);
      if (event === null) return;
      if (event.kind === "funding") {
        const paid = fundingPayment(this.#account.net, markBefore, lotValue, event.rate);
        this.#account.balance += paid;
        this.#funding += paid;
      } else if (event.kind === "closing") {
        this.#resting.closeUntil(event.untilMs);
      } else {
        const paid = this.#input.config.rebate.rate * this.#execution.feesSincePayout;
        this.#account.balance += paid;
        this.#rebates += paid;
        this.#execution.feesSincePayout = 0;
      }
    }
  }

  /** Fills what the move reaches, until a stop or a liquidation acts. Semantics 4. */
  #move(): void {
    const from = this.#path.last[this.#k - 1];
    for (const order of ordersReached(this.#resting.all, from, this.#at)) {
      const against = order.isBuy ? this.#account.short : this.#account.long;
      if (order.isClosing) order.lots = Math.min(order.lots, against);
      const lots = Math.min(order.lots, this.#capLots);
      if (lots === 0) continue;
      const wasReached = isReachedAt(order, from);
      if (this.#stopAt(wasReached ? from : order.triggerUnits)) return;
      if (!this.#path.hasMark && this.#liquidateIfDueAt(order.priceUnits)) return;
      order.lots -= lots;
      this.#capLots -= lots;
      this.#execution.fillOrder(order, lots, this.#now());
      this.#resting.noteFill(order, lots, this.#timeMs);
      if (!wasReached) this.#from = order.priceUnits;
    }
    this.#resting.dropFilled();
  }

  /**
   * Position stops at a price, long side first. Semantics 7.
   * @returns true when a stop, or the liquidation checked before it, acted
   */
  #stopAt(units: number): boolean {
    const stop = this.#input.config.risk.positionStopLoss;
    if (stop === null) return false;
    let hasActed = false;
    for (const side of SIDES) {
      const isLong = side === "long";
      const entry = isLong ? this.#account.entryLong : this.#account.entryShort;
      if (this.#account[side] === 0 || !isStopMet(isLong, entry, units, stop)) continue;
      const stopUnits = stopPrice(isLong, entry, stop, this.#instrument.tickUnits);
      const price = this.#k === 1 ? this.#at : clampBetween(stopUnits, this.#from, units);
      if (!this.#path.hasMark && this.#liquidateIfDueAt(price)) return true;
      this.#resting.cancel();
      this.#execution.closeAtMarket(side, this.#account[side], price, "stop", this.#now());
      hasActed = true;
    }
    return hasActed;
  }

  /** Liquidates the account when it is due at a price in units. Semantics 6. */
  #liquidateIfDueAt(units: number): boolean {
    const { long, short, net } = this.#account;
    if (long === 0 && short === 0) return false;
    const { config } = this.#input;
    const { lotValue } = this.#instrument;
    const { marginBasis } = config.account;
    const { tiers } = config.instrument;
    const equity = equityAt(this.#account, units, lotValue);
    const { margin, slopeLots } = maintenanceAt(tiers, marginBasis, long, short, units, lotValue);
    if (!isLiquidationDue(equity, margin)) return false;
    const crossing = crossingPrice(units, this.#from, equity - margin, net, slopeLots, lotValue);
    const isAtStep = this.#k === 1 || this.#path.hasMark || crossing === null;
    this.#resting.cancel();
    this.#deficit = this.#execution.liquidate(isAtStep ? this.#at : crossing, this.#now());
    this.#liquidated = true;
    return true;
  }

  /** Acts on the regime and lets the strategy place its orders. */
  #quote(): void {
    const effects = this.#effects;
    this.#resting.beginQuote(this.#timeMs, effects);
    if (effects.closeAll) {
      this.#execution.closeAllAtMarket(this.#at, "regime", this.#now());
      return;
    }
    if (effects.flatten) {
      const excess = this.#account.net;
      this.#execution.closeAtMarket("long", excess, this.#at, "regime", this.#now());
      this.#execution.closeAtMarket("short", -excess, this.#at, "regime", this.#now());
    }
    const { intervalMs } = this.#input;
    const { spreadMultiplier } = effects;
    const equity = this.#equityAtMark();
    const now = { timeMs: this.#timeMs, intervalMs, at: this.#at };
    this.#resting.quote({ ...this.#account, ...now, equity, spreadMultiplier }, effects);
  }

  /** Regime, limits, what the strategy takes in, and the recorded equity of a bar that has run its steps. */
  #endBar(openTimeMs: number): void {
    const { config, bars, intervalMs } = this.#input;
    const close = bars.close[this.#index];
    const closeMs = openTimeMs + intervalMs - 1;
    if (!this.#liquidated) {
      this.#timeMs = closeMs;
      const atr = this.#trueRange.next(bars.high[this.#index], bars.low[this.#index], close);
      this.#effects = effectsOf(config.volatility, regimeOf(config.volatility, atr, close));
      this.#checkLimits(openTimeMs);
      if (!this.hasEnded) this.#resting.afterBar(completeBar(bars, this.#index));
    }
    const equity = this.#liquidated ? this.#account.balance : this.#equityAtMark();
    const { long, short } = this.#account;
    this.#record.add(openTimeMs, closeMs, close, equity, long + short > 0);
    if (this.#liquidated) this.hasEnded = true;
  }

  #checkLimits(openTimeMs: number): void {
    const { risk } = this.#input.config;
    const name = limitMet(risk, this.#equityAtMark(), this.#record.drawdown.peak, this.#dayBase);
    if (name === null) return;
    this.#resting.cancel();
    this.#execution.closeAllAtMarket(this.#at, "limit", this.#now());
    this.#stopped = name;
    if (name === "maxDailyLoss") this.#pausedUntilMs = dayStartMs(dayOf(openTimeMs) + 1);
    else this.hasEnded = true;
  }

  /** What the bars run so far come to. */
  result(): ReferenceResult {
    const { config, intervalMs } = this.#input;
    const { equity, openTimeMs } = this.#record;
    const trades = this.#execution.rows;
    const endMs = openTimeMs[openTimeMs.length - 1] + intervalMs;
    return {
      metrics: metricsOf({
        execution: this.#execution,
        record: this.#record,
        initialBalance: config.account.initialBalance,
        intervalMs,
        pathModel: config.path.model,
        liquidated: this.#liquidated,
        stopped: this.#stopped,
        deficit: this.#deficit,
        rebates: this.#rebates,
        rebateAccrued: Math.max(config.rebate.rate, 0) * this.#execution.feesSincePayout,
        funding: this.#funding,
        lotMs: this.#execution.holdUntil(endMs),
        unrealised: unrealisedAt(this.#account, this.#path.endMark, this.#instrument.lotValue),
        rejected: config.output.rejections ? this.#resting.rejected : null,
      }),
      trades,
      equity,
      openTimeMs,
      ...hashesOf(trades, equity),
    };
  }
}
