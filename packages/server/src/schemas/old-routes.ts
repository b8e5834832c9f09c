/** What the older system was sent and answered, with its names. Members that are missing here were left out. */
import { type Static, Type } from "typebox";
import { Id, Nullable } from "./parts.js";

const CLOSED = { additionalProperties: false };
const DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const Value = Nullable(Type.Number());

/** What is marked as old in the document. */
export function old(meaning: string) {
  return { deprecated: true, description: `Of the older system: ${meaning}.` };
}

export const OldRunBody = Type.Object(
  {
    symbol: Type.String({ pattern: "^[A-Z0-9_]{1,32}$", default: "ETHUSDT" }),
    startDate: Type.String({ pattern: DAY }),
    endDate: Type.String({ pattern: DAY, description: "This day is part of the range." }),
    initialCapital: Type.Number({ minimum: 100, maximum: 1e12, default: 10_000 }),
    leverage: Type.Integer({ minimum: 1, maximum: 100, default: 5 }),
    spreadThreshold: Type.Number({ minimum: 0.0001, maximum: 0.1, default: 0.002 }),
    positionRatio: Type.Number({ minimum: 0.1, maximum: 1, default: 0.8 }),
    orderRatio: Type.Number({ minimum: 0.001, maximum: 0.1, default: 0.02 }),
  },
  CLOSED,
);
export type OldRunBody = Static<typeof OldRunBody>;

const OldTrade = Type.Object({
  timestamp: Type.Number({ description: "Seconds since 1970." }),
  side: Type.String(),
  price: Type.Number(),
  amount: Type.Number(),
  fee: Type.Number(),
  pnl: Type.Number(),
});

/** A run as a row of the older table. */
export const OldResult = Type.Object(
  {
    id: Id,
    strategy_name: Type.String(),
    symbol: Nullable(Type.String()),
    timeframe: Nullable(Type.String()),
    start_date: Type.String(),
    end_date: Type.String(),
    initial_capital: Value,
    leverage: Value,
    spread_threshold: Value,
    total_return: Value,
    max_drawdown: Value,
    sharpe_ratio: Value,
    trade_count: Value,
    win_rate: Value,
    final_equity: Value,
    created_at: Type.String({ description: "ISO 8601, UTC." }),
    params_config: Type.Record(Type.String(), Type.Unknown()),
    trade_history: Type.Array(OldTrade, { description: "The first 5000; empty in the history." }),
    equity_curve: Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }), {
      description: "Seconds since 1970 and equity, at most 1000; empty in the history.",
    }),
  },
  { title: "OldResult" },
);
export type OldResult = Static<typeof OldResult>;

export const OldRunAnswer = Type.Object(
  {
    success: Type.Boolean(),
    message: Type.String(),
    result_id: Id,
    result: Nullable(OldResult),
    error: Nullable(Type.String()),
  },
  { title: "OldRunAnswer" },
);
export type OldRunAnswer = Static<typeof OldRunAnswer>;

export const OldResultAnswer = Type.Object({ success: Type.Literal(true), result: OldResult });

export const OldHistoryQuery = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) },
  CLOSED,
);

export const OldHistory = Type.Object({
  success: Type.Literal(true),
  history: Type.Array(OldResult),
  count: Type.Integer(),
});

export const OldDone = Type.Object({ success: Type.Literal(true), message: Type.String() });

export const OldCacheStatus = Type.Object({
  success: Type.Literal(true),
  cache_status: Type.Object({
    enabled: Type.Boolean(),
    cache_dir_exists: Type.Boolean(),
    cache_info: Type.Object({
      enabled: Type.Boolean(),
      file_count: Type.Integer(),
      total_size_mb: Type.Number(),
      files: Type.Array(
        Type.Object({
          name: Type.String(),
          size_mb: Type.Number(),
          modified: Type.Number({ description: "Last use, seconds since 1970." }),
        }),
      ),
    }),
  }),
});
