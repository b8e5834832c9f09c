/** Reads what a run has kept in its block. */
import { LAYOUT } from "@perpmill/core-wasm";

/** Counters and sums of a run, in the kernel's units. */
export interface RunState {
  readonly bars: number;
  readonly liquidated: boolean;
  /** a STOPPED_ number */
  readonly stopped: number;
  readonly balance: number;
  readonly deficit: number;
  readonly lastEquity: number;
  readonly worstDrawdown: number;
  readonly worstIntrabar: number;
  readonly longestMs: number;
  readonly fills: number;
  readonly makerFills: number;
  readonly notional: number;
  readonly fees: number;
  readonly feesSincePayout: number;
  readonly rebates: number;
  readonly funding: number;
  readonly closedFills: number;
  readonly winningFills: number;
  readonly gains: number;
  readonly losses: number;
  readonly realized: number;
  readonly closedLots: number;
  readonly exposedBars: number;
  readonly maxLong: number;
  readonly maxShort: number;
  /** lots·ms */
  readonly holding: number;
  readonly spread: number;
  /** lots·units */
  readonly edge: number;
  readonly edgeNotional: number;
  readonly ambiguousFills: number;
  readonly rejectedTooSmall: number;
  readonly rejectedLeverage: number;
  readonly rejectedMargin: number;
}

/** Copies the state out of the block at `address`. */
export function readRunState(buffer: ArrayBufferLike, address: number): RunState {
  const view = new DataView(buffer, address, LAYOUT.RUN_BYTES);
  const int = (field: number) => view.getInt32(field, true);
  const float = (field: number) => view.getFloat64(field, true);
  return {
    bars: int(LAYOUT.RUN_CURSOR),
    liquidated: int(LAYOUT.RUN_LIQUIDATED) !== 0,
    stopped: int(LAYOUT.RUN_STOPPED),
    balance: float(LAYOUT.RUN_BALANCE),
    deficit: float(LAYOUT.RUN_DEFICIT),
    lastEquity: float(LAYOUT.RUN_LAST_EQUITY),
    worstDrawdown: float(LAYOUT.RUN_WORST_DRAWDOWN),
    worstIntrabar: float(LAYOUT.RUN_WORST_INTRABAR),
    longestMs: Number(view.getBigInt64(LAYOUT.RUN_LONGEST_MS, true)),
    fills: float(LAYOUT.RUN_FILLS),
    makerFills: float(LAYOUT.RUN_MAKER_FILLS),
    notional: float(LAYOUT.RUN_NOTIONAL),
    fees: float(LAYOUT.RUN_FEES),
    feesSincePayout: float(LAYOUT.RUN_FEES_SINCE_PAYOUT),
    rebates: float(LAYOUT.RUN_REBATES),
    funding: float(LAYOUT.RUN_FUNDING),
    closedFills: float(LAYOUT.RUN_CLOSED_FILLS),
    winningFills: float(LAYOUT.RUN_WINNING_FILLS),
    gains: float(LAYOUT.RUN_GAINS),
    losses: float(LAYOUT.RUN_LOSSES),
    realized: float(LAYOUT.RUN_REALIZED),
    closedLots: float(LAYOUT.RUN_CLOSED_LOTS),
    exposedBars: float(LAYOUT.RUN_EXPOSED_BARS),
    maxLong: float(LAYOUT.RUN_MAX_LONG),
    maxShort: float(LAYOUT.RUN_MAX_SHORT),
    holding: float(LAYOUT.RUN_HOLDING),
    spread: float(LAYOUT.RUN_SPREAD),
    edge: float(LAYOUT.RUN_EDGE),
    edgeNotional: float(LAYOUT.RUN_EDGE_NOTIONAL),
    ambiguousFills: float(LAYOUT.RUN_AMBIGUOUS_FILLS),
    rejectedTooSmall: float(LAYOUT.RUN_REJECTED_TOO_SMALL),
    rejectedLeverage: float(LAYOUT.RUN_REJECTED_LEVERAGE),
    rejectedMargin: float(LAYOUT.RUN_REJECTED_MARGIN),
  };
}

/** Number of trades that lie in the log. */
export function readTradeCount(buffer: ArrayBufferLike, address: number): number {
  return new DataView(buffer, address).getInt32(LAYOUT.RUN_TRADE_COUNT, true);
}

/** Tells the kernel that its log was drained. */
export function clearTradeCount(buffer: ArrayBufferLike, address: number): void {
  new DataView(buffer, address).setInt32(LAYOUT.RUN_TRADE_COUNT, 0, true);
}
