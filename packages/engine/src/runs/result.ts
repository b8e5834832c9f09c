/** What a run returns: metrics by the names of semantics 9, typed trade and equity columns. */
import type { NormalisedConfig } from "../config/types.js";
import type { FillRule } from "../market-data/bars.js";

/** `markoutBps` of semantics 9; a horizon without fills is null. */
export interface MarkoutBps {
  readonly b1: number | null;
  readonly b5: number | null;
  readonly b15: number | null;
  readonly b60: number | null;
}

export interface Rejected {
  readonly tooSmall: number;
  readonly leverage: number;
  readonly margin: number;
}

/** Every number of semantics 9 by its name. Money in quote, ratios as shares of one. */
export interface Metrics {
  /** the lowest version of docs/semantics.md that says what the run means */
  readonly semantics: 1 | 2;
  readonly liquidated: boolean;
  readonly stopped: "maxDrawdown" | "minEquity" | "maxDailyLoss" | null;
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
  /** base units (contracts) */
  readonly maxLong: number;
  readonly maxShort: number;
  readonly avgHoldingMs: number | null;
  readonly quotedEdgeBps: number | null;
  readonly markoutBps: MarkoutBps | null;
  readonly ambiguousFillShare: number | null;
  readonly rejected: Rejected | null;
  readonly spreadPnl: number;
  readonly inventoryPnl: number;
  readonly tradesHash: string | null;
  readonly resultHash: string | null;
}

/** A row a fill, in order of filling. Enumerations as in the arrays below. */
export interface TradeColumns {
  readonly length: number;
  /** to turn price units and lots into decimals: price = priceUnits / 10^priceDecimals */
  readonly priceDecimals: number;
  /** contracts = lots * stepSize */
  readonly stepSize: number;
  readonly timeMs: Float64Array;
  /** index of the bar in the run, from 0 */
  readonly barIndex: Int32Array;
  /** price units; whole but for liquidations */
  readonly priceUnits: Float64Array;
  readonly lots: Float64Array;
  /** 1 buy, -1 sell */
  readonly side: Int8Array;
  /** index into POSITION_SIDES */
  readonly positionSide: Uint8Array;
  /** index into LIQUIDITIES */
  readonly liquidity: Uint8Array;
  /** index into TRADE_REASONS */
  readonly reason: Uint8Array;
  readonly fee: Float64Array;
  /** gain of the closed part before fees, quote */
  readonly realizedPnl: Float64Array;
  readonly longAfterLots: Float64Array;
  readonly shortAfterLots: Float64Array;
  readonly balanceAfter: Float64Array;
  /** price units: the price at which the order was quoted (semantics 9, spreadPnl) */
  readonly referenceUnits: Float64Array;
}

export const POSITION_SIDES = ["net", "long", "short"] as const;
export const LIQUIDITIES = ["maker", "taker"] as const;
export const TRADE_REASONS = ["quote", "stop", "limit", "regime", "liquidation"] as const;

/** A row a bar. */
export interface EquityColumns {
  readonly length: number;
  readonly openTimeMs: Float64Array;
  readonly equity: Float64Array;
}

export interface RunWarning {
  readonly code: string;
  /** English, with the numbers in it */
  readonly message: string;
  /** the numbers of the message by name, for texts in other languages */
  readonly details?: Readonly<Record<string, string | number>>;
}

export interface DataIdentity {
  readonly source: string;
  readonly md5: string | null;
  readonly synthetic: boolean;
  readonly bars: number;
  readonly holes: number;
  /** the rule for holes that the bars were made with: part of what the data are */
  readonly fill: FillRule;
  /** UTC ms */
  readonly first: number;
  readonly last: number;
  readonly intervalMs: number;
}

/** Which day's rules of the exchange a run used. */
export interface InstrumentRules {
  /** `configuration`: every number was written out there */
  readonly source: "built-in" | "imported" | "configuration";
  /** UTC dates, `YYYY-MM-DD`, of ticks, steps and minimums, and of the tiers; null: not known */
  readonly filtersDate: string | null;
  readonly tiersDate: string | null;
}

/** Times are null where the caller gave no clock. */
export interface RunTiming {
  readonly loadMs: number | null;
  /** the simulation and the draining of its trades, without hashes and statistics */
  readonly runMs: number | null;
  readonly nsPerBar: number | null;
  readonly layer: "plain" | "lazy";
}

/** A compiled strategy of one's own, as results name it. */
export interface StrategyVersion {
  readonly name: string;
  /** SHA-256 of its source */
  readonly hash: string;
}

export interface BacktestResult {
  readonly metrics: Metrics;
  readonly trades: TradeColumns;
  readonly equity: EquityColumns;
  readonly config: NormalisedConfig;
  /** absent: a built-in strategy, or one in TypeScript */
  readonly strategy?: StrategyVersion;
  readonly engine: { readonly version: string; readonly kernelSha256: string };
  readonly data: DataIdentity;
  readonly instrumentRules: InstrumentRules;
  readonly timing: RunTiming;
  /** `orderRefreshMs` as the steps of a bar can tell it: the distance of steps that it stands for */
  readonly effectiveRefreshMs: number;
  readonly warnings: readonly RunWarning[];
}
