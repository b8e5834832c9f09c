/* Rounding to ticks and lots, comparisons with their guards, splitmix64. Semantics 1 and 2. */
#ifndef PERPMILL_NUMBERS_H
#define PERPMILL_NUMBERS_H

#include "layout.h"

INLINE double floorTick(double x, double tickUnits) {
  return floor(x / tickUnits + 1e-6) * tickUnits;
}

INLINE double ceilTick(double x, double tickUnits) {
  return ceil(x / tickUnits - 1e-6) * tickUnits;
}

INLINE double floorLots(double y) { return floor(y + 1e-6); }

INLINE bool atLeast(double a, double b) { return a >= b - 1e-9 * fabs(b); }

INLINE bool atMost(double a, double b) { return a <= b + 1e-9 * fabs(b); }

INLINE uint64_t mix(uint64_t seed, uint64_t i) {
  uint64_t z = seed + (i + 1) * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

#endif
