/* Which orders of a quote are accepted, and the two strategies. Semantics 4, 5 and 8. */
#ifndef PERPMILL_QUOTING_H
#define PERPMILL_QUOTING_H

#include "matching.h"

INLINE void beginQuote(Run *s, int32_t price, double mark) {
  const double at = (double)price;
  s->quotePrice = price;
  s->quoteEquity = equityAt(s, mark);
  s->longNotional = s->longLots * at * s->f.lotValue;
  s->shortNotional = s->shortLots * at * s->f.lotValue;
  s->available =
      s->quoteEquity - ((s->longLots + s->shortLots) * at * s->f.lotValue) / s->f.leverage;
  s->acceptedBuys = 0;
  s->acceptedSells = 0;
}

INLINE double postOnly(const Run *s, bool buy, double price) {
  const double at = (double)s->quotePrice;
  const double tick = s->f.tickUnits;
  if (buy) return price < at ? price : (ceil(at / tick) - 1) * tick;
  return price > at ? price : (floor(at / tick) + 1) * tick;
}

INLINE bool openingAllowed(Run *s, bool isLong, double lots, double price) {
  const double notional = lots * price * s->f.lotValue;
  const double held = isLong ? s->longNotional : s->shortNotional;
  if (held + notional > s->mostNotional) {
    s->rejectedLeverage += 1;
    return false;
  }
  const double margin = notional / s->f.leverage;
  if (!atMost(margin * s->f.marginBuffer, s->available)) {
    s->rejectedMargin += 1;
    return false;
  }
  if (isLong) s->longNotional = held + notional;
  else s->shortNotional = held + notional;
  s->available -= margin;
  return true;
}

INLINE void acceptNet(Run *s, bool buy, double price, double lots) {
  const double position = buy ? s->shortLots - s->acceptedBuys : s->longLots - s->acceptedSells;
  const double reducing = MIN(lots, MAX(0.0, position));
  const double opening = lots - reducing;
  double accepted = lots;
  if (opening > 0 && !openingAllowed(s, buy, opening, price)) accepted = reducing;
  if (accepted == 0) return;
  if (buy) s->acceptedBuys += accepted;
  else s->acceptedSells += accepted;
  insertOrder(s, buy, price, accepted, KIND_NET);
}

INLINE void quoteOrder(Run *s, int kind, bool buy, double wanted, double lots) {
  const double price = postOnly(s, buy, wanted);
  const double notional = lots * price * s->f.lotValue;
  const bool closesAll = (kind == KIND_CLOSE_LONG && lots >= s->longLots) ||
                         (kind == KIND_CLOSE_SHORT && lots >= s->shortLots);
  const bool tooSmall =
      lots < s->leastLots || notional < s->leastNotional;
  if (!(price > 0) || !(lots > 0) || (!closesAll && tooSmall)) {
    s->rejectedTooSmall += 1;
    return;
  }
  if (kind == KIND_NET) acceptNet(s, buy, price, lots);
  else if (isClosing(kind) || openingAllowed(s, kind == KIND_OPEN_LONG, lots, price)) {
    insertOrder(s, buy, price, lots, kind);
  }
}

INLINE double orderLots(const Run *s, bool fixed, double size) {
  const double lots =
      fixed ? size
            : floor((size * s->quoteEquity) / ((double)s->quotePrice * s->f.lotValue) + 1e-6);
  return MIN(MAX(lots, s->f.minLots), s->f.maxOrderLots);
}

/* Parameters in the order of the descriptor: bid, ask, close, size (2), maxPositionRatio. */
static void quoteDual(Run *s, double multiplier, bool noBuy, bool noSell) {
  const double *parameter = s->f.parameter;
  const double price = (double)s->quotePrice;
  const bool given = !isnan(parameter[2]);
  const double bidFactor = 1 - parameter[0] * multiplier;
  const double askFactor = 1 + parameter[1] * multiplier;
  const double bid = floorTick(price * bidFactor, s->f.tickUnits);
  const double ask = ceilTick(price * askFactor, s->f.tickUnits);
  const double size = orderLots(s, parameter[3] != 0, parameter[4]);
  const double limit = MIN(s->f.notionalCap, s->quoteEquity * s->f.leverage * parameter[5]);
  const double held = s->longLots;
  const double owed = s->shortLots;
  const double half = limit / 2;
  if (atMost((held + owed) * price * s->f.lotValue, limit)) {
    if (!noBuy && !atLeast(held * price * s->f.lotValue, half)) {
      quoteOrder(s, KIND_OPEN_LONG, true, bid, size);
    }
    if (!noSell && !atLeast(owed * price * s->f.lotValue, half)) {
      quoteOrder(s, KIND_OPEN_SHORT, false, ask, size);
    }
  }
  if (held > 0 && !noSell) {
    const double closeFactor = 1 + (given ? parameter[2] : parameter[1]) * multiplier;
    const double at = ceilTick(price * askFactor * closeFactor, s->f.tickUnits);
    quoteOrder(s, KIND_CLOSE_LONG, false, at, MIN(size, held));
  }
  if (owed > 0 && !noBuy) {
    const double closeFactor = 1 - (given ? parameter[2] : parameter[0]) * multiplier;
    const double at = floorTick(price * bidFactor * closeFactor, s->f.tickUnits);
    quoteOrder(s, KIND_CLOSE_SHORT, true, at, MIN(size, owed));
  }
}

/* Parameters: bid, ask, levels, levelSpacing, size (2), maxInventoryRatio, inventorySkew. */
static double inventory(const Run *s, double price) {
  if (s->quoteEquity <= 0) return s->net > 0 ? 1 : s->net < 0 ? -1 : 0;
  const double allowed = s->f.parameter[6] * s->quoteEquity;
  return MAX(-1.0, MIN(1.0, (s->net * price * s->f.lotValue) / allowed));
}

static void quotePure(Run *s, double multiplier, bool noBuy, bool noSell) {
  const double *parameter = s->f.parameter;
  const double price = (double)s->quotePrice;
  const double x = inventory(s, price);
  const double centre = price * (1 - parameter[7] * x);
  const double size = orderLots(s, parameter[4] != 0, parameter[5]);
  const bool bids = !noBuy && !atLeast(x, 1);
  const bool asks = !noSell && !atMost(x, -1);
  const double bidSpread = parameter[0] * multiplier;
  const double askSpread = parameter[1] * multiplier;
  const int levels = (int)parameter[2];
  for (int i = 0; i < levels; i++) {
    const double step = (double)i * parameter[3];
    if (bids) {
      const double bid = floorTick(centre * (1 - bidSpread - step), s->f.tickUnits);
      quoteOrder(s, KIND_NET, true, bid, size);
    }
    if (asks) {
      const double ask = ceilTick(centre * (1 + askSpread + step), s->f.tickUnits);
      quoteOrder(s, KIND_NET, false, ask, size);
    }
  }
}

#endif
