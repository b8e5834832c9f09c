/**
 * The memory map. The host reserves three kinds of blocks and writes their addresses: a `Market`
 * (columns that every run shares), a `Run` (one configuration with its state) and the columns that a
 * run writes. Nothing here allocates, and no block is ever resized while a run uses it.
 */
import { STATE_BYTES } from "./codes";

export * from "./codes";

/** Columns of one data set, shared by all runs on it. Semantics 2. */
@unmanaged
export class Market {
  /** rows */
  count: i32;
  /** 1 when the mark columns hold prices */
  marked: i32;
  /** i32[count], multiples of the interval from baseTimeMs */
  time: usize;
  /** i32[count] each, price units */
  open: usize;
  high: usize;
  low: usize;
  close: usize;
  /** f64[count], base units; 0: no column */
  volume: usize;
  /** f64[count] each, price units, never NaN; 0: no columns */
  markOpen: usize;
  markHigh: usize;
  markLow: usize;
  markClose: usize;
  /** UTC ms; ms */
  baseTimeMs: i64;
  intervalMs: i64;
  /** offsets of the points 2, 3 and 4 from the open time, ms (semantics 2) */
  offset2: i64;
  offset3: i64;
  offset4: i64;
}

/** Orders that can rest on one side. */
export const SLOTS_PER_SIDE: i32 = 64;

/** One resting order. Sorted by trigger, then closing before opening, then older before newer. */
@unmanaged
export class Order {
  /** limit price, whole price units */
  price: f64;
  /** price at which the path reaches it (semantics 4), whole price units */
  trigger: f64;
  lots: f64;
  /** one of the KIND_ numbers */
  kind: u8;
  /** 1: it was left over from a quote whose other side filled */
  hanging: u8;
  padding: u16;
  /** price at which it was quoted, price units; and when, ms */
  reference: i32;
  time: i64;
}

export const ORDER_BYTES: usize = 40;

/** One configuration: what the host writes before `start`, then the state of the run. */
@unmanaged
export class Run {
  // ---- written by the host before `start` ------------------------------------------------------
  /** address of a Market */
  market: usize;
  strategyId: i32;
  layer: i32;
  oneWay: i32;

  /** instrument: m of semantics 1; v; lots; quote */
  tickUnits: f64;
  lotValue: f64;
  minLots: f64;
  /** Infinity: none */
  maxOrderLots: f64;
  minNotional: f64;
  makerFee: f64;
  takerFee: f64;
  liquidationFee: f64;
  /** tiers: f64 triples (notional cap, maintenance rate, maintenance amount), the last cap Infinity */
  tiers: usize;
  tierCount: i32;
  marginNet: i32;
  /** notional cap at the account's leverage, Infinity: none */
  notionalCap: f64;

  initialBalance: f64;
  leverage: f64;
  marginBuffer: f64;

  pathModel: i32;
  seedLow: u32;
  seedHigh: u32;
  countRejections: i32;

  /** whole units beyond the limit price at which an order is reached; 0 for touch */
  throughUnits: f64;
  slippageUnits: f64;
  /** share of volume, negative: no cap */
  maxParticipation: f64;
  /** base units per lot: stepSize * contractSize */
  lotBase: f64;

  rebateRate: f64;
  /** limits and stops, NaN: unset */
  maxDrawdown: f64;
  minEquity: f64;
  maxDailyLoss: f64;
  positionStopLoss: f64;

  /** regimes: thresholds NaN when unset; multipliers for high and extreme with the fallbacks done */
  atrPeriod: i32;
  regimeOn: i32;
  highThreshold: f64;
  extremeThreshold: f64;
  emergencyThreshold: f64;
  highMultiplier: f64;
  extremeMultiplier: f64;
  balanceMode: i32;
  extremeFlatten: i32;
  emergencyClose: i32;

  /** addresses of columns: events (times f64, rates f64, kinds i32); 0 where absent */
  eventCount: i32;
  eventTimes: usize;
  eventRates: usize;
  eventKinds: usize;
  /** f64[market.count]; 0: keep no curve */
  equityColumn: usize;
  /** f64[days]: recorded equity at the last bar of each UTC day that has ended */
  dailyColumn: usize;
  /** tables of the skip layer, of this market, path model and refresh time; 0: none */
  skipFine: usize;
  skipCoarse: usize;
  /** 0: keep no log */
  tradeLog: usize;
  tradeCapacity: i32;
  orderRefreshMs: i64;

