/** The exported surface: five calls, and the memory map as constants. */
import { asksNext } from "./asked";
import { finishRun } from "./finish";
import { Market, Run } from "./layout";
import { AtrMaker } from "./quoting/atr-maker";
import { AvellanedaStoikov } from "./quoting/avellaneda-stoikov";
import { DcaGrid } from "./quoting/dca-grid";
import { DualMaker } from "./quoting/dual-maker";
import { Glft } from "./quoting/glft";
import { Grid } from "./quoting/grid";
import { HedgeGrid } from "./quoting/hedge-grid";
import {
  ATR_MAKER_ID,
  AVELLANEDA_STOIKOV_ID,
  DCA_GRID_ID,
  DUAL_MAKER_ID,
  GLFT_ID,
  GRID_ID,
  HEDGE_GRID_ID,
  PURE_MAKER_ID,
} from "./quoting/parameters.gen";
import { HOST_MAKER_ID, HostMaker } from "./quoting/host-maker";
import { PureMaker } from "./quoting/pure-maker";
import { settleBetweenBars } from "./quotes";
import { advanceRun } from "./simulate";
import { prepareSkip } from "./skip";
import { startRun } from "./start";
import { STATUS_BAD_STRATEGY, STATUS_MORE, STATUS_NEEDS_QUOTE } from "./status";
import { FourPoints, FourPointsMarked } from "./trajectory";

export * from "./layout-exports.gen";
export {
  HOST_ASK_REACH,
  HOST_BID_REACH,
  HOST_HEADER_FLOATS,
  HOST_MAKER_ID,
  HOST_MOST_ORDERS,
  HOST_ORDER_FLOATS,
} from "./quoting/host-maker";
export { SKIP_BLOCK_BYTES, SKIP_COARSE_BARS, SKIP_FINE_BARS } from "./skip";
export * from "./status";

function marked(s: Run): bool {
  return changetype<Market>(s.market).marked != 0;
}

/** Brings a run to the point before its first bar. */
export function start(run: usize): i32 {
  const s = changetype<Run>(run);
  if (s.strategyId == DUAL_MAKER_ID) startRun<DualMaker>(changetype<DualMaker>(run));
  else if (s.strategyId == PURE_MAKER_ID) startRun<PureMaker>(changetype<PureMaker>(run));
  else if (s.strategyId == AVELLANEDA_STOIKOV_ID) {
    startRun<AvellanedaStoikov>(changetype<AvellanedaStoikov>(run));
  } else if (s.strategyId == GLFT_ID) startRun<Glft>(changetype<Glft>(run));
  else if (s.strategyId == ATR_MAKER_ID) startRun<AtrMaker>(changetype<AtrMaker>(run));
  else if (s.strategyId == GRID_ID) startRun<Grid>(changetype<Grid>(run));
  else if (s.strategyId == HEDGE_GRID_ID) startRun<HedgeGrid>(changetype<HedgeGrid>(run));
  else if (s.strategyId == DCA_GRID_ID) startRun<DcaGrid>(changetype<DcaGrid>(run));
  else if (s.strategyId == HOST_MAKER_ID) startRun<HostMaker>(changetype<HostMaker>(run));
  else return STATUS_BAD_STRATEGY;
  return STATUS_MORE;
}

function advanceStrategy<S extends Run>(s: S, bars: i32): i32 {
  return marked(s)
    ? advanceRun<S, FourPointsMarked>(s, bars)
    : advanceRun<S, FourPoints>(s, bars);
}

/** Runs up to `bars` more bars. @returns one of the STATUS_ numbers */
export function advance(run: usize, bars: i32): i32 {
  const s = changetype<Run>(run);
  // First, because it is called again for every quote.
  if (s.strategyId == HOST_MAKER_ID) {
    if (asksNext(s)) return STATUS_NEEDS_QUOTE;
    return advanceStrategy<HostMaker>(changetype<HostMaker>(run), bars);
  }
  if (s.strategyId == DUAL_MAKER_ID) return advanceStrategy<DualMaker>(changetype<DualMaker>(run), bars);
  if (s.strategyId == PURE_MAKER_ID) return advanceStrategy<PureMaker>(changetype<PureMaker>(run), bars);
  if (s.strategyId == AVELLANEDA_STOIKOV_ID) {
    return advanceStrategy<AvellanedaStoikov>(changetype<AvellanedaStoikov>(run), bars);
  }
  if (s.strategyId == GLFT_ID) return advanceStrategy<Glft>(changetype<Glft>(run), bars);
  if (s.strategyId == ATR_MAKER_ID) return advanceStrategy<AtrMaker>(changetype<AtrMaker>(run), bars);
  if (s.strategyId == GRID_ID) return advanceStrategy<Grid>(changetype<Grid>(run), bars);
  if (s.strategyId == HEDGE_GRID_ID) return advanceStrategy<HedgeGrid>(changetype<HedgeGrid>(run), bars);
  if (s.strategyId == DCA_GRID_ID) return advanceStrategy<DcaGrid>(changetype<DcaGrid>(run), bars);
  return STATUS_BAD_STRATEGY;
}

/**
 * Between two bars of a strategy of the host's, before it learns of the last one: asks for the orders
 * of a quote that was put off.
 * @returns STATUS_NEEDS_QUOTE, after which the host writes them and calls again, or STATUS_MORE
 */
export function settle(run: usize): i32 {
  const s = changetype<Run>(run);
  if (s.strategyId != HOST_MAKER_ID) return STATUS_MORE;
  return settleBetweenBars<HostMaker>(changetype<HostMaker>(run)) ? STATUS_NEEDS_QUOTE : STATUS_MORE;
}

/** Makes the tables of the skip layer at the addresses in the run's block; before `start` or after. */
export function prepare(run: usize): void {
  prepareSkip(changetype<Run>(run));
}

/** Closes the books after the last bar; once a run. */
export function finish(run: usize): void {
  finishRun(changetype<Run>(run));
}
