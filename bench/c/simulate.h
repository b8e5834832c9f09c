/* Start, the two layers, finish. As packages/core-wasm/assembly/simulate.ts. */
#ifndef PERPMILL_SIMULATE_H
#define PERPMILL_SIMULATE_H

#include <string.h>

#include "steps.h"

static void startRun(Run *s) {
  const Market *m = s->market;
  memset(&s->cursor, 0, sizeof(Run) - offsetof(Run, cursor));
  s->balance = s->f.initialBalance;
  s->lastEquity = s->f.initialBalance;
  s->dayBase = s->f.initialBalance;
  s->firstTime = openTimeOf(m, 0);
  s->holdingSince = s->firstTime;
  s->belowTime = INT64_MIN;
  s->nextQuote = INT64_MIN;
  s->pausedUntil = INT64_MIN;
  s->dayEnd = INT64_MIN;
  s->reachThrough = reachThroughOf(s);
  s->leastLots = s->f.minLots - 1e-9 * fabs(s->f.minLots);
  s->leastNotional = s->f.minNotional - 1e-9 * fabs(s->f.minNotional);
  s->mostNotional =
      s->f.notionalCap == INFINITY ? INFINITY : s->f.notionalCap + 1e-9 * s->f.notionalCap;
  nextEvent(s);
  for (int regime = 0; regime < 4; regime++) {
    s->kBidOf[regime] = scaleBid(bidReach(s, spreadMultiplier(s, regime)));
    s->kAskOf[regime] = scaleAsk(askReach(s, spreadMultiplier(s, regime)));
  }
  applyRegime(s);
  setPeak(s, s->f.initialBalance, s->firstTime);
  /* Out of every interval: the first bar is walked. */
  s->lo = INT32_MAX;
  s->hi = 0;
}

INLINE bool logIsFull(const Run *s) {
  return s->tradeCount + TRADE_ROWS_PER_BAR > s->tradeCapacity;
}

INLINE int advancePlain(Run *s, int strategy) {
  const Market *m = s->market;
  while (s->cursor < m->count) {
    if (logIsFull(s)) return STATUS_DRAIN;
    const int64_t openTime = openTimeOf(m, s->cursor);
    if (openTime >= s->dayEnd) startDay(s, s->cursor, openTime);
    s->limitFloor = INFINITY;
    walkBar(s, strategy, s->cursor, false);
    if (s->ended) return STATUS_ENDED;
  }
  return STATUS_DONE;
}

INLINE int lastQuoteStep(Run *s, const Market *m, int64_t openTime, int64_t refresh) {
  const int64_t offset2 = (int64_t)m->offset2;
  const int64_t offset3 = (int64_t)m->offset3;
  const int64_t offset4 = (int64_t)m->offset4;
  int64_t wait = s->nextQuote - openTime;
  int step = 0;
  if (wait <= 0) {
    step = 1;
    wait = refresh;
  }
  if (wait <= offset2) {
    step = 2;
    wait = offset2 + refresh;
  }
  if (wait <= offset3) {
    step = 3;
    wait = offset3 + refresh;
  }
  if (wait <= offset4) {
    step = 4;
    wait = offset4 + refresh;
  }
  s->calmNextQuote = openTime + wait;
  return step;
}

INLINE bool isCalm(const Run *s, const Market *m, int32_t i, int64_t openTime, int step) {
  const int32_t high = m->high[i];
  const int32_t low = m->low[i];
  if (openTime < s->pausedUntil || s->eager) return false;
  if (!s->pending) {
    if (low <= s->lo || high >= s->hi) return false;
    if (step == 0) return true;
    return low > reachBelow(s, high) && high < reachAbove(s, low);
  }
  if (low <= s->safeLo || high >= s->safeHi || s->quoteRegime != s->regime) return false;
  const int32_t quoted = s->quotePrice;
  const int32_t top = step == 0 ? quoted : MAX(high, quoted);
  const int32_t bottom = step == 0 ? quoted : MIN(low, quoted);
  return low > reachBelow(s, top) && high < reachAbove(s, bottom);
}

INLINE void passQuote(Run *s, const Market *m, int32_t i, int step) {
  s->nextQuote = s->calmNextQuote;
  if (!s->pending) {
    cancelOrders(s);
    s->pending = 1;
  }
  s->quoteRegime = s->regime;
  s->quotePrice = pointPrice(m, i, step, step == 4 || lowFirst(s, i));
  s->quoteMark = (double)s->quotePrice;
}

INLINE int advanceLazy(Run *s, int strategy) {
  const Market *m = s->market;
  const int64_t refresh = (int64_t)s->f.orderRefreshMs;
  const int64_t offset4 = (int64_t)m->offset4;
  const double lotValue = s->f.lotValue;
  int32_t i = s->cursor;
  while (i < m->count) {
    const int64_t openTime = openTimeOf(m, i);
    const int64_t time = openTime + offset4;
    if (openTime >= s->dayEnd) {
      startDay(s, i, openTime);
      s->limitFloor = limitFloorOf(s);
    }
    const int step = s->nextQuote <= time ? lastQuoteStep(s, m, openTime, refresh) : 0;
    if (time < s->nextDue && isCalm(s, m, i, openTime, step)) {
      const double net = s->net;
      const double cost = s->cost;
      const double balance = s->balance;
      const double worst = (double)(net > 0 ? m->low[i] : m->high[i]);
      const double mark = (double)m->close[i];
      stepEquity(s, balance + (net * worst - cost) * lotValue);
      if (step) passQuote(s, m, i, step);
      if (s->n.regimeOn) updateIndicators(s, i);
      double equity = balance + (net * mark - cost) * lotValue;
      if (equity <= s->limitFloor) equity = meetLimits(s, i, equity, mark, time);
      s->lastEquity = equity;
      recordDrawdown(s, equity, time);
      if (s->equityColumn) s->equityColumn[i] = equity;
    } else {
      s->cursor = i;
      if (logIsFull(s)) return STATUS_DRAIN;
      if (s->pending) setReach(s);
      walkBar(s, strategy, i, true);
    }
    i++;
    if (s->ended) break;
  }
  s->cursor = i;
  return s->ended ? STATUS_ENDED : STATUS_DONE;
}

static __attribute__((noinline)) int advanceDual(Run *s) {
  return s->layer == LAYER_PLAIN ? advancePlain(s, DUAL_MAKER_ID) : advanceLazy(s, DUAL_MAKER_ID);
}

static __attribute__((noinline)) int advancePure(Run *s) {
  return s->layer == LAYER_PLAIN ? advancePlain(s, PURE_MAKER_ID) : advanceLazy(s, PURE_MAKER_ID);
}

/* Runs to the end of the bars, to a full log, or to where the run ends by itself. */
static int advanceRun(Run *s) {
  return s->n.strategyId == DUAL_MAKER_ID ? advanceDual(s) : advancePure(s);
}

static void finishRun(Run *s) {
  endUnderwater(s);
  if (s->exposed) s->exposedBars += (double)(s->cursor - s->exposedFrom);
  s->exposedFrom = s->cursor;
  const int64_t end = openTimeOf(s->market, s->cursor - 1) + (int64_t)s->market->intervalMs;
  s->holding += (s->longLots + s->shortLots) * (double)(end - s->holdingSince);
  s->holdingSince = end;
}

#endif
