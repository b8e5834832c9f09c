/* Resting orders: how they are kept, which a move reaches, how much of each fills. Semantics 4. */
#ifndef PERPMILL_MATCHING_H
#define PERPMILL_MATCHING_H

#include "risk.h"

INLINE bool isClosing(int kind) { return kind >= KIND_CLOSE_LONG; }

INLINE bool fillsBefore(const Order *order, bool buy, double trigger, int kind) {
  if (order->trigger == trigger) return isClosing(order->kind) || !isClosing(kind);
  return buy ? order->trigger > trigger : order->trigger < trigger;
}

static int roomFor(Order *orders, bool buy, double trigger, int kind, int count) {
  int at = count;
  while (at > 0 && !fillsBefore(&orders[at - 1], buy, trigger, kind)) {
    orders[at] = orders[at - 1];
    at--;
  }
  return at;
}

INLINE void insertOrder(Run *s, bool buy, double price, double lots, int kind) {
  const double trigger = buy ? price - s->f.throughUnits : price + s->f.throughUnits;
  Order *orders = buy ? s->bids : s->asks;
  const int count = buy ? s->bidCount : s->askCount;
  if (count == SLOTS_PER_SIDE) return;
  int at = count;
  if (at > 0 && !fillsBefore(&orders[at - 1], buy, trigger, kind)) {
    at = roomFor(orders, buy, trigger, kind, count);
  }
  orders[at] = (Order){price, trigger, lots, kind};
  if (buy) s->bidCount = count + 1;
  else s->askCount = count + 1;
}

INLINE void removeOrder(Run *s, bool buy, int index) {
  Order *orders = buy ? s->bids : s->asks;
  const int head = buy ? s->bidHead : s->askHead;
  for (int i = index; i > head; i--) orders[i] = orders[i - 1];
  if (buy) s->bidHead = head + 1;
  else s->askHead = head + 1;
}

static double barCapacity(const Run *s) {
  if (s->f.maxParticipation < 0) return INFINITY;
  return floorLots((s->f.maxParticipation * s->market->volume[s->bar]) / s->f.lotBase);
}

static bool fillSide(Run *s, bool buy, double reach, double from, int32_t price, bool jump) {
  Order *orders = buy ? s->bids : s->asks;
  int index = buy ? s->bidHead : s->askHead;
  for (;;) {
    const int count = buy ? s->bidCount : s->askCount;
    if (index >= count) break;
    Order *order = &orders[index];
    const double trigger = order->trigger;
    if (buy ? trigger < reach : trigger > reach) break;
    if (isClosing(order->kind)) {
      const double held = order->kind == KIND_CLOSE_LONG ? s->longLots : s->shortLots;
      order->lots = MIN(order->lots, held);
      if (order->lots == 0) {
        removeOrder(s, buy, index);
        index++;
        continue;
      }
    }
    if (s->barLots < 0) s->barLots = barCapacity(s);
    const double lots = MIN(order->lots, s->barLots);
    if (lots > 0) {
      const bool already = buy ? trigger >= from : trigger <= from;
      if (checkStops(s, already ? from : trigger, jump, price)) return false;
      if (liquidateAtPrice(s, order->price, jump, price)) return false;
      bookFill(s, order->kind, buy, lots, order->price, (double)s->quotePrice, REASON_QUOTE,
               s->stepTime);
      if (!already) s->moveFrom = order->price;
      s->barLots -= lots;
      order->lots -= lots;
      if (order->lots == 0) removeOrder(s, buy, index);
    }
    index++;
  }
  return true;
}

INLINE bool reachesBids(const Run *s, double lowest) {
  return s->bidHead < s->bidCount && s->bids[s->bidHead].trigger >= lowest;
}

INLINE bool reachesAsks(const Run *s, double highest) {
  return s->askHead < s->askCount && s->asks[s->askHead].trigger <= highest;
}

INLINE void move(Run *s, int32_t from, int32_t price, bool jump) {
  const double lowest = (double)MIN(from, price);
  const double highest = (double)MAX(from, price);
  if (!reachesBids(s, lowest) && !reachesAsks(s, highest)) return;
  const double start = (double)from;
  if (price < from) {
    if (fillSide(s, false, highest, start, price, jump)) {
      fillSide(s, true, lowest, start, price, jump);
    }
  } else if (fillSide(s, true, lowest, start, price, jump)) {
    fillSide(s, false, highest, start, price, jump);
  }
}

#endif
