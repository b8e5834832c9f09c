/** What a run of the reference returns: the names of semantics 9. */

export interface ReferenceTrade {
  /** UTC ms */
  readonly time: number;
  readonly side: "buy" | "sell";
  readonly positionSide: "net" | "long" | "short";
  /** quote */
  readonly price: number;
  /** price units; whole but for liquidations */
  readonly priceUnits: number;
  readonly lots: number;
  /** contracts */
  readonly quantity: number;
  readonly fee: number;
  /** gain of the closed part before fees, quote */
  readonly realizedPnl: number;
  readonly liquidity: "maker" | "taker";
  readonly reason: TradeReason;
  /** contracts */
  readonly longAfter: number;
  readonly shortAfter: number;
  readonly balanceAfter: number;
  /** price units: where the order was quoted; before slippage for market orders */
  readonly referenceUnits: number;
  readonly barIndex: number;
  readonly longAfterLots: number;
  readonly shortAfterLots: number;
  /** lots of this fill that closed a position */
  readonly closedLots: number;
}

export type TradeReason = "quote" | "stop" | "limit" | "regime" | "liquidation";
export type StopName = "maxDrawdown" | "minEquity" | "maxDailyLoss";

export interface ReferenceMarkout {
  readonly b1: number | null;
  readonly b5: number | null;
  readonly b15: number | null;
  readonly b60: number | null;
}

export interface ReferenceRejected {
  tooSmall: number;
  leverage: number;
  margin: number;
}

export interface ReferenceMetrics {
  /** the lowest version of the page that says what the run means */
  readonly semantics: 1 | 2;
  readonly liquidated: boolean;
  readonly stopped: StopName | null;
  readonly deficit: number;
  readonly bars: number;
  readonly finalEquity: number;
  readonly totalReturn: number;
  readonly cagr: number | null;
  readonly maxDrawdown: number;
  readonly maxDrawdownIntrabar: number;
  readonly maxDrawdownDurationMs: number;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly volatility: number | null;
  readonly calmar: number | null;
  readonly var95: number | null;
  readonly cvar95: number | null;
  readonly fills: number;
  readonly makerFills: number;
  readonly takerFills: number;
  readonly turnover: number;
  readonly fees: number;
  readonly rebates: number;
  readonly rebateAccrued: number;
  readonly funding: number;
  readonly closedFills: number;
  readonly winRate: number | null;
  readonly profitFactor: number | null;
  readonly exposure: number;
  /** contracts */
  readonly maxLong: number;
  readonly maxShort: number;
  readonly avgHoldingMs: number | null;
  readonly quotedEdgeBps: number | null;
  readonly markoutBps: ReferenceMarkout;
  readonly ambiguousFillShare: number | null;
  readonly rejected: ReferenceRejected | null;
  readonly spreadPnl: number;
  readonly inventoryPnl: number;
}

export interface ReferenceResult {
  readonly metrics: ReferenceMetrics;
  /** in order of filling */
  readonly trades: readonly ReferenceTrade[];
  /** recorded equity, a value a bar that was run */
  readonly equity: readonly number[];
  readonly openTimeMs: readonly number[];
  /** lower-case hex MD5 */
  readonly tradesHash: string;
  readonly resultHash: string;
}