  /** modifiers of quoting (semantics 8): shares of the price, NaN where off */
  filledOrderDelayMs: i64;
  keepTolerance: f64;
  hangingDistance: f64;
  minProfitRatio: f64;
  /** share of the price at a full inventory, 0: off; net notional that is full, share of equity */
  inventorySkew: f64;
  skewInventoryRatio: f64;

  /** price units in one quote, contracts in one lot: for strategies that think in those */
  unitsPerQuote: f64;
  stepSize: f64;

  /** parameter block of the strategy, in the order of its descriptor */
  parameter0: f64;
  parameter1: f64;
  parameter2: f64;
  parameter3: f64;
  parameter4: f64;
  parameter5: f64;
  parameter6: f64;
  parameter7: f64;
  parameter8: f64;
  parameter9: f64;
  parameter10: f64;
  parameter11: f64;
  parameter12: f64;
  parameter13: f64;
  parameter14: f64;
  parameter15: f64;
  parameter16: f64;
  parameter17: f64;
  parameter18: f64;
  parameter19: f64;
  parameter20: f64;
  parameter21: f64;
  parameter22: f64;
  parameter23: f64;
  parameter24: f64;
  parameter25: f64;
  parameter26: f64;
  parameter27: f64;
  parameter28: f64;
  parameter29: f64;
  parameter30: f64;
  parameter31: f64;

  // ---- where the run is --------------------------------------------------------------------------
  /** the next bar to run */
  cursor: i32;
  ended: i32;
  liquidated: i32;
  stopped: i32;
  tradeCount: i32;
  eventCursor: i32;
  dayCount: i32;
  regime: i32;
  /** V and M of the last point */
  lastPrice: i32;
  bar: i32;
  lastMark: f64;
  /** open time of the current bar and time of the current step, ms */
  openTime: i64;
  stepTime: i64;
  firstTime: i64;
  nextDue: i64;
  nextQuote: i64;
  pausedUntil: i64;
  dayEnd: i64;

  // ---- account -----------------------------------------------------------------------------------
  balance: f64;
  long: f64;
  entryLong: f64;
  short: f64;
  entryShort: f64;
  /** long - short; long * entryLong - short * entryShort */
  net: f64;
  cost: f64;
  deficit: f64;
  feesSincePayout: f64;

  // ---- orders and the quote ----------------------------------------------------------------------
  bidHead: i32;
  bidCount: i32;
  askHead: i32;
  askCount: i32;
  /** a quote not yet worked out: 1, with its price, mark and regime */
  pending: i32;
  quotePrice: i32;
  quoteRegime: i32;
  quoteMark: f64;
  /** bars complete when it was made, and the time of its step, ms */
  quoteBar: i32;
  quoteTime: i64;
  quoteEquity: f64;
  available: f64;
  /** what an order must reach and may not pass, the guards of comparing worked in */
  leastLots: f64;
  leastNotional: f64;
  mostNotional: f64;
  /** notional of each side: held, and opened by orders accepted in this quote */
  longNotional: f64;
  shortNotional: f64;
  /** one-way: lots of each side's accepted orders in this quote */
  acceptedBuys: f64;
  acceptedSells: f64;
  /** maker lots that this bar still gives; negative: not worked out yet */
  barLots: f64;
  /** price before this move, or the limit price of the last order that it reached and filled */
  moveFrom: f64;
  /** quotes keep resting orders: by the strategy, or by the tolerance or hanging of this run */
  keeps: i32;
  /** it is the strategy that keeps them */
  keepsOwn: i32;
  /** how far a wanted price may lie from a resting order that stays for it, price units */
  keepUnits: f64;
  /** orders set aside at a quote that have not been taken over, in their order of filling */
  asideBids: i32;
  asideAsks: i32;
  /** the first ones of them: taken over are those before */
  asideBidHead: i32;
  asideAskHead: i32;
  /** orders of each side filled completely since the last quote */
  boughtOut: i32;
  soldOut: i32;
  /** skew or profit floor move the prices of this run; what a quote multiplies and clamps by */
  adjusts: i32;
  lean: f64;
  highestBid: f64;
  lowestAsk: f64;
  /** the next quotes would change nothing while nothing fills and keepLo < price < keepHi */
  settled: i32;
  keepLo: i32;
  keepHi: i32;
  /** where a run that asks the host goes on: 0, or the step and what it waits for */
  resumeStep: i32;
  /** whether the low comes first in its bar */
  resumeLow: i32;
  resumePhase: i32;
  /** 1: a bar is walked once more to look at it: the strategy does not take it in */
  replays: i32;
  /** the host is asked at once, whatever the price does; the orders of the quote put off are known */
  asksFirst: i32;
  asked: i32;

