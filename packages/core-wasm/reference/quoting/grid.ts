/** `grid`: resting orders on fixed lines, one line between buys and sells left empty. Semantics 8. */
import { exp, ln } from "../../portable/math.js";
import type { ReferenceConfig, ReferenceStrategy } from "../input.js";
import type { Instrument } from "../instrument.js";
import { atLeast } from "../math/guard.js";
import { floorTick } from "../math/rounding.js";
import {
  flagOf,
  numberOf,
  numberOrNull,
  orderLots,
  type QuoteView,
  type Strategy,
  sizeOf,
  textOf,
} from "./strategy.js";

/** Most lines on one side of the empty one that are quoted. */
const MOST_LINES = 60;

/** Where the lines lie. */
interface Lines {
  /** price of line `i`, price units, not rounded; `i` may lie outside of the grid */
  price(i: number): number;
  /** the number of the line at a price, not whole */
  position(units: number): number;
}

function linesBetween(lower: number, upper: number, count: number, spacing: string): Lines {
  if (spacing === "arithmetic") {
    const step = (upper - lower) / (count - 1);
    return {
      price: (i) => lower + i * step,
      position: (units) => (units - lower) / step,
    };
  }
  const step = ln(upper / lower) / (count - 1);
  return {
    price: (i) => lower * exp(i * step),
    position: (units) => ln(units / lower) / step,
  };
}

/** The lines of a range around or apart from a price. */
function laidAt(at: number, strategy: ReferenceStrategy, unitsPerQuote: number): Lines {
  const count = numberOf(strategy, "lines");
  const spacing = textOf(strategy, "spacing");
  if (textOf(strategy, "range") === "centred") {
    const width = numberOf(strategy, "width");
    return linesBetween(at * (1 - width), at * (1 + width), count, spacing);
  }
  const lower = numberOf(strategy, "lowerPrice") * unitsPerQuote;
  const upper = numberOf(strategy, "upperPrice") * unitsPerQuote;
  return linesBetween(lower, upper, count, spacing);
}

/** Strategy state: where the grid lies and which line is empty. */
interface Grid {
  lines: Lines;
  /** C, price units */
  centre: number;
  first: number;
  gap: number;
  /** of every order */
  readonly lots: number;
}

function clamp(line: number, first: number, last: number): number {
  return Math.min(Math.max(line, first), last);
}

/** The strategy with its parameters read. */
export function grid(config: ReferenceConfig, instrument: Instrument): Strategy {
  const { strategy } = config;
  const count = numberOf(strategy, "lines");
  const isCentred = textOf(strategy, "range") === "centred";
  const recentreDistance = isCentred
    ? (numberOrNull(strategy, "recentreDistance") ?? numberOf(strategy, "width"))
    : 0;
  const recentreFlat = flagOf(strategy, "recentreFlat");
  const direction = textOf(strategy, "direction");
  const initialPosition = flagOf(strategy, "initialPosition");
  const trailUp = flagOf(strategy, "trailUp");
  const trailDown = flagOf(strategy, "trailDown");
  const size = sizeOf(strategy);
  const { tickUnits, unitsPerQuote } = instrument;

  let laid: Grid | null = null;
  /** what the position is if only the strategy's own fills have changed it since the last quote */
  let expected = 0;

  const nearest = (lines: Lines, at: number, first: number): number =>
    clamp(Math.floor(lines.position(at) + 0.5), first, first + count - 1);

  const lay = ({ at, equity }: QuoteView): Grid => {
    const lines = laidAt(at, strategy, unitsPerQuote);
    const lots = orderLots(size, equity, at, instrument);
    return { lines, centre: at, first: 0, gap: nearest(lines, at, 0), lots };
  };

  const begin = (view: QuoteView): Grid => {
    const begun = lay(view);
    if (initialPosition && direction === "long") begun.gap = count - 1;
    if (initialPosition && direction === "short") begun.gap = 0;
    return begun;
  };

  const isLeft = (grid: Grid, view: QuoteView): boolean =>
    isCentred &&
    atLeast(Math.abs(view.at - grid.centre), recentreDistance * grid.centre) &&
    (!recentreFlat || 2 * Math.abs(view.net) <= grid.lots);

  const trail = (grid: Grid, at: number): void => {
    if (isCentred) return;
    const position = grid.lines.position(at);
    const above = Math.floor(position + 1e-9) - (grid.first + count - 1);
    const below = grid.first - Math.ceil(position - 1e-9);
    let shift = 0;
    if (trailUp && above >= 1) shift = above;
    else if (trailDown && below >= 1) shift = -below;
    grid.first += shift;
    grid.gap += shift;
  };

  const prepared = (view: QuoteView): Grid => {
    if (laid === null) return begin(view);
    if (isLeft(laid, view)) return lay(view);
    if (view.net !== expected) laid.gap = nearest(laid.lines, view.at, laid.first);
    return laid;
  };

  return {
    keepsOrders: true,
    quote(view, place) {
      const now = prepared(view);
      const { lots } = now;
      laid = now;
      expected = view.net;
      trail(now, view.at);
      const last = now.first + count - 1;
      now.gap = clamp(now.gap, now.first, last);
      const priceOf = (i: number): number =>
        floorTick(now.lines.price(i) + tickUnits / 2, tickUnits);
      let lowest = priceOf(now.gap);
      let highest = lowest;
      for (let i = 1; i <= MOST_LINES; i++) {
        if (now.gap - i >= now.first) {
          const bid = priceOf(now.gap - i);
          if (bid < lowest && bid > 0) {
            lowest = bid;
            place(true, "net", bid, lots, direction === "short");
          }
        }
        if (now.gap + i <= last) {
          const ask = priceOf(now.gap + i);
          if (ask > highest && ask > 0) {
            highest = ask;
            place(false, "net", ask, lots, direction === "long");
          }
        }
      }
    },
    filled({ isBuy, lots, isWhole }) {
      expected += isBuy ? lots : -lots;
      if (isWhole && laid !== null) laid.gap += isBuy ? -1 : 1;
    },
  };
}
