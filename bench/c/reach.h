/* The lazy layer's intervals: prices between which nothing can happen. Kernel notes 2. */
#ifndef PERPMILL_REACH_H
#define PERPMILL_REACH_H

#include "risk.h"

INLINE int32_t toFloor(double x) {
  return x <= 0 ? 0 : x >= (double)INT32_MAX ? INT32_MAX : (int32_t)x;
}

static double highestRate(const Run *s, double top) {
  const double notional = MAX(s->longLots, s->shortLots) * top * s->f.lotValue * (1 + 1e-6);
  double highest = 0;
  const Tier *row = s->tiers;
  for (int i = 0; i < s->n.tierCount; i++, row++) {
    highest = MAX(highest, row->rate);
    if (notional <= row->notionalCap) break;
  }
  return highest;
}

static void refreshSafety(Run *s, double near) {
  double lo = 0;
  double hi = INFINITY;
  const double gross = s->longLots + s->shortLots;
  if (gross > 0) {
    const double value = s->f.lotValue;
    const double slack = 1e-8 * (fabs(s->balance) + fabs(s->cost) * value);
    const double level = s->balance - s->cost * value - slack;
    const double top = 2 * near;
    const double slope =
        (s->net - highestRate(s, top) * gross * (1 + 1e-8) - 1e-8 * gross) * value;
    if (slope < 0) hi = level > 0 ? level / -slope - 2 : 0;
    else if (slope > 0) lo = level > 0 ? 0 : -level / slope + 2;
    else if (level <= 0) hi = 0;
    hi = MIN(hi, top);
  }
  const double stop = s->f.positionStopLoss;
  if (!isnan(stop)) {
    if (s->longLots > 0) lo = MAX(lo, s->entryLong * (1 - stop) * (1 + 1e-8) + 2);
    if (s->shortLots > 0) hi = MIN(hi, s->entryShort * (1 + stop) * (1 - 1e-8) - 2);
  }
  s->safeLo = toFloor(lo);
  s->safeHi = toFloor(hi);
}

static void refreshOrders(Run *s, int32_t price) {
  int32_t lo = s->safeLo;
  int32_t hi = s->safeHi;
  if (s->bidHead < s->bidCount) {
    const double trigger = s->bids[s->bidHead].trigger;
    lo = trigger >= (double)price ? INT32_MAX : MAX(lo, toFloor(trigger));
  }
  if (s->askHead < s->askCount) {
    const double trigger = s->asks[s->askHead].trigger;
    if (trigger <= (double)price) lo = INT32_MAX;
    else hi = MIN(hi, toFloor(trigger));
  }
  s->lo = lo;
  s->hi = hi;
}

INLINE int32_t reachBelow(const Run *s, int32_t price) {
  return (int32_t)MIN((((int64_t)price * s->kBid) >> 30) - s->reachThrough, INT32_MAX);
}

INLINE int32_t reachAbove(const Run *s, int32_t price) {
  return (int32_t)MIN((((int64_t)price * s->kAsk) >> 30) + s->reachThrough, INT32_MAX);
}

static int64_t reachThroughOf(const Run *s) {
  const int64_t through = (int64_t)MIN(s->f.throughUnits, (double)INT32_MAX);
  return through - (int64_t)ceil(1e-6 * s->f.tickUnits) - 1;
}

static int64_t scaleBid(double factor) {
  return (int64_t)ceil(MAX(0.0, MIN(factor, 1.0)) * 1073741824.0) + 1;
}

static int64_t scaleAsk(double factor) {
  return MAX(0, (int64_t)floor(MAX(0.0, MIN(factor, 1.9)) * 1073741824.0) - 1);
}

static double bidReach(const Run *s, double multiplier) {
  const double *parameter = s->f.parameter;
  const double opening = 1 - parameter[0] * multiplier;
  if (s->n.strategyId == PURE_MAKER_ID) return (1 + parameter[7]) * opening;
  const double further = isnan(parameter[2]) ? parameter[0] : parameter[2];
  return MAX(opening, opening * (1 - further * multiplier));
}

static double askReach(const Run *s, double multiplier) {
  const double *parameter = s->f.parameter;
  const double opening = 1 + parameter[1] * multiplier;
  return s->n.strategyId == PURE_MAKER_ID ? (1 - parameter[7]) * opening : opening;
}

#endif
