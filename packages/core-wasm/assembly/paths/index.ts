/** The exported surface of the kernel for paths with any number of points: the calls of the other one. */
import { finishRun } from "../finish";
import { Run } from "../layout";
import { AtrMaker } from "../quoting/atr-maker";
import { AvellanedaStoikov } from "../quoting/avellaneda-stoikov";
import { DcaGrid } from "../quoting/dca-grid";
import { DualMaker } from "../quoting/dual-maker";
import { Glft } from "../quoting/glft";
import { Grid } from "../quoting/grid";
import { HedgeGrid } from "../quoting/hedge-grid";
import { HOST_MAKER_ID, HostMaker } from "../quoting/host-maker";
import {
  ATR_MAKER_ID,
  AVELLANEDA_STOIKOV_ID,
  DCA_GRID_ID,
  DUAL_MAKER_ID,
  GLFT_ID,
  GRID_ID,
  HEDGE_GRID_ID,
  PURE_MAKER_ID,
} from "../quoting/parameters.gen";
import { PureMaker } from "../quoting/pure-maker";
import { settleBetweenBars } from "../quotes";
import { STATUS_BAD_STRATEGY, STATUS_MORE, STATUS_NEEDS_QUOTE } from "../status";
import { PathBlock } from "./block";
import { advancePoints, startPoints } from "./advance";
import { Points } from "./points";

export {
  BRIDGE_LEAST_POINTS,
  BRIDGE_MOST_POINTS,
  MODEL_BRIDGE,
  MODEL_TRADES,
  PATH_BYTES,
} from "./block";

export const PATH_POINTS: i32 = <i32>offsetof<PathBlock>("points");
export const PATH_DRAWN_PRICES: i32 = <i32>offsetof<PathBlock>("drawnPrices");
export const PATH_DRAWN_OFFSETS: i32 = <i32>offsetof<PathBlock>("drawnOffsets");
export const PATH_FIRST: i32 = <i32>offsetof<PathBlock>("first");
export const PATH_TRADE_PRICES: i32 = <i32>offsetof<PathBlock>("tradePrices");
export const PATH_TRADE_OFFSETS: i32 = <i32>offsetof<PathBlock>("tradeOffsets");
export const PATH_MARKS: i32 = <i32>offsetof<PathBlock>("marks");
export const PATH_PRICE: i32 = <i32>offsetof<PathBlock>("price");
export const PATH_OFFSET: i32 = <i32>offsetof<PathBlock>("offset");

/** Brings a run to the point before its first bar. */
export function start(run: usize): i32 {
  const s = changetype<Run>(run);
  const id = s.strategyId;
  if (id == DUAL_MAKER_ID) startPoints<DualMaker>(changetype<DualMaker>(run));
  else if (id == PURE_MAKER_ID) startPoints<PureMaker>(changetype<PureMaker>(run));
  else if (id == AVELLANEDA_STOIKOV_ID) startPoints<AvellanedaStoikov>(changetype<AvellanedaStoikov>(run));
  else if (id == GLFT_ID) startPoints<Glft>(changetype<Glft>(run));
  else if (id == ATR_MAKER_ID) startPoints<AtrMaker>(changetype<AtrMaker>(run));
  else if (id == GRID_ID) startPoints<Grid>(changetype<Grid>(run));
  else if (id == HEDGE_GRID_ID) startPoints<HedgeGrid>(changetype<HedgeGrid>(run));
  else if (id == DCA_GRID_ID) startPoints<DcaGrid>(changetype<DcaGrid>(run));
  else if (id == HOST_MAKER_ID) startPoints<HostMaker>(changetype<HostMaker>(run));
  else return STATUS_BAD_STRATEGY;
  return STATUS_MORE;
}

/** Runs up to `bars` more bars. @returns one of the STATUS_ numbers */
export function advance(run: usize, bars: i32): i32 {
  const id = changetype<Run>(run).strategyId;
  if (id == HOST_MAKER_ID) return advancePoints<HostMaker>(changetype<HostMaker>(run), bars);
  if (id == DUAL_MAKER_ID) return advancePoints<DualMaker>(changetype<DualMaker>(run), bars);
  if (id == PURE_MAKER_ID) return advancePoints<PureMaker>(changetype<PureMaker>(run), bars);
  if (id == AVELLANEDA_STOIKOV_ID) {
    return advancePoints<AvellanedaStoikov>(changetype<AvellanedaStoikov>(run), bars);
  }
  if (id == GLFT_ID) return advancePoints<Glft>(changetype<Glft>(run), bars);
  if (id == ATR_MAKER_ID) return advancePoints<AtrMaker>(changetype<AtrMaker>(run), bars);
  if (id == GRID_ID) return advancePoints<Grid>(changetype<Grid>(run), bars);
  if (id == HEDGE_GRID_ID) return advancePoints<HedgeGrid>(changetype<HedgeGrid>(run), bars);
  if (id == DCA_GRID_ID) return advancePoints<DcaGrid>(changetype<DcaGrid>(run), bars);
  return STATUS_BAD_STRATEGY;
}

/** As in the other kernel. */
export function settle(run: usize): i32 {
  const s = changetype<Run>(run);
  if (s.strategyId != HOST_MAKER_ID) return STATUS_MORE;
  return settleBetweenBars<HostMaker>(changetype<HostMaker>(run)) ? STATUS_NEEDS_QUOTE : STATUS_MORE;
}

/**
 * Makes the points of bar `i` of a run that was started: they lie where its block then says, until
 * the next bar. @returns how many there are
 */
export function points(run: usize, i: i32): i32 {
  const s = changetype<Run>(run);
  return changetype<Points>(s.market).load(s, i);
}

/** Closes the books after the last bar; once a run. */
export function finish(run: usize): void {
  finishRun(changetype<Run>(run));
}
