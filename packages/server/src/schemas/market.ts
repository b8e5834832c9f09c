/** What is sent and answered about prices: bars of any interval, the last day, what there is. */
import { type Static, Type } from "typebox";
import { IntervalName, MarketName, SymbolName } from "./data-options.js";
import { Id, Nullable, TimeMs } from "./parts.js";

const which = {
  dataSetId: Type.Optional(Id),
  symbol: Type.Optional(SymbolName),
  market: Type.Optional(MarketName),
};

/** Which data set is meant: an id, or the best one of a symbol. */
export const MarketQuery = Type.Object(which, { additionalProperties: false });
export type MarketQuery = Static<typeof MarketQuery>;

export const KlinesQuery = Type.Object(
  {
    ...which,
    interval: Type.Optional(IntervalName),
    from: Type.Optional(TimeMs),
    to: Type.Optional(TimeMs),
    limit: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      default: 1000,
      description: "Most bars; the last ones of the range.",
    }),
  },
  { additionalProperties: false },
);
export type KlinesQuery = Static<typeof KlinesQuery>;

const Column = Type.Array(Type.Number());

/** Bars as columns of equal length. */
export const Klines = Type.Object(
  {
    dataSetId: Id,
    symbol: Nullable(Type.String()),
    interval: Type.String(),
    intervalMs: Type.Number(),
    openTimeMs: Column,
    open: Column,
    high: Column,
    low: Column,
    close: Column,
    volume: Nullable(Column),
  },
  { title: "Klines" },
);
export type Klines = Static<typeof Klines>;

export const BesideQuery = Type.Object(
  {
    dataSetId: Id,
    markDataSetId: Type.Optional(Id),
    fundingDataSetId: Type.Optional(Id),
    interval: IntervalName,
    from: TimeMs,
    to: TimeMs,
    limit: Type.Integer({
      minimum: 1,
      maximum: 25_000,
      default: 25_000,
      description: "Most bars; the last ones of the range.",
    }),
  },
  { additionalProperties: false },
);
export type BesideQuery = Static<typeof BesideQuery>;

const Gaps = Nullable(Type.Array(Nullable(Type.Number())));

/** What stands beside bars, as columns of equal length; null where there is nothing. */
export const Beside = Type.Object(
  {
    openTimeMs: Column,
    rate: Gaps,
    rateSum: Gaps,
    basisBps: Gaps,
  },
  {
    title: "Beside",
    description:
      "Funding settled in each bar and its sum from the first rate, shares of notional; mark above last price at the close, bps.",
  },
);
export type Beside = Static<typeof Beside>;

/** The last 24 hours of a data set; prices in quote, volume in base. */
export const MarketStats = Type.Object(
  {
    dataSetId: Id,
    symbol: Nullable(Type.String()),
    fromMs: TimeMs,
    toMs: TimeMs,
    bars: Type.Integer(),
    open: Type.Number(),
    high: Type.Number(),
    low: Type.Number(),
    last: Type.Number(),
    change: Type.Number(),
    changeRatio: Type.Number({ description: "Share of the price 24 hours before." }),
    volume: Nullable(Type.Number()),
  },
  { title: "MarketStats" },
);
export type MarketStats = Static<typeof MarketStats>;

/** Symbols that the caller can see bars of. */
export const MarketSymbols = Type.Object({
  items: Type.Array(
    Type.Object({
      symbol: Type.String(),
      market: Type.String(),
      dataSetId: Id,
      intervalMs: Nullable(Type.Number()),
      firstMs: Nullable(TimeMs),
      lastMs: Nullable(TimeMs),
      rows: Nullable(Type.Integer()),
      dataSets: Type.Integer({ description: "How many data sets of it there are." }),
    }),
  ),
});
export type MarketSymbols = Static<typeof MarketSymbols>;

export const Timeframes = Type.Object({
  items: Type.Array(Type.Object({ interval: Type.String(), intervalMs: Type.Number() })),
});
export type Timeframes = Static<typeof Timeframes>;
