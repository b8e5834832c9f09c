/**
 * The calls of a kernel that has one strategy, the user's. What the compiler writes around a user's
 * file (src/user-strategies/module-entry in the engine) declares a class of run with the hooks that
 * the user's class has, and exports these calls for it.
 */
import { finishRun } from "../finish";
import { Market, Run } from "../layout";
import { advancePoints, startPoints } from "../paths/advance";
import { MODEL_BRIDGE } from "../paths/block";
import { scaleAsk, scaleBid } from "../reach";
import { advanceRun } from "../simulate";
import { startRun } from "../start";
import { STATUS_BAD_STRATEGY, STATUS_MORE } from "../status";
import { FourPoints, FourPointsMarked } from "../trajectory";
import { HEAP_STRATEGY, Heap, resetHeap } from "./heap";
import { REACH_NONE, View, viewStart } from "./view";

/** The strategy id of a user's module. */
export const USER_MAKER_ID: i32 = 101;

/** Names the region for the user's objects; before `start`, or with a saved region before going on. */
export function setHeap(address: usize, bytes: usize): void {
  Heap.base = address;
  Heap.end = address + bytes;
}

/** Empties the region; the user's object is made next. */
export function beginUser(s: Run): void {
  resetHeap();
  viewStart(s);
}

/** Keeps the address of the user's object. */
export function keepStrategy(address: usize): void {
  store<usize>(Heap.base + HEAP_STRATEGY, address);
}

/** A reach that is no number reaches as far as post-only allows. */
// @ts-ignore: decorator
@inline
function soundReach(factor: f64): f64 {
  return factor == factor ? factor : 1;
}

/** Takes over what the user's strategy says it reaches. */
// @ts-ignore: decorator
@inline
export function setUserReach(s: Run, bid: f64, ask: f64): void {
  View.reach = REACH_NONE;
  s.kBid = scaleBid(s, soundReach(bid));
  s.kAsk = scaleAsk(s, soundReach(ask));
}

/** Holds the orders of the quote at hand to the reach: a price beyond it is a failure. */
// @ts-ignore: decorator
@inline
export function holdToReach(s: Run, bid: f64, ask: f64): void {
  View.reach = REACH_NONE;
  const at = <f64>s.quotePrice;
  const slack = at * 1e-9;
  // What post-only moves to the price's own side may be asked for at any price.
  View.highestBid = bid < 1 ? at * bid + slack : Infinity;
  View.lowestAsk = ask > 1 ? at * ask - slack : 0;
}

/** As `holdToReach`, by what the lazy layer has taken the quote to reach. */
// @ts-ignore: decorator
@inline
export function holdToQuoted(s: Run): void {
  const unit = 1.0 / 1073741824.0;
  const at = <f64>s.quotePrice * (unit * (1 + 1e-9));
  View.highestBid = s.quotedBid < 1 << 30 ? at * <f64>s.quotedBid : Infinity;
  View.lowestAsk = s.quotedAsk > 1 << 30 ? <f64>s.quotePrice * (unit * (1 - 1e-9)) * <f64>s.quotedAsk : 0;
}

export function startUser<S extends Run>(run: usize): i32 {
  const s = changetype<S>(run);
  if (s.strategyId != USER_MAKER_ID) return STATUS_BAD_STRATEGY;
  if (s.pathModel < MODEL_BRIDGE) startRun<S>(s);
  else startPoints<S>(s);
  return STATUS_MORE;
}

export function advanceUser<S extends Run>(run: usize, bars: i32): i32 {
  const s = changetype<S>(run);
  View.run = run;
  if (s.pathModel >= MODEL_BRIDGE) return advancePoints<S>(s, bars);
  return changetype<Market>(s.market).marked != 0
    ? advanceRun<S, FourPointsMarked>(s, bars)
    : advanceRun<S, FourPoints>(s, bars);
}

export function finishUser(run: usize): void {
  finishRun(changetype<Run>(run));
}
