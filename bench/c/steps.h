/* One bar, step by step, and what hangs on its end. Semantics 3. */
#ifndef PERPMILL_STEPS_H
#define PERPMILL_STEPS_H

#include "metrics.h"
#include "quoting.h"
#include "reach.h"

INLINE bool lowFirst(const Run *s, int32_t i) {
  const Market *m = s->market;
  const int model = s->n.pathModel;
  if (model == MODEL_DIRECTION) return m->close[i] >= m->open[i];
  if (model == MODEL_NEAREST) {
    const int32_t down = m->open[i] - m->low[i];
    const int32_t up = m->high[i] - m->open[i];
    return down < up || (down == up && m->close[i] >= m->open[i]);
  }
  if (model == MODEL_LOW_FIRST) return true;
  if (model == MODEL_HIGH_FIRST) return false;
  const uint64_t seed = ((uint64_t)(uint32_t)s->n.seedHigh << 32) | (uint32_t)s->n.seedLow;
  return (mix(seed, (uint64_t)i) & 1) == 0;
}

INLINE int64_t openTimeOf(const Market *m, int32_t i) {
  return (int64_t)m->baseTimeMs + (int64_t)m->time[i] * (int64_t)m->intervalMs;
}

INLINE int64_t pointOffset(const Market *m, int k) {
  return k == 1 ? 0 : (int64_t)(k == 2 ? m->offset2 : k == 3 ? m->offset3 : m->offset4);
}

INLINE int32_t pointPrice(const Market *m, int32_t i, int k, bool low) {
  if (k == 1) return m->open[i];
  if (k == 4) return m->close[i];
  return (k == 2) == low ? m->low[i] : m->high[i];
}

INLINE void workOut(Run *s, int strategy, int32_t price, double mark, int regime) {
  beginQuote(s, price, mark);
  const bool leans = s->n.balanceMode && regime >= REGIME_HIGH;
  const double multiplier = spreadMultiplier(s, regime);
  const bool noBuy = leans && s->net > 0;
  const bool noSell = leans && s->net < 0;
  if (strategy == DUAL_MAKER_ID) quoteDual(s, multiplier, noBuy, noSell);
  else quotePure(s, multiplier, noBuy, noSell);
}

INLINE void settleQuote(Run *s, int strategy) {
  if (!s->pending) return;
  s->pending = 0;
  workOut(s, strategy, s->quotePrice, s->quoteMark, s->quoteRegime);
}

INLINE void setReach(Run *s) {
  if (s->quoteRegime != s->regime) {
    s->lo = INT32_MAX;
    return;
  }
  s->lo = MAX(s->safeLo, reachBelow(s, s->quotePrice));
  s->hi = MIN(s->safeHi, reachAbove(s, s->quotePrice));
}

INLINE void putOff(Run *s, int32_t price, double mark) {
  cancelOrders(s);
  s->pending = 1;
  s->quotePrice = price;
  s->quoteMark = mark;
  s->quoteRegime = s->regime;
  setReach(s);
}

static void moveAndCheck(Run *s, int k, int32_t price) {
  const bool jump = k == 1;
  s->moveFrom = (double)s->lastPrice;
  move(s, s->lastPrice, price, jump);
  if (s->ended) return;
  checkStops(s, (double)price, jump, price);
  if (s->ended) return;
  liquidateAtPrice(s, (double)price, jump, price);
}

static void applyRegime(Run *s) {
  s->kBid = s->kBidOf[s->regime];
  s->kAsk = s->kAskOf[s->regime];
  s->eager = s->n.countRejections || actsAtQuote(s, s->regime);
}

static void updateIndicators(Run *s, int32_t i) {
  const int before = s->regime;
  updateRegime(s, i);
  if (s->regime != before) applyRegime(s);
}

