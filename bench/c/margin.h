/* Tiers, maintenance margin, liquidation. Semantics 5 and 6. */
#ifndef PERPMILL_MARGIN_H
#define PERPMILL_MARGIN_H

#include "ledger.h"
#include "numbers.h"

static const Tier *laterTier(const Run *s, double notional) {
  const Tier *row = s->tiers;
  for (int i = 1; i < s->n.tierCount; i++) {
    if (atMost(notional, row->notionalCap)) return row;
    row++;
  }
  return row;
}

INLINE const Tier *tierOf(const Run *s, double notional) {
  return atMost(notional, s->tiers->notionalCap) ? s->tiers : laterTier(s, notional);
}

INLINE double bracket(const Run *s, double notional) {
  const Tier *row = tierOf(s, notional);
  return MAX(0.0, notional * row->rate - row->amount);
}

static double bracketRate(const Run *s, double notional) {
  const Tier *row = tierOf(s, notional);
  return notional * row->rate - row->amount > 0 ? row->rate : 0;
}

static double maintenanceAt(const Run *s, double x) {
  if (s->n.tierCount == 0) return 0;
  if (s->n.marginNet) return bracket(s, fabs(s->net) * x * s->f.lotValue);
  return bracket(s, s->longLots * x * s->f.lotValue) + bracket(s, s->shortLots * x * s->f.lotValue);
}

static double maintenanceSlope(const Run *s, double x) {
  if (s->n.tierCount == 0) return 0;
  if (s->n.marginNet) {
    const double lots = fabs(s->net);
    return lots * bracketRate(s, lots * x * s->f.lotValue);
  }
  return s->longLots * bracketRate(s, s->longLots * x * s->f.lotValue) +
         s->shortLots * bracketRate(s, s->shortLots * x * s->f.lotValue);
}

INLINE bool liquidationDue(const Run *s, double x) {
  return isOpen(s) && atMost(equityAt(s, x), maintenanceAt(s, x));
}

static double liquidationPrice(const Run *s, double x, double from, int price) {
  const double slope = maintenanceSlope(s, x);
  if (atLeast(s->net, slope) && atMost(s->net, slope)) return (double)price;
  const double gap = equityAt(s, x) - maintenanceAt(s, x);
  const double at = x - gap / (s->f.lotValue * (s->net - slope));
  return MAX(MIN(from, x), MIN(MAX(from, x), at));
}

static void liquidate(Run *s, double at) {
  cancelOrders(s);
  const int64_t time = s->stepTime;
  if (s->longLots > 0) {
    const int kind = s->n.oneWay ? KIND_NET : KIND_CLOSE_LONG;
    bookFill(s, kind, false, s->longLots, at, at, REASON_LIQUIDATION, time);
  }
  if (s->shortLots > 0) {
    const int kind = s->n.oneWay ? KIND_NET : KIND_CLOSE_SHORT;
    bookFill(s, kind, true, s->shortLots, at, at, REASON_LIQUIDATION, time);
  }
  if (s->balance < 0) {
    s->deficit = -s->balance;
    s->balance = 0;
  }
  s->liquidated = 1;
  s->ended = 1;
}

INLINE bool liquidateAtPrice(Run *s, double x, bool jump, int32_t price) {
  if (!liquidationDue(s, x)) return false;
  liquidate(s, jump ? (double)price : liquidationPrice(s, x, s->moveFrom, price));
  return true;
}

#endif
