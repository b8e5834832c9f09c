/** Sets a run up: everything that `advance` relies on, from what the host has written. */
import { applyRegime } from "./bar-end";
import { nextEvent } from "./calendar";
import { Market, Run } from "./layout";
import { setPeak } from "./metrics";
import { reachThroughOf, scaleAsk, scaleBid } from "./reach";
import { spreadMultiplier } from "./regimes";
import { openTimeOf } from "./trajectory";

function clearState(s: Run): void {
  const from = offsetof<Run>("cursor");
  memory.fill(changetype<usize>(s) + from, 0, offsetof<Run>() - from);
}

function setReach<S extends Run>(s: S): void {
  s.kBid0 = scaleBid(s.bidReach(1));
  s.kAsk0 = scaleAsk(s.askReach(1));
  s.kBid1 = scaleBid(s.bidReach(spreadMultiplier(s, 1)));
  s.kAsk1 = scaleAsk(s.askReach(spreadMultiplier(s, 1)));
  s.kBid2 = scaleBid(s.bidReach(spreadMultiplier(s, 2)));
  s.kAsk2 = scaleAsk(s.askReach(spreadMultiplier(s, 2)));
  s.kBid3 = s.kBid2;
  s.kAsk3 = s.kAsk2;
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
  s.nextQuote = i64.MIN_VALUE;
  s.pausedUntil = i64.MIN_VALUE;
  s.dayEnd = i64.MIN_VALUE;
  s.reachThrough = reachThroughOf(s);
  s.leastLots = s.minLots - 1e-9 * Math.abs(s.minLots);
  s.leastNotional = s.minNotional - 1e-9 * Math.abs(s.minNotional);
  s.mostNotional = s.notionalCap == Infinity ? Infinity : s.notionalCap + 1e-9 * s.notionalCap;
  nextEvent(s);
  setReach<S>(s);
  applyRegime(s);
  setPeak(s, s.initialBalance, s.firstTime);
  // Out of every interval: the first bar is walked.
  s.lo = i32.MAX_VALUE;
  s.hi = 0;
}
