/** The margin of a run at its bars, put together by days. */
import { inBreaths, type WorkControl } from "../luck/return-matrix.js";
import type { BarStates } from "./bar-states.js";
import {
  grossNotional,
  type Holding,
  initialMargin,
  liquidationDistance,
  type MarginRules,
  maintenanceMargin,
} from "./margin.js";

const DAY_MS = 86_400_000;

/** A row a UTC day with bars, of bar closes. */
export interface DayStates {
  readonly days: number;
  /** UTC ms of midnight */
  readonly dayMs: Float64Array;
  /** equity before the day and at its end, quote */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** most initial margin over equity, share of one; Infinity with no equity left */
  readonly marginUse: Float64Array;
  /** most notional of both sides over equity, times */
  readonly leverage: Float64Array;
  /** most notional of both sides, quote */
  readonly notional: Float64Array;
  /** least distance of the price from liquidation, share of the price; Infinity: flat all day */
  readonly distance: Float64Array;
  /** most of maintenance margin less equity, quote: at 0 the account is liquidated */
  readonly shortfall: Float64Array;
  /** the last bar of the day */
  readonly lastBar: Int32Array;
}

/** Values of every bar, for their quantiles. */
export interface BarMargins {
  readonly marginUse: Float64Array;
  readonly leverage: Float64Array;
  readonly distance: Float64Array;
}

/** What was held at the end of a bar. */
export function holdingAt(states: BarStates, bar: number): Holding {
  return {
    long: states.longLots[bar],
    short: states.shortLots[bar],
    equity: states.equity[bar],
    at: states.units[bar],
  };
}

function overEquity(value: number, equity: number): number {
  return value === 0 ? 0 : equity > 0 ? value / equity : Number.POSITIVE_INFINITY;
}

function firstBarsOfDays({ length, openTimeMs }: BarStates): number[] {
  const first: number[] = [];
  let day = Number.NaN;
  for (let bar = 0; bar < length; bar++) {
    const now = Math.floor(openTimeMs[bar] / DAY_MS);
    if (now !== day) first.push(bar);
    day = now;
  }
  return first;
}

/** Simple steps that a bar costs, for pauses. */
const STEPS_PER_BAR = 300;

/** Of which account, and how it ended. */
export interface AccountFacts {
  readonly rules: MarginRules;
  /** equity before the first bar, quote */
  readonly initial: number;
  readonly liquidated: boolean;
}

/**
 * Margin use, leverage and distance from liquidation of a run.
 * @throws ABORTED
 */
export async function dayStates(
  states: BarStates,
  { rules, initial, liquidated }: AccountFacts,
  control: WorkControl = {},
): Promise<{ readonly days: DayStates; readonly bars: BarMargins }> {
  const first = firstBarsOfDays(states);
  const column = (fill: number) => new Float64Array(first.length).fill(fill);
  const days = {
    days: first.length,
    dayMs: Float64Array.from(first, (bar) => Math.floor(states.openTimeMs[bar] / DAY_MS) * DAY_MS),
    before: Float64Array.from(first, (bar) => (bar === 0 ? initial : states.equity[bar - 1])),
    after: column(0),
    marginUse: column(0),
    leverage: column(0),
    notional: column(0),
    distance: column(Number.POSITIVE_INFINITY),
    shortfall: column(Number.NEGATIVE_INFINITY),
    lastBar: new Int32Array(first.length),
  };
  const bars = {
    marginUse: new Float64Array(states.length),
    leverage: new Float64Array(states.length),
    distance: new Float64Array(states.length),
  };
  const takeDay = (day: number) => {
    const end = first[day + 1] ?? states.length;
    for (let bar = first[day]; bar < end; bar++) {
      const holding = holdingAt(states, bar);
      const notional = grossNotional(rules, holding);
      bars.marginUse[bar] = overEquity(initialMargin(rules, holding), holding.equity);
      bars.leverage[bar] = overEquity(notional, holding.equity);
      bars.distance[bar] = liquidationDistance(rules, holding);
      days.marginUse[day] = Math.max(days.marginUse[day], bars.marginUse[bar]);
      days.leverage[day] = Math.max(days.leverage[day], bars.leverage[bar]);
      days.notional[day] = Math.max(days.notional[day], notional);
      days.distance[day] = Math.min(days.distance[day], bars.distance[bar]);
      const shortfall = maintenanceMargin(rules, holding) - holding.equity;
      days.shortfall[day] = Math.max(days.shortfall[day], shortfall);
    }
    days.lastBar[day] = end - 1;
    days.after[day] = states.equity[end - 1];
  };
  const takeDays = (from: number, to: number) => {
    for (let day = from; day < to; day++) takeDay(day);
  };
  const barsPerDay = states.length / Math.max(1, first.length);
  await inBreaths(first.length, barsPerDay * STEPS_PER_BAR, takeDays, control);
  if (liquidated && first.length > 0) {
    // At the close of its last bar nothing is held any more.
    const last = first.length - 1;
    days.shortfall[last] = Math.max(days.shortfall[last], 0);
    days.distance[last] = 0;
  }
  return { days, bars };
}
