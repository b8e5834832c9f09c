/**
 * The account: equity, what a fill does to positions and balance, the trade log. Semantics 5, and
 * the order of evaluation of its appendix A.
 */
import {
  FLAG_POSITION_SHIFT,
  FLAG_REASON_SHIFT,
  FLAG_SELL,
  FLAG_TAKER,
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  KIND_NET,
  KIND_OPEN_LONG,
  KIND_OPEN_SHORT,
  REASON_LIQUIDATION,
  REASON_QUOTE,
  Run,
  TRADE_BALANCE_AFTER,
  TRADE_BAR,
  TRADE_F64_COLUMNS,
  TRADE_FEE,
  TRADE_FLAGS,
  TRADE_LONG_AFTER,
  TRADE_LOTS,
  TRADE_PRICE,
  TRADE_REALIZED,
  TRADE_REFERENCE,
  TRADE_SHORT_AFTER,
  TRADE_TIME,
} from "./layout";
import { lesser } from "./math/rounding";

/** Equity at price or mark x (price units), quote. */
// @ts-ignore: decorator
@inline
export function equityAt(s: Run, x: f64): f64 {
  return s.balance + (s.net * x - s.cost) * s.lotValue;
}

// @ts-ignore: decorator
@inline
export function isOpen(s: Run): bool {
  return s.long > 0 || s.short > 0;
}

/** To be called after every change of a position. */
function positionChanged(s: Run): void {
  if (!ASC_NO_ASSERT) assert(s.long >= 0 && s.short >= 0 && (!s.oneWay || s.long == 0 || s.short == 0));
  if (s.long == 0) s.entryLong = 0;
  if (s.short == 0) s.entryShort = 0;
  s.net = s.long - s.short;
  s.cost = s.long * s.entryLong - s.short * s.entryShort;
  if (s.long > s.maxLong) s.maxLong = s.long;
  if (s.short > s.maxShort) s.maxShort = s.short;
}

/** Adds lots·ms of the position held since the last change (avgHoldingMs). */
function addHolding(s: Run, time: i64): void {
  s.holding += (s.long + s.short) * <f64>(time - s.holdingSince);
  s.holdingSince = time;
}

function openLong(s: Run, lots: f64, price: f64): void {
  s.entryLong = (s.long * s.entryLong + lots * price) / (s.long + lots);
  s.long += lots;
}

function openShort(s: Run, lots: f64, price: f64): void {
  s.entryShort = (s.short * s.entryShort + lots * price) / (s.short + lots);
  s.short += lots;
}

/** Counts a closing part: its gain is a gain or a loss when over 1e-9 of the notional closed. */
function countClosed(s: Run, lots: f64, price: f64, gain: f64): void {
  const threshold = 1e-9 * (lots * price * s.lotValue);
  s.closedFills += 1;
  s.closedLots += lots;
  s.realized += gain;
  if (gain > threshold) {
    s.winningFills += 1;
    s.gains += gain;
  } else if (gain < -threshold) {
    s.losses -= gain;
  }
}

/**
 * Books one fill: position, gain, fee, statistics, log row.
 * @param kind what the order does
 * @param buy whether it buys
 * @param price price units
 * @param reference price at which it was quoted, price units
 * @param fee quote, what the fill pays; for a liquidation the taker fee and the liquidation fee
 * come from `liquidationFee`
 */
