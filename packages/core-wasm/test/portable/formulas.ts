/** Every indicator written down plainly: its values at bar `i` from all bars up to it, or null. */
import type { Bar } from "./bars.js";
import type { DrivenName } from "./driven.js";

type Formula = (bars: readonly Bar[], i: number, period: number) => readonly number[] | null;

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mean(values: readonly number[]): number {
  return total(values) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** The last `count` of what `of` gives for bars `from`..i; null when there are fewer. */
function lastOf<T>(i: number, count: number, of: (at: number) => T, from = 0): T[] | null {
  if (i - from + 1 < count) return null;
  return Array.from({ length: count }, (_, at) => of(i - count + 1 + at));
}

function one(value: number | null): readonly number[] | null {
  return value === null ? null : [value];
}

/** Σ α(1 − α)^j·x_(i−j), the rest of the weight on the first value; `from` is that value's bar. */
function exponential(values: readonly number[], period: number): number | null {
  if (values.length < period) return null;
  const weight = 2 / (period + 1);
  return values.reduce((before, value) => weight * value + (1 - weight) * before, values[0]);
}

function wilder(values: readonly number[], period: number): number | null {
  if (values.length < period) return null;
  return values
    .slice(period)
    .reduce(
      (before, value) => (before * (period - 1) + value) / period,
      mean(values.slice(0, period)),
    );
}

function trueRange(bars: readonly Bar[], i: number): number {
  const { high, low } = bars[i];
  if (i === 0) return high - low;
  const before = bars[i - 1].close;
  return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
}

/** 0..i as values of `of`, beginning at bar `from`. */
function upTo(i: number, of: (at: number) => number, from = 0): number[] {
  return Array.from({ length: Math.max(0, i + 1 - from) }, (_, at) => of(from + at));
}

function movement(bars: readonly Bar[], i: number, plus: boolean): number {
  const up = bars[i].high - bars[i - 1].high;
  const down = bars[i - 1].low - bars[i].low;
  const [mine, other] = plus ? [up, down] : [down, up];
  return mine > other && mine > 0 ? mine : 0;
}

function directions(bars: readonly Bar[], i: number, period: number): [number, number] | null {
  const range = wilder(
    upTo(i, (at) => trueRange(bars, at), 1),
    period,
  );
  if (range === null) return null;
  const moved = (plus: boolean) =>
    wilder(
      upTo(i, (at) => movement(bars, at, plus), 1),
      period,
    ) ?? 0;
  return range === 0 ? [0, 0] : [(100 * moved(true)) / range, (100 * moved(false)) / range];
}

const typical = ({ high, low, close }: Bar): number => (high + low + close) / 3;

function volumeWeighted(bars: readonly Bar[] | null): readonly number[] | null {
  if (bars === null) return null;
  const volume = total(bars.map((bar) => bar.volume));
  if (volume === 0) return [typical(bars[bars.length - 1])];
  return [total(bars.map((bar) => typical(bar) * bar.volume)) / volume];
}

function relativeStrength(bars: readonly Bar[], i: number, period: number): number | null {
  const changes = upTo(i, (at) => bars[at].close - bars[at - 1].close, 1);
  const gain = wilder(
    changes.map((change) => Math.max(change, 0)),
    period,
  );
  const loss = wilder(
    changes.map((change) => Math.max(-change, 0)),
    period,
  );
  if (gain === null || loss === null) return null;
  return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
}

function convergence(bars: readonly Bar[], i: number, period: number): readonly number[] | null {
  const differences = upTo(i, (at) => {
    const closes = upTo(at, (k) => bars[k].close);
    const fast = exponential(closes, period);
    const slow = exponential(closes, 2 * period);
    return fast === null || slow === null ? Number.NaN : fast - slow;
  }).slice(2 * period - 1);
  const signal = exponential(differences, 5);
  if (signal === null) return null;
  const value = differences[differences.length - 1];
  return [value, signal, value - signal];
}

/** By the names of `DRIVEN`, with the same further parameters. */
export const FORMULAS: Readonly<Record<DrivenName, Formula>> = {
  sma: (bars, i, n) => {
    const closes = lastOf(i, n, (at) => bars[at].close);
    return one(closes && mean(closes));
  },
  ema: (bars, i, n) =>
    one(
      exponential(
        upTo(i, (at) => bars[at].close),
        n,
      ),
    ),
  wma: (bars, i, n) => {
    const closes = lastOf(i, n, (at) => bars[at].close);
    const weights = closes?.flatMap((close, at) => Array<number>(at + 1).fill(close));
    return one(weights ? mean(weights) : null);
  },
  rsi: (bars, i, n) => one(relativeStrength(bars, i, n)),
  atr: (bars, i, n) =>
    one(
      wilder(
        upTo(i, (at) => trueRange(bars, at)),
        n,
      ),
    ),
  meanAtr: (bars, i, n) => {
    const ranges = lastOf(i, n, (at) => trueRange(bars, at));
    return one(ranges && mean(ranges));
  },
  bollinger: (bars, i, n) => {
    const closes = lastOf(i, n, (at) => bars[at].close);
    if (closes === null) return null;
    const half = 2.5 * deviation(closes);
    return [mean(closes) + half, mean(closes), mean(closes) - half];
  },
  donchian: (bars, i, n) => {
    const window = lastOf(i, n, (at) => bars[at]);
    if (window === null) return null;
    const upper = Math.max(...window.map(({ high }) => high));
    const lower = Math.min(...window.map(({ low }) => low));
    return [upper, (upper + lower) / 2, lower];
  },
  rollingVwap: (bars, i, n) => volumeWeighted(lastOf(i, n, (at) => bars[at])),
  dayVwap: (bars, i) => {
    const day = (bar: Bar) => new Date(bar.timeMs).toISOString().slice(0, 10);
    return volumeWeighted(bars.slice(0, i + 1).filter((bar) => day(bar) === day(bars[i])));
  },
  rollingSd: (bars, i, n) => {
    const closes = lastOf(i, n, (at) => bars[at].close);
    return closes && [deviation(closes), mean(closes)];
  },
  realisedVolatility: (bars, i, n) => {
    const squares = lastOf(i, n, (at) => Math.log(bars[at].close / bars[at - 1].close) ** 2, 1);
    return one(squares && Math.sqrt(1440 * mean(squares)));
  },
  parkinson: (bars, i, n) => {
    const squares = lastOf(i, n, (at) => Math.log(bars[at].high / bars[at].low) ** 2);
    return one(squares && Math.sqrt((1440 * mean(squares)) / (4 * Math.log(2))));
  },
  zScore: (bars, i, n) => {
    const closes = lastOf(i, n, (at) => bars[at].close);
    if (closes === null) return null;
    // From the first close on, which is exact for closes near each other.
    const changes = closes.map((close) => close - closes[0]);
    const spread = deviation(changes);
    return [spread === 0 ? 0 : (changes[n - 1] - mean(changes)) / spread];
  },
  macd: convergence,
  adx: (bars, i, n) => {
    const now = directions(bars, i, n);
    if (now === null) return null;
    const indices = upTo(
      i,
      (at) => {
        const [plus, minus] = directions(bars, at, n) ?? [0, 0];
        return plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus);
      },
      n,
    );
    const value = wilder(indices, n);
    return value === null ? null : [value, ...now];
  },
};
