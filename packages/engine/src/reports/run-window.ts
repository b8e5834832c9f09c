/**
 * A run looked at closely: its curves, prices and fills in a stretch of time, thinned from every row so
 * that no peak, trough or fill is lost.
 */
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { firstTimeFrom } from "../market-data/first-row.js";
import { type EquityColumns, TRADE_REASONS, type TradeColumns } from "../runs/result.js";
import { type TimeColumns, thin } from "./thin.js";
import { drawdownColumn } from "./thin-equity.js";
import { priceIn, rowsIn } from "./window-rows.js";

/** What windows are cut from. */
export interface RunWindowSource {
  readonly bars: Bars;
  readonly trades: TradeColumns;
  /** null when the run kept no row a bar: windows then have no equity and no drawdown */
  readonly equity: EquityColumns | null;
  /** quote: the first peak */
  readonly initialBalance: number;
}

export interface RunWindowOptions {
  /** UTC ms, both inclusive */
  readonly fromMs: number;
  readonly toMs: number;
  /** most rows of each curve, 8 or more */
  readonly points: number;
}

/** Fills of one side that are drawn as one; all columns have the same length. */
export interface WindowFills {
  /** f64[n], UTC ms of the first of them, not decreasing */
  readonly timeMs: Float64Array;
  /** 1 buy, -1 sell */
  readonly side: Int8Array;
  /** fills, 1 or more */
  readonly count: Int32Array;
  /** mean by size, quote */
  readonly price: Float64Array;
}

/** Fills that were not quotes: stops, limits, the regime, the liquidation. */
export interface WindowEvents {
  readonly timeMs: readonly number[];
  /** of TRADE_REASONS */
  readonly reason: readonly string[];
  /** quote */
  readonly price: readonly number[];
}

/** A stretch of a run. Curves go one row beyond it on each side where there is one. */
export interface RunWindow {
  /** quote */
  readonly equity: TimeColumns | null;
  /** fall from the peak since the start of the run, share of it, 0 or more */
  readonly drawdown: TimeColumns | null;
  /** long minus short after fills, contracts; a step each */
  readonly inventory: TimeColumns;
  /** quote: closes, with the lows and highs of bars between */
  readonly price: TimeColumns;
  readonly fills: WindowFills;
  /** one a time and reason, the first 200 */
  readonly events: WindowEvents;
  /** missing stretches of bars, UTC ms, the 200 longest: from where a bar is missing to the next bar */
  readonly holes: { readonly fromMs: readonly number[]; readonly toMs: readonly number[] };
}

const MOST_MARKS = 200;
const QUOTE = TRADE_REASONS.indexOf("quote");

/**
 * Reads windows of one run. What all of them need is worked out at the first one that needs it.
 * @returns a reader of windows
 */
export function runWindows(source: RunWindowSource): (options: RunWindowOptions) => RunWindow {
  const { bars, trades, equity, initialBalance } = source;
  let falls: Float64Array | null = null;
  let held: TimeColumns | null = null;
  return ({ fromMs, toMs, points }) => {
    if (equity !== null) falls ??= drawdownColumn(equity.equity, initialBalance);
    held ??= inventoryColumns(source);
    const curve = (values: Float64Array | null): TimeColumns | null =>
      equity === null || values === null
        ? null
        : own(thin(rowsIn({ timeMs: equity.openTimeMs, values }, fromMs, toMs), points));
    return {
      equity: curve(equity === null ? null : equity.equity),
      drawdown: curve(falls),
      inventory: own(thin(rowsIn(held, fromMs, toMs), points)),
      price: priceIn(bars, fromMs, toMs, points),
      fills: fillsIn(trades, fromMs, toMs, Math.floor(points / 4)),
      events: eventsIn(trades, fromMs, toMs),
      holes: holesIn(bars, fromMs, toMs),
    };
  };
}

/** The same rows in memory of their own: what is sent elsewhere goes with all of its memory. */
function own({ timeMs, values }: TimeColumns): TimeColumns {
  if (values.buffer.byteLength === values.byteLength) return { timeMs, values };
  return { timeMs: timeMs.slice(), values: values.slice() };
}