  // ---- lazy layer: nothing happens while lo < price < hi and markLo < mark < markHi --------------
  lo: i32;
  hi: i32;
  safeLo: i32;
  safeHi: i32;
  markLo: f64;
  markHi: f64;
  /** nothing bids above P * kBid / 2^30, nothing asks below P * kAsk / 2^30, by regime 0, 1, 2 and 3 */
  kBid0: i64;
  kBid1: i64;
  kBid2: i64;
  kBid3: i64;
  kAsk0: i64;
  kAsk1: i64;
  kAsk2: i64;
  kAsk3: i64;
  kBid: i64;
  kAsk: i64;
  /** those of the quote that was put off, where bars change them */
  quotedBid: i64;
  quotedAsk: i64;
  /** the strategy works kBid and kAsk out by itself, not by regime */
  ownReach: i32;
  /** bounds of the inventory as a share of what is allowed, within the safe prices */
  leastInventory: f64;
  mostInventory: f64;
  reachThrough: i64;
  /** quotes must be worked out at once: now, and in every regime */
  eager: i32;
  alwaysEager: i32;
  limitFloor: f64;

  // ---- statistics --------------------------------------------------------------------------------
  lastEquity: f64;
  dayBase: f64;
  peak: f64;
  peakAbove: f64;
  peakBelow: f64;
  worstDrawdown: f64;
  worstIntrabar: f64;
  /** equity under which the two above can get worse */
  drawdownFloor: f64;
  intrabarFloor: f64;
  peakTime: i64;
  belowTime: i64;
  longestMs: i64;
  trueRangeSum: i64;

  fills: f64;
  makerFills: f64;
  notional: f64;
  fees: f64;
  rebates: f64;
  funding: f64;
  closedFills: f64;
  winningFills: f64;
  gains: f64;
  losses: f64;
  realized: f64;
  closedLots: f64;
  exposedBars: f64;
  /** bars that the skip layer has jumped */
  jumpedBars: f64;
  /** whether the last bar counted ended with a position, and the bar after it */
  exposed: i32;
  exposedFrom: i32;
  maxLong: f64;
  maxShort: f64;
  holding: f64;
  holdingSince: i64;
  spread: f64;
  edge: f64;
  edgeNotional: f64;
  ambiguousFills: f64;
  makerBuys: f64;
  makerSells: f64;
  rejectedTooSmall: f64;
  rejectedLeverage: f64;
  rejectedMargin: f64;
}

/** The order slots follow the struct: bids, then asks. */
// @ts-ignore: decorator
@inline
export function bidSlot(s: Run, index: i32): Order {
  return changetype<Order>(changetype<usize>(s) + offsetof<Run>() + <usize>index * ORDER_BYTES);
}

// @ts-ignore: decorator
@inline
export function askSlot(s: Run, index: i32): Order {
  return changetype<Order>(
    changetype<usize>(s) + offsetof<Run>() + <usize>(SLOTS_PER_SIDE + index) * ORDER_BYTES,
  );
}

/** Value of a parameter of the strategy, by its slot in the block. */
// @ts-ignore: decorator
@inline
export function parameter(s: Run, slot: i32): f64 {
  return load<f64>(changetype<usize>(s) + offsetof<Run>("parameter0") + (<usize>slot << 3));
}

/** Bids that were set aside at a quote, then asks: behind the slots. */
// @ts-ignore: decorator
@inline
export function asideSlot(s: Run, buy: bool, index: i32): Order {
  const slot = (buy ? 2 : 3) * SLOTS_PER_SIDE + index;
  return changetype<Order>(changetype<usize>(s) + offsetof<Run>() + <usize>slot * ORDER_BYTES);
}

/** Address of the strategy's own STATE_BYTES. */
// @ts-ignore: decorator
@inline
export function stateOf(s: Run): usize {
  return changetype<usize>(s) + offsetof<Run>() + 4 * <usize>SLOTS_PER_SIDE * ORDER_BYTES;
}

/** Where the slots begin in a run's block, and its size. */
export const SLOTS_OFFSET: usize = offsetof<Run>();
export const RUN_BYTES: usize = SLOTS_OFFSET + 4 * <usize>SLOTS_PER_SIDE * ORDER_BYTES + STATE_BYTES;
export const MARKET_BYTES: usize = offsetof<Market>();
/** Address of the state, from the start of a run's block. */
export const STATE_OFFSET: usize = RUN_BYTES - STATE_BYTES;
