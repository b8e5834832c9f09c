/** What a run computed, as it is answered: metrics by the names of semantics 9, curves, trades. */
import type { Metrics, TradeRecord } from "@perpmill/engine";
import { type Static, Type } from "typebox";
import { Id, Nullable, Page, TimeMs } from "./parts.js";

const Value = Nullable(Type.Number());
const Count = Type.Integer({ minimum: 0 });
const Hash = Nullable(Type.String());

const MarkoutBps = Type.Object({ b1: Value, b5: Value, b15: Value, b60: Value });
const Rejected = Type.Object({ tooSmall: Count, leverage: Count, margin: Count });

/** Every number of semantics 9. Money in quote, ratios as shares of one. */
export const RunMetrics = Type.Object(
  {
    semantics: Type.Union([Type.Literal(1), Type.Literal(2)]),
    liquidated: Type.Boolean(),
    stopped: Nullable(
      Type.Enum(["maxDrawdown", "minEquity", "maxDailyLoss"] as const, { type: "string" }),
    ),
    deficit: Type.Number(),
    bars: Count,
    finalEquity: Type.Number(),
    totalReturn: Type.Number(),
    cagr: Value,
    maxDrawdown: Type.Number(),
    maxDrawdownIntrabar: Type.Number(),
    maxDrawdownDurationMs: Type.Number(),
    sharpe: Value,
    sortino: Value,
    volatility: Value,
    calmar: Value,
    var95: Value,
    cvar95: Value,
    fills: Count,
    makerFills: Count,
    takerFills: Count,
    turnover: Type.Number(),
    fees: Type.Number(),
    rebates: Type.Number(),
    rebateAccrued: Type.Number(),
    funding: Type.Number(),
    closedFills: Count,
    winRate: Value,
    profitFactor: Value,
    exposure: Type.Number(),
    maxLong: Type.Number(),
    maxShort: Type.Number(),
    avgHoldingMs: Value,
    quotedEdgeBps: Value,
    markoutBps: Nullable(MarkoutBps),
    ambiguousFillShare: Value,
    rejected: Nullable(Rejected),
    spreadPnl: Type.Number(),
    inventoryPnl: Type.Number(),
    tradesHash: Hash,
    resultHash: Hash,
  },
  { title: "RunMetrics" },
);
export type RunMetrics = Static<typeof RunMetrics> & Metrics;

/** A warning of the engine, with its numbers for texts in other languages. */
export const RunWarning = Type.Object({
  code: Type.String(),
  message: Type.String(),
  details: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: "The numbers of the message, by name.",
    }),
  ),
});

/** A configuration in full, as `perpmill schema` describes it. */
export const ConfigDocument = Type.Object(
  {},
  { additionalProperties: true, description: "A configuration, as docs/configuration.md says." },
);

/** RESULT.json without its series. */
export const RunMetricsAnswer = Type.Object(
  {
    runId: Id,
    metrics: RunMetrics,
    warnings: Type.Array(RunWarning),
    config: ConfigDocument,
    data: Type.Object({
      source: Type.String(),
      md5: Hash,
      synthetic: Type.Boolean(),
      bars: Count,
      holes: Count,
      fill: Type.String(),
      first: Type.Number(),
      last: Type.Number(),
      intervalMs: Type.Number(),
    }),
    engine: Type.Object({ version: Type.String(), kernelSha256: Type.String() }),
    instrumentRules: Type.Optional(
      Type.Object({ source: Type.String(), filtersDate: Hash, tiersDate: Hash }),
    ),
    timing: Type.Object({
      loadMs: Value,
      runMs: Value,
      nsPerBar: Value,
      layer: Type.String(),
    }),
    effectiveRefreshMs: Type.Number(),
  },
  { title: "RunMetricsAnswer" },
);
export type RunMetricsAnswer = Static<typeof RunMetricsAnswer>;

/** Fewest and most points of a curve. */
export const CURVE_POINTS = { least: 16, most: 20_000, usual: 1000 };

export const EquityQuery = Type.Object(
  {
    points: Type.Integer({
      minimum: CURVE_POINTS.least,
      maximum: CURVE_POINTS.most,
      default: CURVE_POINTS.usual,
      description: "Most rows; each stretch keeps its first, lowest, highest and last.",
    }),
    from: Type.Optional(TimeMs),
    to: Type.Optional(TimeMs),
  },
  { additionalProperties: false },
);
export type EquityQuery = Static<typeof EquityQuery>;

export const EquityAnswer = Type.Object(
  {
    runId: Id,
    rows: Type.Integer({ description: "Bars in the range." }),
    timeMs: Type.Array(Type.Number()),
    equity: Type.Array(Type.Number()),
  },
  { title: "EquityCurve" },
);
export type EquityAnswer = Static<typeof EquityAnswer>;

/** A fill. */
export const Trade = Type.Object(
  {
    timeMs: Type.Number(),
    side: Type.Enum(["buy", "sell"] as const, { type: "string" }),
    positionSide: Type.Enum(["net", "long", "short"] as const, { type: "string" }),
    price: Type.Number(),
    quantity: Type.Number(),
    fee: Type.Number(),
    realizedPnl: Type.Number(),
    liquidity: Type.Enum(["maker", "taker"] as const, { type: "string" }),
    reason: Type.Enum(["quote", "stop", "limit", "regime", "liquidation"] as const, {
      type: "string",
    }),
    longAfter: Type.Number(),
    shortAfter: Type.Number(),
    balanceAfter: Type.Number(),
  },
  { title: "Trade" },
);
export type Trade = Static<typeof Trade> & TradeRecord;

export const TradesPage = Type.Object(
  { ...Page(Trade).properties, total: Count },
  { title: "TradesPage" },
);
export type TradesPage = Static<typeof TradesPage>;

export const TRADE_FORMATS = ["json", "csv", "arrow", "binary"] as const;
export type TradeFormat = (typeof TRADE_FORMATS)[number];

export const TradesQuery = Type.Object(
  {
    format: Type.Enum(TRADE_FORMATS, {
      type: "string",
      default: "json",
      description: "`json`: a page; the others: all trades as one file, ranges are served.",
    }),
    cursor: Type.Optional(Type.String({ maxLength: 400, pattern: "^[A-Za-z0-9_-]+$" })),
    limit: Type.Integer({ minimum: 1, maximum: 5000, default: 500 }),
  },
  { additionalProperties: false },
);

export const RunKlinesQuery = Type.Object(
  {
    interval: Type.Optional(
      Type.String({
        maxLength: 16,
        pattern: "^[1-9][0-9]{0,4}(ms|s|m|h|d|w)$",
        description: "Default: the data's own.",
      }),
    ),
    from: Type.Optional(TimeMs),
    to: Type.Optional(TimeMs),
    limit: Type.Integer({ minimum: 1, maximum: 5000, default: 1000 }),
    markers: Type.Integer({ minimum: 0, maximum: 5000, default: 1000 }),
  },
  { additionalProperties: false },
);
export type RunKlinesQuery = Static<typeof RunKlinesQuery>;

const Column = Type.Array(Type.Number());

/** Bars as columns, and the fills on them. */
export const RunKlines = Type.Object(
  {
    runId: Id,
    interval: Type.String(),
    intervalMs: Type.Number(),
    openTimeMs: Column,
    open: Column,
    high: Column,
    low: Column,
    close: Column,
    volume: Nullable(Column),
    markers: Type.Array(Trade),
    markersCut: Type.Boolean({ description: "Whether there are more fills than `markers`." }),
  },
  { title: "RunKlines" },
);
export type RunKlines = Static<typeof RunKlines>;
