/** The schema of a configuration file: every key, bound and default of semantics 10, in its order. */
import type { TSchema } from "typebox";
import * as Type from "typebox";
import { choice, decimal, flag, hours, RULE_KEYWORD, seed, text, time } from "./fields.js";

const CLOSED = { additionalProperties: false };

/** An object whose members may each be left out. */
export function section<P extends Record<string, TSchema>>(description: string, members: P) {
  return Type.Object(
    Object.fromEntries(
      Object.entries(members).map(([name, schema]) => [name, Type.Optional(schema)]),
    ) as { [K in keyof P]: ReturnType<typeof Type.Optional<P[K]>> },
    { description, ...CLOSED },
  );
}

const FEE_MAX = 0.1;
/** Semantics 2, finer paths. */
export const BRIDGE_POINTS = { least: 4, most: 240, fallback: 60 } as const;
/** A year. */
const MS_MAX = 31_536_000_000;
/** Ticks and steps are decimals of at most this many places. */
const SIZE_DECIMALS_MAX = 12;

/** What the parts are that the schema of a file composes from others. */
export const INSTRUMENT_HELP =
  "What is traded: a preset's name, a preset with changes, or every number.";
export const PRESET_HELP = "Name of an instrument preset; what else is given replaces its numbers.";
export const STRATEGY_HELP = "The strategy and its parameters.";

/** One row of `instrument.tiers`. */
export const TIER = section("A margin tier: positions up to a notional.", {
  notionalCap: decimal("Largest notional of the tier, quote; null in the last row: open-ended.", {
    above: 0,
    fallback: null,
  }),
  maxLeverage: decimal("Largest leverage allowed in the tier.", { above: 0 }),
  maintenanceRate: decimal("Maintenance margin as a share of the notional.", { min: 0, max: 1 }),
  maintenanceAmount: decimal("Amount taken off the maintenance margin, quote.", {
    min: 0,
    fallback: 0,
  }),
});

/** `instrument` when it is an object; `preset` is handled before it is read. */
export const INSTRUMENT = section("What is traded.", {
  symbol: text("Name of the instrument, for display."),
  tickSize: decimal("Smallest step of a price.", { above: 0, decimalsMax: SIZE_DECIMALS_MAX }),
  stepSize: decimal("Smallest step of a size, in contracts.", {
    above: 0,
    decimalsMax: SIZE_DECIMALS_MAX,
  }),
  minQty: decimal("Smallest size of an order, in contracts. Default: one step.", {
    min: 0,
    fallback: null,
  }),
  minNotional: decimal("Smallest notional of an order, quote.", { min: 0, fallback: 0 }),
  maxOrderQty: decimal("Largest size of an order, in contracts. Default: no limit.", {
    above: 0,
    fallback: null,
  }),
  contractSize: decimal("Base units in a contract.", { above: 0, fallback: 1 }),
  makerFee: decimal("Fee of resting orders, share of notional; negative: paid to the maker.", {
    min: -FEE_MAX,
    max: FEE_MAX,
    fallback: 0.0002,
  }),
  takerFee: decimal("Fee of market orders, share of notional.", {
    min: -FEE_MAX,
    max: FEE_MAX,
    fallback: 0.0005,
  }),
  liquidationFee: decimal("Fee of a liquidation, share of notional.", {
    min: 0,
    max: 1,
    fallback: 0,
  }),
  tiers: Type.Unsafe<readonly unknown[] | null>({
    description:
      "Margin tiers by rising notional. Default: none, without cap or maintenance margin.",
    default: [],
    anyOf: [{ type: "array", items: TIER }, { type: "null" }],
    [RULE_KEYWORD]: { kind: "list", fallback: [] },
  }),
});

