/*
 * The memory of one run, as in packages/core-wasm/assembly/layout.ts: what the host writes, then the
 * state. Names are those of the kernel, letter for letter, so that the two can be read side by side.
 */
#ifndef PERPMILL_LAYOUT_H
#define PERPMILL_LAYOUT_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

enum { KIND_NET, KIND_OPEN_LONG, KIND_OPEN_SHORT, KIND_CLOSE_LONG, KIND_CLOSE_SHORT };
enum { MODEL_DIRECTION, MODEL_NEAREST, MODEL_LOW_FIRST, MODEL_HIGH_FIRST, MODEL_RANDOM };
enum { REASON_QUOTE, REASON_STOP, REASON_LIMIT, REASON_REGIME, REASON_LIQUIDATION };
enum { STOPPED_NONE, STOPPED_MAX_DRAWDOWN, STOPPED_MIN_EQUITY, STOPPED_MAX_DAILY_LOSS };
enum { REGIME_NORMAL, REGIME_HIGH, REGIME_EXTREME, REGIME_EMERGENCY };
enum { EVENT_FUNDING, EVENT_REBATE };
enum { LAYER_PLAIN, LAYER_LAZY };
enum { STATUS_MORE, STATUS_DONE, STATUS_ENDED, STATUS_DRAIN };
enum { DUAL_MAKER_ID = 1, PURE_MAKER_ID = 2 };

#define SLOTS_PER_SIDE 64
#define PARAMETER_COUNT 32
#define TRADE_ROWS_PER_BAR 1024
#define TRADE_F64_COLUMNS 9
#define DAY_MS 86400000LL

typedef struct {
  int32_t count;
  const int32_t *time, *open, *high, *low, *close;
  const double *volume; /* NULL: no column */
  double baseTimeMs, intervalMs, offset2, offset3, offset4;
} Market;

typedef struct {
  double price, trigger, lots;
  int32_t kind;
} Order;

/* Written by the host: read from the file as it stands, in this order (src/c-files.ts). */
typedef struct {
  double tickUnits, lotValue, minLots, maxOrderLots, minNotional, makerFee, takerFee, liquidationFee;
  double notionalCap, initialBalance, leverage, marginBuffer, throughUnits, slippageUnits;
  double maxParticipation, lotBase, rebateRate, maxDrawdown, minEquity, maxDailyLoss;
  double positionStopLoss, highThreshold, extremeThreshold, emergencyThreshold, highMultiplier;
  double extremeMultiplier, orderRefreshMs;
  double parameter[PARAMETER_COUNT];
} Floats;

typedef struct {
  int32_t strategyId, oneWay, tierCount, marginNet, pathModel, seedLow, seedHigh, countRejections;
  int32_t atrPeriod, regimeOn, balanceMode, extremeFlatten, emergencyClose, eventCount;
} Ints;

typedef struct {
  double notionalCap, rate, amount;
} Tier;

typedef struct {
  const Market *market;
  const Tier *tiers;
  const double *eventTimes, *eventRates;
  const int32_t *eventKinds;
  double *equityColumn, *dailyColumn;
  double *tradeFloats; /* TRADE_F64_COLUMNS columns of tradeCapacity rows */
  int32_t *tradeBars, *tradeFlags;
  int32_t tradeCapacity;
  int32_t layer;
  Floats f;
  Ints n;

  /* state; everything from here on is cleared by startRun */
  int32_t cursor, ended, liquidated, stopped, tradeCount, eventCursor, dayCount, regime;
  int32_t lastPrice, bar;
  double lastMark;
  int64_t openTime, stepTime, firstTime, nextDue, nextQuote, calmNextQuote, pausedUntil, dayEnd;

  double balance, longLots, entryLong, shortLots, entryShort, net, cost, deficit, feesSincePayout;

  int32_t bidHead, bidCount, askHead, askCount, pending, quotePrice, quoteRegime;
  double quoteMark, quoteEquity, available, longNotional, shortNotional;
  double leastLots, leastNotional, mostNotional;
  double acceptedBuys, acceptedSells, barLots, moveFrom;

  int32_t lo, hi, safeLo, safeHi;
  int64_t kBidOf[4], kAskOf[4], kBid, kAsk;
  int64_t reachThrough;
  int32_t eager;
  double limitFloor;

  double lastEquity, dayBase, peak, peakAbove, peakBelow, worstDrawdown, worstIntrabar;
  double drawdownFloor, intrabarFloor;
  int64_t peakTime, belowTime, longestMs, trueRangeSum;

  double fills, makerFills, notional, fees, rebates, funding, closedFills, winningFills, gains;
  double losses, realized, closedLots, exposedBars, maxLong, maxShort, holding;
  int64_t holdingSince;
  int32_t exposed, exposedFrom;
  double spread, edge, edgeNotional, ambiguousFills, makerBuys, makerSells;
  double rejectedTooSmall, rejectedLeverage, rejectedMargin;

  Order bids[SLOTS_PER_SIDE], asks[SLOTS_PER_SIDE];
} Run;

#endif
