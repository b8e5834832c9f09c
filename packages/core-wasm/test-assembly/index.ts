/** The kernel's three calls for the test strategy alone. */
import { Market, Run } from "../assembly/layout";
import { finishRun } from "../assembly/finish";
import { advanceRun } from "../assembly/simulate";
import { startRun } from "../assembly/start";
import { STATUS_MORE } from "../assembly/status";
import { FourPoints, FourPointsMarked } from "../assembly/trajectory";
import { TickMaker } from "./tick-maker";

export function start(run: usize): i32 {
  startRun<TickMaker>(changetype<TickMaker>(run));
  return STATUS_MORE;
}

export function advance(run: usize, bars: i32): i32 {
  const s = changetype<TickMaker>(run);
  return changetype<Market>(s.market).marked != 0
    ? advanceRun<TickMaker, FourPointsMarked>(s, bars)
    : advanceRun<TickMaker, FourPoints>(s, bars);
}

export function finish(run: usize): void {
  finishRun(changetype<Run>(run));
}
