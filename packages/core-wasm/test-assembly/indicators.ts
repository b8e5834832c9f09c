/**
 * Drives every indicator of portable/ in WASM: bars in rows of five numbers (time, high, low, close,
 * volume), results in rows of four (three values, whether it is ready). Each function returns how far
 * the heap moved while bars were pushed.
 */
import {
  Sma, Ema, Wma, Rsi, Atr, MeanAtr, Bollinger, Donchian, RollingVwap, DayVwap, RollingSd, RealisedVolatility, Parkinson, ZScore, Macd, Adx,
} from "../portable/index";

const BAR_BYTES: usize = 40;
const ROW_BYTES: usize = 32;

let bars: usize = 0;
let rows: usize = 0;

/** Makes room for so many bars and their results; returns where the bars go, results follow them. */
export function reserve(count: i32): usize {
  bars = heap.alloc(<usize>count * (BAR_BYTES + ROW_BYTES));
  rows = bars + <usize>count * BAR_BYTES;
  return bars;
}

function time(i: i32): f64 {
  return load<f64>(bars + <usize>i * BAR_BYTES);
}

function high(i: i32): f64 {
  return load<f64>(bars + <usize>i * BAR_BYTES, 8);
}

function low(i: i32): f64 {
  return load<f64>(bars + <usize>i * BAR_BYTES, 16);
}

function close(i: i32): f64 {
  return load<f64>(bars + <usize>i * BAR_BYTES, 24);
}

function volume(i: i32): f64 {
  return load<f64>(bars + <usize>i * BAR_BYTES, 32);
}

function put(i: i32, x: f64, y: f64, z: f64, ready: bool): void {
  const row = rows + <usize>i * ROW_BYTES;
  store<f64>(row, x);
  store<f64>(row, y, 8);
  store<f64>(row, z, 16);
  store<f64>(row, <f64>ready, 24);
}

function top(): usize {
  return heap.alloc(16);
}

export function sma(period: i32, count: i32): usize {
  const a = new Sma(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function ema(period: i32, count: i32): usize {
  const a = new Ema(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function wma(period: i32, count: i32): usize {
  const a = new Wma(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function rsi(period: i32, count: i32): usize {
  const a = new Rsi(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function atr(period: i32, count: i32): usize {
  const a = new Atr(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(high(i), low(i), close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function meanAtr(period: i32, count: i32): usize {
  const a = new MeanAtr(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(high(i), low(i), close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function bollinger(period: i32, count: i32): usize {
  const a = new Bollinger(period, 2.5);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.upper, a.middle, a.lower, a.ready);
  }
  return top() - before;
}

export function donchian(period: i32, count: i32): usize {
  const a = new Donchian(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(high(i), low(i));
    put(i, a.upper, a.middle, a.lower, a.ready);
  }
  return top() - before;
}

export function rollingVwap(period: i32, count: i32): usize {
  const a = new RollingVwap(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(high(i), low(i), close(i), volume(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function dayVwap(_period: i32, count: i32): usize {
  const a = new DayVwap();
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(time(i), high(i), low(i), close(i), volume(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function rollingSd(period: i32, count: i32): usize {
  const a = new RollingSd(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, a.mean, NaN, a.ready);
  }
  return top() - before;
}

export function realisedVolatility(period: i32, count: i32): usize {
  const a = new RealisedVolatility(period, 1440);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function parkinson(period: i32, count: i32): usize {
  const a = new Parkinson(period, 1440);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(high(i), low(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function zScore(period: i32, count: i32): usize {
  const a = new ZScore(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, NaN, NaN, a.ready);
  }
  return top() - before;
}

export function macd(period: i32, count: i32): usize {
  const a = new Macd(period, 2 * period, 5);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(close(i));
    put(i, a.value, a.signal, a.histogram, a.ready);
  }
  return top() - before;
}

export function adx(period: i32, count: i32): usize {
  const a = new Adx(period);
  const before = top();
  for (let i = 0; i < count; i++) {
    a.push(high(i), low(i), close(i));
    put(i, a.value, a.plus, a.minus, a.ready);
  }
  return top() - before;
}
