/** An explained fill, as it is answered. */
import type { FillExplanation } from "@perpmill/engine";
import { type Static, type TSchema, Type } from "typebox";
import { Id, Nullable } from "./parts.js";
import { Trade } from "./run-results.js";

const Value = Nullable(Type.Number());
const MODELS = ["direction", "nearest", "lowFirst", "highFirst", "random"] as const;

function words<const W extends string>(values: readonly W[]) {
  return Type.Enum([...values], { type: "string" });
}

/** An array that nobody changes. */
function List<T extends TSchema>(item: T, options: { readonly description?: string } = {}) {
  return Type.Unsafe<readonly Static<T>[]>(Type.Array(item, options));
}

const Bar = Type.Object({
  index: Type.Integer({ description: "Of the bar in the run, from 0." }),
  openTimeMs: Type.Number(),
  open: Type.Number(),
  high: Type.Number(),
  low: Type.Number(),
  close: Type.Number(),
  volume: Value,
});

const Point = Type.Object({
  step: Type.Enum([0, 1, 2, 3, 4] as const, { type: "integer" }),
  timeMs: Type.Number(),
  price: Type.Number(),
  mark: Type.Number(),
});

const assumptions = {
  model: words(MODELS),
  rule: words(["touch", "through"]),
  maxParticipation: Value,
};

const Order = Type.Object({
  role: words(["quote", "take-profit", "stop", "limit", "regime", "liquidation"]),
  level: Nullable(Type.Integer()),
  side: words(["buy", "sell"]),
  positionSide: words(["net", "long", "short"]),
  price: Type.Number(),
  trigger: Value,
  quantity: Type.Number(),
  remaining: Type.Number(),
  referencePrice: Type.Number(),
  referenceTimeMs: Type.Number(),
  restingSinceMs: Type.Number(),
});

const Why = Type.Object({
  code: words([
    "touched",
    "crossed",
    "gapOpen",
    "leftOver",
    "positionStop",
    "maxDrawdown",
    "minEquity",
    "maxDailyLoss",
    "extremeFlatten",
    "emergencyClose",
    "liquidation",
  ]),
  capped: Type.Boolean({ description: "Whether the participation cap let only a part fill." }),
  values: Type.Record(Type.String(), Type.Number(), {
    description: "The numbers of the text, by name.",
  }),
  text: Type.String({ description: "English." }),
});

const Account = Type.Object({
  balance: Type.Number(),
  long: Type.Number(),
  short: Type.Number(),
  entryLong: Value,
  entryShort: Value,
  equity: Type.Number(),
});

const Alternative = Type.Object({
  ...assumptions,
  own: Type.Boolean({ description: "The assumptions of the run itself." }),
  outcome: words(["same", "different", "none"]),
  fill: Nullable(Trade),
  fills: Type.Integer({ minimum: 0 }),
  path: List(Point),
  longAfter: Type.Number(),
  shortAfter: Type.Number(),
  equityAfter: Type.Number(),
});

export const FillParams = Type.Object({
  id: Id,
  fill: Type.Integer({
    minimum: 0,
    maximum: 2_147_483_647,
    description: "Row of the run's trades, from 0.",
  }),
});

/** The bar, the path through it with the order, why it filled, and what other assumptions give. */
export const FillExplained = Type.Object(
  {
    runId: Id,
    row: Type.Integer(),
    fill: Trade,
    bar: Bar,
    before: List(Bar),
    after: List(Bar),
    intervalMs: Type.Number(),
    tickSize: Type.Number(),
    assumptions: Type.Object(assumptions),
    path: List(Point),
    step: Type.Enum([1, 2, 3, 4] as const, { type: "integer" }),
    reachedAtMs: Type.Number(),
    quoteTimesMs: List(Type.Number()),
    order: Order,
    why: Why,
    ambiguous: Type.Boolean({
      description: "Low first and high first do not both fill this order so.",
    }),
    bothSides: Type.Boolean(),
    markPrice: Type.Number(),
    accountBefore: Account,
    accountAfter: Account,
    barFills: List(Trade),
    fillIndex: Type.Integer(),
    others: List(Alternative, {
      description: "From the same state at the open of the bar; the run's own comes first.",
    }),
    stopped: Nullable(words(["maxDrawdown", "minEquity", "maxDailyLoss"])),
  },
  { title: "FillExplained" },
);
export type FillExplained = Static<typeof FillExplained> & FillExplanation;
