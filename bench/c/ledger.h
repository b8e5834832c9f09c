/* The account: equity, what a fill does to positions and balance, the trade log. Semantics 5. */
#ifndef PERPMILL_LEDGER_H
#define PERPMILL_LEDGER_H

#include "layout.h"

INLINE double equityAt(const Run *s, double x) {
  return s->balance + (s->net * x - s->cost) * s->f.lotValue;
}

INLINE bool isOpen(const Run *s) { return s->longLots > 0 || s->shortLots > 0; }

static void positionChanged(Run *s) {
  if (s->longLots == 0) s->entryLong = 0;
  if (s->shortLots == 0) s->entryShort = 0;
  s->net = s->longLots - s->shortLots;
  s->cost = s->longLots * s->entryLong - s->shortLots * s->entryShort;
  if (s->longLots > s->maxLong) s->maxLong = s->longLots;
  if (s->shortLots > s->maxShort) s->maxShort = s->shortLots;
}

static void addHolding(Run *s, int64_t time) {
  s->holding += (s->longLots + s->shortLots) * (double)(time - s->holdingSince);
  s->holdingSince = time;
}

static void countClosed(Run *s, double lots, double price, double gain) {
  const double threshold = 1e-9 * (lots * price * s->f.lotValue);
  s->closedFills += 1;
  s->closedLots += lots;
  s->realized += gain;
  if (gain > threshold) {
    s->winningFills += 1;
    s->gains += gain;
  } else if (gain < -threshold) {
    s->losses -= gain;
  }
}

static void logTrade(Run *s, int kind, bool buy, double lots, double price, double reference,
                     int reason, int64_t time, double fee, double gain) {
  const size_t column = (size_t)s->tradeCapacity;
  double *row = s->tradeFloats + s->tradeCount;
  row[0] = (double)time;
  row[1 * column] = price;
  row[2 * column] = lots;
  row[3 * column] = fee;
  row[4 * column] = gain;
  row[5 * column] = s->longLots;
  row[6 * column] = s->shortLots;
  row[7 * column] = s->balance;
  row[8 * column] = reference;
  s->tradeBars[s->tradeCount] = s->bar;
  int position = 0;
  if (kind == KIND_OPEN_LONG || kind == KIND_CLOSE_LONG) position = 1;
  else if (kind == KIND_OPEN_SHORT || kind == KIND_CLOSE_SHORT) position = 2;
  s->tradeFlags[s->tradeCount] =
      (buy ? 0 : 1) | (position << 1) | (reason == REASON_QUOTE ? 0 : 8) | (reason << 4);
  s->tradeCount += 1;
}

static void bookFill(Run *s, int kind, bool buy, double lots, double price, double reference,
                     int reason, int64_t time) {
  addHolding(s, time);
  const double value = lots * price * s->f.lotValue;
  double closed = 0;
  double gain = 0;
  if (kind == KIND_CLOSE_LONG || (kind == KIND_NET && !buy && s->longLots > 0)) {
    closed = MIN(lots, s->longLots);
    gain = closed * (price - s->entryLong) * s->f.lotValue;
    s->longLots -= closed;
  } else if (kind == KIND_CLOSE_SHORT || (kind == KIND_NET && buy && s->shortLots > 0)) {
    closed = MIN(lots, s->shortLots);
    gain = closed * (s->entryShort - price) * s->f.lotValue;
    s->shortLots -= closed;
  }
  if (lots > closed) {
    const double opened = lots - closed;
    if (buy) {
      s->entryLong = (s->longLots * s->entryLong + opened * price) / (s->longLots + opened);
      s->longLots += opened;
    } else {
      s->entryShort = (s->shortLots * s->entryShort + opened * price) / (s->shortLots + opened);
      s->shortLots += opened;
    }
  }
  positionChanged(s);
  if (closed > 0) {
    s->balance += gain;
    countClosed(s, closed, price, gain);
  }

  const bool maker = reason == REASON_QUOTE;
  double fee = value * (maker ? s->f.makerFee : s->f.takerFee);
  s->balance -= fee;
  if (reason == REASON_LIQUIDATION) {
    const double extra = MIN(value * s->f.liquidationFee, MAX(0.0, s->balance));
    s->balance -= extra;
    fee += extra;
  } else {
    s->feesSincePayout += fee;
  }
  s->fees += fee;
  s->notional += value;
  s->fills += 1;
  const double distance = buy ? reference - price : price - reference;
  s->spread += distance * lots * s->f.lotValue;
  if (maker) {
    s->makerFills += 1;
    s->edge += distance * lots;
    s->edgeNotional += lots * price;
    if (buy) s->makerBuys += 1;
    else s->makerSells += 1;
  }
  logTrade(s, kind, buy, lots, price, reference, reason, time, fee, gain);
}

static void marketClose(Run *s, bool closeLong, double lots, double at, int reason, int64_t time) {
  const bool buy = !closeLong;
  double price = buy ? at + s->f.slippageUnits : at - s->f.slippageUnits;
  if (price <= 0) price = s->f.tickUnits;
  const int kind = s->n.oneWay ? KIND_NET : closeLong ? KIND_CLOSE_LONG : KIND_CLOSE_SHORT;
  bookFill(s, kind, buy, lots, price, at, reason, time);
}

static void closeAll(Run *s, double at, int reason, int64_t time) {
  if (s->longLots > 0) marketClose(s, true, s->longLots, at, reason, time);
  if (s->shortLots > 0) marketClose(s, false, s->shortLots, at, reason, time);
}

INLINE void cancelOrders(Run *s) {
  s->bidHead = 0;
  s->bidCount = 0;
  s->askHead = 0;
  s->askCount = 0;
  s->pending = 0;
}

#endif