/** Flat before the first fill, and what is held to the end of the bars. */
function inventoryColumns({ bars, trades }: RunWindowSource): TimeColumns {
  const rows = trades.length;
  const timeMs = new Float64Array(rows + 2);
  const values = new Float64Array(rows + 2);
  if (bars.count === 0) return { timeMs: timeMs.subarray(0, 0), values: values.subarray(0, 0) };
  timeMs.set(trades.timeMs.subarray(0, rows), 1);
  timeMs[0] = openTimeMs(bars, 0);
  if (rows > 0) timeMs[0] = Math.min(timeMs[0], trades.timeMs[0]);
  for (let row = 0; row < rows; row++) {
    values[row + 1] = (trades.longAfterLots[row] - trades.shortAfterLots[row]) * trades.stepSize;
  }
  timeMs[rows + 1] = Math.max(openTimeMs(bars, bars.count - 1), timeMs[rows]);
  values[rows + 1] = values[rows];
  return { timeMs, values };
}

/** Fills one by one while there are at most `most`, else those of a side and a stretch as one. */
function fillsIn(trades: TradeColumns, fromMs: number, toMs: number, most: number): WindowFills {
  const first = firstTimeFrom(trades.timeMs, fromMs, trades.length);
  const end = firstTimeFrom(trades.timeMs, toMs + 1, trades.length);
  const stretchMs = end - first <= most ? 0 : Math.max(1, (toMs - fromMs) / (most / 2));
  const groups: { row: number; side: number; count: number; lots: number; paid: number }[] = [];
  const open: Record<"buy" | "sell", number> = { buy: -1, sell: -1 };
  let stretch = Number.NaN;
  for (let row = first; row < end; row++) {
    const side = trades.side[row] > 0 ? "buy" : "sell";
    const now = stretchMs === 0 ? row : Math.floor((trades.timeMs[row] - fromMs) / stretchMs);
    if (now !== stretch) {
      stretch = now;
      open.buy = -1;
      open.sell = -1;
    }
    if (open[side] < 0) {
      open[side] = groups.length;
      groups.push({ row, side: trades.side[row], count: 0, lots: 0, paid: 0 });
    }
    const group = groups[open[side]];
    group.count += 1;
    group.lots += trades.lots[row];
    group.paid += trades.lots[row] * trades.priceUnits[row];
  }
  const scale = 10 ** trades.priceDecimals;
  return {
    timeMs: Float64Array.from(groups, ({ row }) => trades.timeMs[row]),
    side: Int8Array.from(groups, ({ side }) => side),
    count: Int32Array.from(groups, ({ count }) => count),
    price: Float64Array.from(groups, ({ paid, lots }) => paid / lots / scale),
  };
}

function eventsIn(trades: TradeColumns, fromMs: number, toMs: number): WindowEvents {
  const timeMs: number[] = [];
  const reason: string[] = [];
  const price: number[] = [];
  const end = firstTimeFrom(trades.timeMs, toMs + 1, trades.length);
  let row = firstTimeFrom(trades.timeMs, fromMs, trades.length);
  for (; row < end && timeMs.length < MOST_MARKS; row++) {
    if (trades.reason[row] === QUOTE) continue;
    const name = TRADE_REASONS[trades.reason[row]];
    if (timeMs[timeMs.length - 1] === trades.timeMs[row] && reason[reason.length - 1] === name) {
      continue;
    }
    timeMs.push(trades.timeMs[row]);
    reason.push(name);
    price.push(trades.priceUnits[row] / 10 ** trades.priceDecimals);
  }
  return { timeMs, reason, price };
}

function holesIn(bars: Bars, fromMs: number, toMs: number): RunWindow["holes"] {
  const { timeIndex, baseTimeMs, intervalMs, count } = bars;
  const found: { readonly from: number; readonly to: number }[] = [];
  for (let row = 1; bars.holes > 0 && row < count; row++) {
    if (timeIndex[row] - timeIndex[row - 1] <= 1) continue;
    const from = baseTimeMs + (timeIndex[row - 1] + 1) * intervalMs;
    const to = baseTimeMs + timeIndex[row] * intervalMs;
    if (to >= fromMs && from <= toMs) found.push({ from, to });
  }
  const longest = found.sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_MARKS);
  longest.sort((a, b) => a.from - b.from);
  return { fromMs: longest.map(({ from }) => from), toMs: longest.map(({ to }) => to) };
}
