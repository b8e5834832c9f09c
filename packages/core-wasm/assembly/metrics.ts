/** Drawdowns, days and counters kept while a run goes on. Semantics 9. */
import { Run } from "./layout";
import { limitFloorOf } from "./risk";

/** Largest part of a fall below which the exact fraction need not be worked out. */
// @ts-ignore: decorator
@inline
function floorFor(peak: f64, worst: f64): f64 {
  return peak - worst * peak + 1e-12 * peak;
}

/** Sets the peak and what hangs on it. */
export function setPeak(s: Run, peak: f64, time: i64): void {
  s.peak = peak;
  const guard = 1e-9 * Math.abs(peak);
  s.peakAbove = peak + guard;
  s.peakBelow = peak - guard;
  s.peakTime = time;
  s.drawdownFloor = floorFor(peak, s.worstDrawdown);
  s.intrabarFloor = floorFor(peak, s.worstIntrabar);
  s.limitFloor = limitFloorOf(s);
}

/** The drawdown at a step, against the peak of recorded equity. */
// @ts-ignore: decorator
@inline
export function stepEquity(s: Run, equity: f64): void {
  if (equity < s.intrabarFloor) {
    const drawdown = (s.peak - equity) / s.peak;
    if (drawdown > s.worstIntrabar) {
      s.worstIntrabar = drawdown;
      s.intrabarFloor = floorFor(s.peak, drawdown);
    }
  }
}

/** Ends the stretch since the last peak: from it to the latest close below it. */
export function endUnderwater(s: Run): void {
  if (s.belowTime > s.peakTime) s.longestMs = max(s.longestMs, s.belowTime - s.peakTime);
}

/** Takes the recorded equity of a bar in: peak, drawdown and how long it lasts. */
// @ts-ignore: decorator
@inline
export function recordDrawdown(s: Run, equity: f64, time: i64): void {
  if (equity > s.peakAbove) {
    endUnderwater(s);
    setPeak(s, equity, time);
  } else {
    if (equity < s.peakBelow) s.belowTime = time;
    if (equity < s.drawdownFloor) {
      const drawdown = (s.peak - equity) / s.peak;
      if (drawdown > s.worstDrawdown) {
        s.worstDrawdown = drawdown;
        s.drawdownFloor = floorFor(s.peak, drawdown);
      }
    }
  }
}

/** Counts the maker fills of a bar in which both a buy and a sell were filled. */
// @ts-ignore: decorator
@inline
export function endBarFills(s: Run): void {
  if (s.makerBuys > 0 && s.makerSells > 0) s.ambiguousFills += s.makerBuys + s.makerSells;
  s.makerBuys = 0;
  s.makerSells = 0;
}

const DAY_MS: i64 = 86400000;

/**
 * Counts the bars up to and including `i` that end with a position. Between two calls no position
 * changes, so that bars in which nothing happens cost nothing.
 */
export function countExposure(s: Run, i: i32): void {
  if (s.exposed) s.exposedBars += <f64>(i - s.exposedFrom);
  s.exposed = i32(s.long > 0 || s.short > 0);
  s.exposedBars += <f64>s.exposed;
  s.exposedFrom = i + 1;
}

/** Starts the UTC day of `openTime`: keeps the equity of the day before. */
export function startDay(s: Run, i: i32, openTime: i64): void {
  if (i > 0) {
    store<f64>(s.dailyColumn + (<usize>s.dayCount << 3), s.lastEquity);
    s.dayCount += 1;
  }
  s.dayBase = s.lastEquity;
  s.dayEnd = openTime - (openTime % DAY_MS) + DAY_MS;
}
