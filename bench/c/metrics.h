/* Drawdowns, days and counters kept while a run goes on; funding and payouts. Semantics 5 and 9. */
#ifndef PERPMILL_METRICS_H
#define PERPMILL_METRICS_H

#include "risk.h"

INLINE double floorFor(double peak, double worst) { return peak - worst * peak + 1e-12 * peak; }

static void setPeak(Run *s, double peak, int64_t time) {
  s->peak = peak;
  const double guard = 1e-9 * fabs(peak);
  s->peakAbove = peak + guard;
  s->peakBelow = peak - guard;
  s->peakTime = time;
  s->drawdownFloor = floorFor(peak, s->worstDrawdown);
  s->intrabarFloor = floorFor(peak, s->worstIntrabar);
  s->limitFloor = limitFloorOf(s);
}

INLINE void stepEquity(Run *s, double equity) {
  if (equity < s->intrabarFloor) {
    const double drawdown = (s->peak - equity) / s->peak;
    if (drawdown > s->worstIntrabar) {
      s->worstIntrabar = drawdown;
      s->intrabarFloor = floorFor(s->peak, drawdown);
    }
  }
}

static void endUnderwater(Run *s) {
  if (s->belowTime > s->peakTime) s->longestMs = MAX(s->longestMs, s->belowTime - s->peakTime);
}

INLINE void recordDrawdown(Run *s, double equity, int64_t time) {
  if (equity > s->peakAbove) {
    endUnderwater(s);
    setPeak(s, equity, time);
  } else {
    if (equity < s->peakBelow) s->belowTime = time;
    if (equity < s->drawdownFloor) {
      const double drawdown = (s->peak - equity) / s->peak;
      if (drawdown > s->worstDrawdown) {
        s->worstDrawdown = drawdown;
        s->drawdownFloor = floorFor(s->peak, drawdown);
      }
    }
  }
}

INLINE void endBarFills(Run *s) {
  if (s->makerBuys > 0 && s->makerSells > 0) s->ambiguousFills += s->makerBuys + s->makerSells;
  s->makerBuys = 0;
  s->makerSells = 0;
}

static void countExposure(Run *s, int32_t i) {
  if (s->exposed) s->exposedBars += (double)(i - s->exposedFrom);
  s->exposed = isOpen(s);
  s->exposedBars += (double)s->exposed;
  s->exposedFrom = i + 1;
}

static void startDay(Run *s, int32_t i, int64_t openTime) {
  if (i > 0) {
    s->dailyColumn[s->dayCount] = s->lastEquity;
    s->dayCount += 1;
  }
  s->dayBase = s->lastEquity;
  s->dayEnd = openTime - (openTime % DAY_MS) + DAY_MS;
}

static void nextEvent(Run *s) {
  s->nextDue =
      s->eventCursor < s->n.eventCount ? (int64_t)s->eventTimes[s->eventCursor] : INT64_MAX;
}

static void bookEvents(Run *s, int64_t time, double mark) {
  while (s->nextDue <= time) {
    if (s->eventKinds[s->eventCursor] == EVENT_FUNDING) {
      const double rate = s->eventRates[s->eventCursor];
      const double payment = -(s->net * mark * s->f.lotValue * rate);
      s->balance += payment;
      s->funding += payment;
    } else {
      const double payout = s->f.rebateRate * s->feesSincePayout;
      s->balance += payout;
      s->rebates += payout;
      s->feesSincePayout = 0;
    }
    s->eventCursor += 1;
    nextEvent(s);
  }
}

#endif