export function bookFill(
  s: Run,
  kind: i32,
  buy: bool,
  lots: f64,
  price: f64,
  reference: f64,
  reason: i32,
  time: i64,
): void {
  if (!ASC_NO_ASSERT) assert(lots > 0 && price > 0 && time >= s.holdingSince);
  addHolding(s, time);
  const value = lots * price * s.lotValue;
  let closed: f64 = 0;
  let gain: f64 = 0;
  if (kind == KIND_CLOSE_LONG || (kind == KIND_NET && !buy && s.long > 0)) {
    closed = lesser(lots, s.long);
    gain = closed * (price - s.entryLong) * s.lotValue;
    s.long -= closed;
  } else if (kind == KIND_CLOSE_SHORT || (kind == KIND_NET && buy && s.short > 0)) {
    closed = lesser(lots, s.short);
    gain = closed * (s.entryShort - price) * s.lotValue;
    s.short -= closed;
  }
  if (lots > closed) {
    if (buy) openLong(s, lots - closed, price);
    else openShort(s, lots - closed, price);
  }
  positionChanged(s);
  if (closed > 0) {
    s.balance += gain;
    countClosed(s, closed, price, gain);
  }

  const maker = reason == REASON_QUOTE;
  let fee = value * (maker ? s.makerFee : s.takerFee);
  s.balance -= fee;
  if (reason == REASON_LIQUIDATION) {
    const extra = min(value * s.liquidationFee, max(0.0, s.balance));
    s.balance -= extra;
    fee += extra;
  } else {
    s.feesSincePayout += fee;
  }
  s.fees += fee;
  s.notional += value;
  s.fills += 1;
  const distance = buy ? reference - price : price - reference;
  s.spread += distance * lots * s.lotValue;
  if (maker) {
    s.makerFills += 1;
    s.edge += distance * lots;
    s.edgeNotional += lots * price;
    if (buy) s.makerBuys += 1;
    else s.makerSells += 1;
  }
  if (s.tradeLog) {
    logTrade(s, kind, buy, lots, price, reference, reason, time, fee, gain);
  }
}

function logTrade(
  s: Run,
  kind: i32,
  buy: bool,
  lots: f64,
  price: f64,
  reference: f64,
  reason: i32,
  time: i64,
  fee: f64,
  gain: f64,
): void {
  if (!ASC_NO_ASSERT) assert(s.tradeCount < s.tradeCapacity);
  const row = <usize>s.tradeCount;
  const height = <usize>s.tradeCapacity;
  const base = s.tradeLog + (row << 3);
  const column = height << 3;
  store<f64>(base + TRADE_TIME * column, <f64>time);
  store<f64>(base + TRADE_PRICE * column, price);
  store<f64>(base + TRADE_LOTS * column, lots);
  store<f64>(base + TRADE_FEE * column, fee);
  store<f64>(base + TRADE_REALIZED * column, gain);
  store<f64>(base + TRADE_LONG_AFTER * column, s.long);
  store<f64>(base + TRADE_SHORT_AFTER * column, s.short);
  store<f64>(base + TRADE_BALANCE_AFTER * column, s.balance);
  store<f64>(base + TRADE_REFERENCE * column, reference);
  const words = s.tradeLog + TRADE_F64_COLUMNS * column + (row << 2);
  store<i32>(words + (TRADE_BAR - TRADE_F64_COLUMNS) * (height << 2), s.bar);
  let position = 0;
  if (kind == KIND_OPEN_LONG || kind == KIND_CLOSE_LONG) position = 1;
  else if (kind == KIND_OPEN_SHORT || kind == KIND_CLOSE_SHORT) position = 2;
  const flags =
    (buy ? 0 : FLAG_SELL) |
    (position << FLAG_POSITION_SHIFT) |
    (reason == REASON_QUOTE ? 0 : FLAG_TAKER) |
    (reason << FLAG_REASON_SHIFT);
  store<i32>(words + (TRADE_FLAGS - TRADE_F64_COLUMNS) * (height << 2), flags);
  s.tradeCount += 1;
}

/** Closes `lots` of a side at market at price `at`, worsened by the slippage. Semantics 4. */
export function marketClose(s: Run, closeLong: bool, lots: f64, at: f64, reason: i32, time: i64): void {
  const buy = !closeLong;
  let price = buy ? at + s.slippageUnits : at - s.slippageUnits;
  if (price <= 0) price = s.tickUnits;
  const kind = s.oneWay ? KIND_NET : closeLong ? KIND_CLOSE_LONG : KIND_CLOSE_SHORT;
  bookFill(s, kind, buy, lots, price, at, reason, time);
}

/** Closes everything at market: long first, then short. */
export function closeAll(s: Run, at: f64, reason: i32, time: i64): void {
  if (s.long > 0) marketClose(s, true, s.long, at, reason, time);
  if (s.short > 0) marketClose(s, false, s.short, at, reason, time);
}

/** Cancels every resting order and a quote not yet worked out. */
export function cancelOrders(s: Run): void {
  s.bidHead = 0;
  s.bidCount = 0;
  s.askHead = 0;
  s.askCount = 0;
  s.pending = 0;
  s.settled = 0;
}