/** Every section but `instrument` and `strategy`. */
export const SECTIONS = {
  data: section("Which part of the data is run.", {
    start: time("First bar: ISO date or time (UTC) or ms. Default: the first of the data."),
    end: time("End, exclusive: ISO date or time (UTC) or ms. Default: after the last bar."),
    priceDecimals: decimal("Rounds the prices to so many decimals. Default: as they are.", {
      min: 0,
      max: SIZE_DECIMALS_MAX,
      whole: true,
      fallback: null,
    }),
  }),
  account: section("The account.", {
    initialBalance: decimal("Balance at the start, quote.", { above: 0 }),
    leverage: decimal("Leverage of new positions.", { above: 0, max: 1000, fallback: 1 }),
    positionMode: choice(
      "hedge: a long and a short side; oneWay: one signed position. Default: the strategy's.",
      ["hedge", "oneWay"],
      null,
    ),
    marginBasis: choice(
      "Maintenance margin over both sides, or over the net position.",
      ["sides", "net"],
      "sides",
    ),
    marginBuffer: decimal("Factor on the margin that a new order must find available.", {
      above: 0,
      max: 1000,
      fallback: 1,
    }),
  }),
  path: section("How the price runs inside a bar.", {
    model: choice(
      "Which extreme comes first; bridge: a path drawn at random; trades: the trades that the bars are made of.",
      ["direction", "nearest", "lowFirst", "highFirst", "random", "bridge", "trades"],
      "direction",
    ),
    seed: seed("Seed of the models `random` and `bridge`: 0 to 2^64 - 1, as text above 2^53 - 1."),
    points: decimal("Points of a bar on the path `bridge`, the only one that it counts for.", {
      min: BRIDGE_POINTS.least,
      max: BRIDGE_POINTS.most,
      whole: true,
      fallback: BRIDGE_POINTS.fallback,
    }),
  }),
  fills: section("When and how much resting orders fill.", {
    rule: choice(
      "touch: at the limit price; through: some ticks beyond it.",
      ["touch", "through"],
      "through",
    ),
    throughTicks: decimal("Ticks beyond the limit price for the rule `through`.", {
      min: 0,
      max: 1_000_000,
      whole: true,
      fallback: 1,
    }),
    maxParticipation: decimal(
      "Share of a bar's volume that our orders get at most; null: no cap.",
      {
        above: 0,
        max: 1,
        fallback: 0.1,
        nullIsValue: true,
      },
    ),
    slippageTicks: decimal("Ticks by which market orders fill worse.", {
      min: 0,
      max: 1_000_000,
      whole: true,
      fallback: 1,
    }),
  }),
  funding: section("Funding payments.", {
    mode: choice(
      "none; constant: a rate every so many hours; series: from a file.",
      ["none", "constant", "series"],
      null,
    ),
    rate: decimal("Rate of the mode `constant`; positive: longs pay.", {
      min: -1,
      max: 1,
      fallback: null,
    }),
    intervalHours: decimal("Hours between payments of the mode `constant`.", {
      above: 0,
      max: 8784,
      fallback: 8,
    }),
  }),
  rebate: section("Fees that come back once a month.", {
    rate: decimal("Share of the fees.", { min: 0, max: 1, fallback: 0 }),
    payoutDay: decimal("Day of the month, the last one if the month is shorter.", {
      min: 1,
      max: 31,
      whole: true,
      fallback: 1,
    }),
  }),
  risk: section("Limits that stop the run, and stops of positions.", {
    maxDrawdown: decimal("Ends the run: fall from the peak of equity, share.", {
      above: 0,
      max: 1,
      fallback: null,
    }),
    minEquity: decimal("Ends the run: equity at or under this, quote.", { min: 0, fallback: null }),
    maxDailyLoss: decimal("No quotes until the next UTC day: loss of the day, share.", {
      above: 0,
      max: 1,
      fallback: null,
    }),
    positionStopLoss: decimal("Closes a side at market: loss from its entry, share.", {
      above: 0,
      max: 1,
      fallback: null,
    }),
  }),
  volatility: section("What changes when bars get wide.", {
    atrPeriod: decimal("Bars in the mean true range; required with a threshold.", {
      min: 1,
      max: 1_000_000,
      whole: true,
      fallback: null,
    }),
    high: decimal("Threshold of ATR / close for the regime `high`.", { min: 0, fallback: null }),
    extreme: decimal("Threshold of ATR / close for the regime `extreme`.", {
      min: 0,
      fallback: null,
    }),
    emergency: decimal("Threshold of ATR / close for `emergency`.", { min: 0, fallback: null }),
    highSpreadMultiplier: decimal("Factor on the spreads from `high` on.", {
      min: 0,
      max: 1_000_000,
      fallback: null,
    }),
    extremeSpreadMultiplier: decimal("Factor on the spreads from `extreme` on.", {
      min: 0,
      max: 1_000_000,
      fallback: null,
    }),
    balance: flag("From `high` on, places no order that adds to the net position's direction."),
    extremeFlatten: flag("From `extreme` on, cuts the larger side to the smaller at market."),
    emergencyClose: flag("In `emergency`, closes everything and quotes nothing."),
  }),
  quoting: section(
    "What orders go through between the strategy and the book; all off by default.",
    {
      inventorySkew: decimal(
        "How far every price moves against a full inventory, share of the price.",
        { min: 0, max: 0.99, fallback: 0 },
      ),
      skewInventoryRatio: decimal("Net notional that is a full inventory, as a share of equity.", {
        min: 0.000001,
        max: 1000,
        fallback: 1,
      }),
      minProfitBps: decimal(
        "Least profit of a round trip after maker fees, basis points: orders keep half of it and the fee away from the price.",
        { min: -10_000, max: 10_000, fallback: null },
      ),
      refreshToleranceBps: decimal(
        "An order that is no further than this from where it is wanted stays, basis points of the price.",
        { min: 0, max: 10_000, fallback: null },
      ),
      hangingOrders: flag(
        "When the orders of one side are filled, those of the other side stay over the quotes.",
      ),
      hangingCancelDistance: decimal(
        "Distance from the price beyond which a hanging order is cancelled, share of the price.",
        { above: 0, max: 1, fallback: 0.1 },
      ),
      filledOrderDelayMs: decimal("Time after a fill in which no quote is made, ms.", {
        min: 0,
        max: MS_MAX,
        whole: true,
        fallback: 0,
      }),
      tradingHours: hours(
        "Hours in which quotes are made, UTC, such as 08:00-20:00 or Mon-Fri 08:00-22:00, Sat 10:00-14:00.",
      ),
      fundingAvoidBeforeMs: decimal("Time before each funding payment without orders, ms.", {
        min: 0,
        max: MS_MAX,
        whole: true,
        fallback: 0,
      }),
      fundingAvoidAfterMs: decimal("Time after each funding payment without orders, ms.", {
        min: 0,
        max: MS_MAX,
        whole: true,
        fallback: 0,
      }),
    },
  ),
  output: section("What is counted on request.", {
    rejections: flag("Counts rejected orders; every quote is then worked out."),
  }),
} as const;

/** Top-level keys in the order of semantics 10. */
export const TOP_LEVEL_KEYS: readonly string[] = [
  "instrument",
  ...Object.keys(SECTIONS),
  "strategy",
];
