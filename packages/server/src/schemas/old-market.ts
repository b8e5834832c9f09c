/** Prices with the names of the older system, beside those of today. */
import { Type } from "typebox";
import { Klines, KlinesQuery, MarketStats, MarketSymbols, Timeframes } from "./market.js";
import { old } from "./old-routes.js";
import { Nullable } from "./parts.js";

const MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15}Z?)?$";
const success = Type.Literal(true, old("always true"));

/** Bars, with `timeframe` for `interval`, and `start_date` and `end_date` for `from` and `to`. */
export const AnyKlinesQuery = Type.Object(
  {
    ...KlinesQuery.properties,
    timeframe: Type.Optional(
      Type.String({ pattern: "^[1-9][0-9]{0,4}[smhdw]$", ...old("interval") }),
    ),
    start_date: Type.Optional(Type.String({ pattern: MOMENT, ...old("from, UTC") })),
    end_date: Type.Optional(Type.String({ pattern: MOMENT, ...old("to, UTC") })),
  },
  { additionalProperties: false },
);

const Price = Type.Number();
const OldBar = Type.Object({
  timestamp: Type.Number({ description: "Seconds since 1970." }),
  open: Price,
  high: Price,
  low: Price,
  close: Price,
  volume: Nullable(Type.Number()),
  price_change: Type.Number(),
  price_change_pct: Type.Number(),
  amplitude: Type.Number(),
});

/** Bars as columns; as rows too for those who ask with an older name. */
export const AnyKlines = Type.Object(
  {
    ...Klines.properties,
    success: Type.Optional(success),
    timeframe: Type.Optional(Type.String(old("interval"))),
    count: Type.Optional(Type.Integer(old("how many bars"))),
    data: Type.Optional(
      Type.Array(OldBar, old("the bars as rows, for requests with `timeframe` or `start_date`")),
    ),
  },
  { title: "Klines" },
);

export const AnyMarketStats = Type.Object(
  {
    ...MarketStats.properties,
    success,
    stats: Type.Object(
      {
        symbol: Nullable(Type.String()),
        latest_price: Price,
        price_change_24h: Type.Number(),
        price_change_pct_24h: Type.Number(),
        high_24h: Price,
        low_24h: Price,
        volume_24h: Nullable(Type.Number()),
      },
      old("the same numbers, shares in percent"),
    ),
  },
  { title: "MarketStats" },
);

export const AnyMarketSymbols = Type.Object({
  ...MarketSymbols.properties,
  success,
  symbols: Type.Array(Type.String(), old("names alone")),
  default: Nullable(Type.String(old("the first"))),
});

export const AnyTimeframes = Type.Object({
  ...Timeframes.properties,
  success,
  timeframes: Type.Array(
    Type.Object({ value: Type.String(), label: Type.String() }),
    old("names alone"),
  ),
  default: Nullable(Type.String(old("the first"))),
});
