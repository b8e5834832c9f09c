/* Position stops, limits and volatility regimes. Semantics 7. */
#ifndef PERPMILL_RISK_H
#define PERPMILL_RISK_H

#include "margin.h"

INLINE double clampBetween(double value, double a, double b) {
  return MAX(MIN(a, b), MIN(MAX(a, b), value));
}

static bool stopSide(Run *s, bool isLong, double x, bool jump, int32_t price) {
  const double entry = isLong ? s->entryLong : s->entryShort;
  const double stop = s->f.positionStopLoss;
  const double loss = (isLong ? entry - x : x - entry) / entry;
  if (!atLeast(loss, stop)) return false;
  const double trigger = isLong ? floorTick(entry * (1 - stop), s->f.tickUnits)
                                : ceilTick(entry * (1 + stop), s->f.tickUnits);
  const double at = jump ? (double)price : clampBetween(trigger, s->moveFrom, x);
  if (liquidateAtPrice(s, at, jump, price)) return true;
  cancelOrders(s);
  marketClose(s, isLong, isLong ? s->longLots : s->shortLots, at, REASON_STOP, s->stepTime);
  return true;
}

static bool stopSides(Run *s, double x, bool jump, int32_t price) {
  bool acted = false;
  if (s->longLots > 0) acted = stopSide(s, true, x, jump, price);
  if (s->shortLots > 0 && !s->ended) acted = stopSide(s, false, x, jump, price) || acted;
  return acted;
}

INLINE bool checkStops(Run *s, double x, bool jump, int32_t price) {
  return !isnan(s->f.positionStopLoss) && stopSides(s, x, jump, price);
}

static double limitFloorOf(const Run *s) {
  double lowest = -INFINITY;
  if (!isnan(s->f.maxDrawdown)) lowest = MAX(lowest, s->peak - s->f.maxDrawdown * s->peak);
  if (!isnan(s->f.minEquity)) lowest = MAX(lowest, s->f.minEquity);
  if (!isnan(s->f.maxDailyLoss)) {
    if (!(s->dayBase > 0)) return INFINITY;
    lowest = MAX(lowest, s->dayBase - s->f.maxDailyLoss * s->dayBase);
  }
  if (lowest == -INFINITY) return lowest;
  return lowest + 1e-6 * (fabs(lowest) + s->peak);
}

INLINE int metLimit(const Run *s, double equity) {
  if (atLeast((s->peak - equity) / s->peak, s->f.maxDrawdown)) return STOPPED_MAX_DRAWDOWN;
  if (atMost(equity, s->f.minEquity)) return STOPPED_MIN_EQUITY;
  if (atLeast((s->dayBase - equity) / s->dayBase, s->f.maxDailyLoss)) {
    return STOPPED_MAX_DAILY_LOSS;
  }
  return STOPPED_NONE;
}

static void applyLimit(Run *s, int met, int32_t close) {
  cancelOrders(s);
  closeAll(s, (double)close, REASON_LIMIT, s->stepTime);
  s->stopped = met;
  if (met == STOPPED_MAX_DAILY_LOSS) s->pausedUntil = s->dayEnd;
  else s->ended = 1;
}

static int64_t trueRange(const Market *m, int32_t i) {
  if (i == 0) return (int64_t)m->high[0] - m->low[0];
  const int32_t before = m->close[i - 1];
  return (int64_t)MAX(m->high[i], before) - MIN(m->low[i], before);
}

static void updateRegime(Run *s, int32_t i) {
  const Market *m = s->market;
  const int32_t period = s->n.atrPeriod;
  s->trueRangeSum += trueRange(m, i);
  if (i >= period) s->trueRangeSum -= trueRange(m, i - period);
  const double ratio = (double)s->trueRangeSum / (double)MIN(i + 1, period) / (double)m->close[i];
  int regime = REGIME_NORMAL;
  if (atLeast(ratio, s->f.emergencyThreshold)) regime = REGIME_EMERGENCY;
  else if (atLeast(ratio, s->f.extremeThreshold)) regime = REGIME_EXTREME;
  else if (atLeast(ratio, s->f.highThreshold)) regime = REGIME_HIGH;
  s->regime = regime;
}

INLINE double spreadMultiplier(const Run *s, int regime) {
  if (regime == REGIME_NORMAL) return 1;
  return regime == REGIME_HIGH ? s->f.highMultiplier : s->f.extremeMultiplier;
}

INLINE bool actsAtQuote(const Run *s, int regime) {
  if (regime < REGIME_EXTREME) return false;
  return s->n.extremeFlatten || (regime == REGIME_EMERGENCY && s->n.emergencyClose);
}

static bool tradeRegime(Run *s, int regime, int32_t price) {
  if (regime < REGIME_EXTREME) return true;
  const double at = (double)price;
  if (regime == REGIME_EMERGENCY && s->n.emergencyClose) {
    closeAll(s, at, REASON_REGIME, s->stepTime);
    return false;
  }
  if (s->n.extremeFlatten) {
    const double excess = s->longLots - s->shortLots;
    if (excess > 0) marketClose(s, true, excess, at, REASON_REGIME, s->stepTime);
    else if (excess < 0) marketClose(s, false, -excess, at, REASON_REGIME, s->stepTime);
  }
  return true;
}

#endif