/* PureMaker: the reach by the inventory as it is, as packages/core-wasm/assembly/quoting/pure-maker.ts. */
static void narrowReach(Run *s, double near) {
  const double *parameter = s->f.parameter;
  const double skew = parameter[7];
  if (skew == 0) return;
  const double lowest = ceil(near * 0.95);
  const double highest = floor(near * 1.05);
  const double equityLow = equityAt(s, lowest);
  const double equityHigh = equityAt(s, highest);
  double least = -1;
  double most = 1;
  if (equityLow > 0 && equityHigh > 0) {
    const double held = (s->net * s->f.lotValue) / parameter[6];
    const double atLow = (held * lowest) / equityLow;
    const double atHigh = (held * highest) / equityHigh;
    least = MAX(-1.0, MIN(atLow, atHigh) - 1e-9);
    most = MIN(1.0, MAX(atLow, atHigh) + 1e-9);
  }
  const double multiplier = spreadMultiplier(s, s->regime);
  s->kBid = scaleBid((1 - skew * least) * (1 - parameter[0] * multiplier));
  s->kAsk = scaleAsk((1 - skew * most) * (1 + parameter[1] * multiplier));
  s->safeLo = MAX(s->safeLo, (int32_t)lowest);
  s->safeHi = MIN(s->safeHi, (int32_t)MIN(highest, 2147483647.0));
}

INLINE void refreshBounds(Run *s, int strategy, double near) {
  refreshSafety(s, near);
  if (strategy == PURE_MAKER_ID) narrowReach(s, near);
}

static double meetLimits(Run *s, int32_t i, double equity, double mark, int64_t time) {
  const int met = metLimit(s, equity);
  if (met == STOPPED_NONE) return equity;
  const int32_t close = s->market->close[i];
  s->bar = i;
  s->stepTime = time;
  applyLimit(s, met, close);
  countExposure(s, i);
  applyRegime(s);
  refreshSafety(s, mark);
  refreshOrders(s, close);
  return equityAt(s, mark);
}

static void endBar(Run *s, int32_t i, double mark, int64_t time) {
  endBarFills(s);
  double equity = equityAt(s, mark);
  if (!s->ended) {
    if (s->n.regimeOn) updateIndicators(s, i);
    if (!(equity > s->limitFloor)) equity = meetLimits(s, i, equity, mark, time);
  }
  s->lastEquity = equity;
  recordDrawdown(s, equity, time);
  countExposure(s, i);
  if (s->equityColumn) s->equityColumn[i] = equity;
  s->cursor = i + 1;
}

INLINE void walkBar(Run *s, int strategy, int32_t i, bool lazy) {
  const Market *m = s->market;
  s->bar = i;
  s->openTime = openTimeOf(m, i);
  s->barLots = -1;
  s->lastPrice = i == 0 ? m->open[0] : m->close[i - 1];
  s->lastMark = (double)s->lastPrice;
  const bool low = lowFirst(s, i);
  const int64_t refresh = (int64_t)s->f.orderRefreshMs;
  for (int k = 1; k <= 4; k++) {
    const int32_t price = pointPrice(m, i, k, low);
    const double mark = (double)price;
    const int64_t time = s->openTime + pointOffset(m, k);
    s->stepTime = time;
    if (s->nextDue <= time) {
      settleQuote(s, strategy);
      bookEvents(s, time, s->lastMark);
      if (lazy) {
        refreshBounds(s, strategy, s->lastMark);
        refreshOrders(s, s->lastPrice);
      }
    }
    if (!(lazy && price > s->lo && price < s->hi)) {
      const double fills = s->fills;
      settleQuote(s, strategy);
      moveAndCheck(s, k, price);
      if (lazy) {
        const bool safe = price > s->safeLo && price < s->safeHi;
        if (s->fills != fills || !safe) refreshBounds(s, strategy, mark);
        refreshOrders(s, price);
      }
    }
    s->lastPrice = price;
    s->lastMark = mark;
    if (s->ended) break;
    if (time >= s->nextQuote && time >= s->pausedUntil) {
      s->nextQuote = time + refresh;
      if (lazy && !s->eager) putOff(s, price, mark);
      else {
        cancelOrders(s);
        if (tradeRegime(s, s->regime, price)) workOut(s, strategy, price, mark, s->regime);
        if (lazy) {
          refreshBounds(s, strategy, mark);
          refreshOrders(s, price);
        }
      }
    }
    stepEquity(s, equityAt(s, mark));
  }
  endBar(s, i, s->lastMark, s->openTime + pointOffset(m, 4));
}

#endif
