/** Every indicator as a test drives it: made for a period, pushed a bar, read as a row of numbers. */
import {
  Adx,
  Atr,
  Bollinger,
  DayVwap,
  Donchian,
  Ema,
  Macd,
  MeanAtr,
  Parkinson,
  RealisedVolatility,
  RollingSd,
  RollingVwap,
  Rsi,
  Sma,
  Wma,
  ZScore,
} from "../../portable/index.js";
import type { Bar } from "./bars.js";

/** One indicator at work. */
export interface Driven {
  readonly ready: boolean;
  push(bar: Bar): void;
  /** values, the main one first */
  row(): readonly number[];
}

interface Indicator {
  readonly ready: boolean;
}

function drive<I extends Indicator>(
  a: I,
  push: (a: I, bar: Bar) => void,
  row: (a: I) => readonly number[],
): Driven {
  return {
    get ready() {
      return a.ready;
    },
    push: (bar) => push(a, bar),
    row: () => row(a),
  };
}

/** By the names that test-assembly/indicators.ts exports. */
export const DRIVEN = {
  sma: (period: number) =>
    drive(
      new Sma(period),
      (a, bar) => a.push(bar.close),
      (a) => [a.value],
    ),
  ema: (period: number) =>
    drive(
      new Ema(period),
      (a, bar) => a.push(bar.close),
      (a) => [a.value],
    ),
  wma: (period: number) =>
    drive(
      new Wma(period),
      (a, bar) => a.push(bar.close),
      (a) => [a.value],
    ),
  rsi: (period: number) =>
    drive(
      new Rsi(period),
      (a, bar) => a.push(bar.close),
      (a) => [a.value],
    ),
  atr: (period: number) =>
    drive(
      new Atr(period),
      (a, bar) => a.push(bar.high, bar.low, bar.close),
      (a) => [a.value],
    ),
  meanAtr: (period: number) =>
    drive(
      new MeanAtr(period),
      (a, bar) => a.push(bar.high, bar.low, bar.close),
      (a) => [a.value],
    ),
  bollinger: (period: number) =>
    drive(
      new Bollinger(period, 2.5),
      (a, bar) => a.push(bar.close),
      (a) => [a.upper, a.middle, a.lower],
    ),
  donchian: (period: number) =>
    drive(
      new Donchian(period),
      (a, bar) => a.push(bar.high, bar.low),
      (a) => [a.upper, a.middle, a.lower],
    ),
  rollingVwap: (period: number) =>
    drive(
      new RollingVwap(period),
      (a, bar) => a.push(bar.high, bar.low, bar.close, bar.volume),
      (a) => [a.value],
    ),
  dayVwap: () =>
    drive(
      new DayVwap(),
      (a, bar) => a.push(bar.timeMs, bar.high, bar.low, bar.close, bar.volume),
      (a) => [a.value],
    ),
  rollingSd: (period: number) =>
    drive(
      new RollingSd(period),
      (a, bar) => a.push(bar.close),
      (a) => [a.value, a.mean],
    ),
  realisedVolatility: (period: number) =>
    drive(
      new RealisedVolatility(period, 1440),
      (a, bar) => a.push(bar.close),
      (a) => [a.value],
    ),
  parkinson: (period: number) =>
    drive(
      new Parkinson(period, 1440),
      (a, bar) => a.push(bar.high, bar.low),
      (a) => [a.value],
    ),
  zScore: (period: number) =>
    drive(
      new ZScore(period),
      (a, bar) => a.push(bar.close),
      (a) => [a.value],
    ),
  macd: (period: number) =>
    drive(
      new Macd(period, 2 * period, 5),
      (a, bar) => a.push(bar.close),
      (a) => [a.value, a.signal, a.histogram],
    ),
  adx: (period: number) =>
    drive(
      new Adx(period),
      (a, bar) => a.push(bar.high, bar.low, bar.close),
      (a) => [a.value, a.plus, a.minus],
    ),
} satisfies Record<string, (period: number) => Driven>;

/** Name of a driven indicator. */
export type DrivenName = keyof typeof DRIVEN;

/** Names of all of them. */
export const DRIVEN_NAMES = Object.keys(DRIVEN) as DrivenName[];
