/** Sets a run up: everything that `advance` relies on, from what the host has written. */
import { applyRegime } from "./bar-end";
import { nextEvent } from "./calendar";
import { Market, Run, STATE_BYTES, stateOf } from "./layout";
import { setPeak } from "./metrics";
import { reachThroughOf, scaleAsk, scaleBid } from "./reach";
import { spreadMultiplier } from "./regimes";
import { openTimeOf } from "./trajectory";

function clearState(s: Run): void {
  const from = offsetof<Run>("cursor");
  memory.fill(changetype<usize>(s) + from, 0, offsetof<Run>() - from);
  memory.fill(stateOf(s), 0, STATE_BYTES);
}

function setReach<S extends Run>(s: S): void {
  if (isDefined(s.bidReach)) {
    s.kBid0 = scaleBid(s, s.bidReach(1));
    s.kAsk0 = scaleAsk(s, s.askReach(1));
    s.kBid1 = scaleBid(s, s.bidReach(spreadMultiplier(s, 1)));
    s.kAsk1 = scaleAsk(s, s.askReach(spreadMultiplier(s, 1)));
    s.kBid2 = scaleBid(s, s.bidReach(spreadMultiplier(s, 2)));
    s.kAsk2 = scaleAsk(s, s.askReach(spreadMultiplier(s, 2)));
    s.kBid3 = s.kBid2;
    s.kAsk3 = s.kAsk2;
  }
}

/** Sets up what the modifiers of quoting and the kind of strategy ask for. */
function setQuoting<S extends Run>(s: S): void {
  const tolerant = s.keepTolerance == s.keepTolerance;
  const hangs = s.hangingDistance == s.hangingDistance;
  const keeps = tolerant || hangs;
  // Without a tolerance nothing is near enough to stay, unless the strategy keeps its orders.
  s.keepsOwn = i32(isDefined(s.settles));
  s.keepUnits = s.keepsOwn ? 0 : -1;
  s.keeps = i32(isDefined(s.settles) || keeps);
  s.adjusts = i32(s.inventorySkew != 0 || s.minProfitRatio == s.minProfitRatio);
  s.alwaysEager = s.countRejections | i32(keeps);
  if (isDefined(s.alwaysQuotes)) s.alwaysEager |= i32(s.alwaysQuotes());
  if (isDefined(s.takesOrders)) s.asksFirst = i32(s.asksAtOnce());
  s.leastInventory = -1;
  s.mostInventory = 1;
  s.ownReach = i32(isDefined(s.updateReach));
}

/** Brings a run to the point before its first bar. */
export function startRun<S extends Run>(s: S): void {
  clearState(s);
  const market = changetype<Market>(s.market);
  s.balance = s.initialBalance;
  s.lastEquity = s.initialBalance;
  s.dayBase = s.initialBalance;
  s.firstTime = market.count > 0 ? openTimeOf(market, 0) : 0;
  s.holdingSince = s.firstTime;
  s.belowTime = i64.MIN_VALUE;
  // Long past, and the time until then still fits.
  s.nextQuote = i64.MIN_VALUE / 2;
  s.pausedUntil = i64.MIN_VALUE;
  s.dayEnd = i64.MIN_VALUE;
  s.reachThrough = reachThroughOf(s);
  s.leastLots = s.minLots - 1e-9 * Math.abs(s.minLots);
  s.leastNotional = s.minNotional - 1e-9 * Math.abs(s.minNotional);
  s.mostNotional = s.notionalCap == Infinity ? Infinity : s.notionalCap + 1e-9 * s.notionalCap;
  nextEvent(s);
  setQuoting<S>(s);
  if (isDefined(s.begin)) s.begin();
  setReach<S>(s);
  applyRegime(s);
  if (isDefined(s.updateReach)) s.updateReach();
  setPeak(s, s.initialBalance, s.firstTime);
  // Out of every interval: the first bar is walked.
  s.lo = i32.MAX_VALUE;
  s.hi = 0;
}
