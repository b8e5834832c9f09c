/** What happened, as words and their numbers: the panel says them in the language of the page. */
import type { FillExplanation, FillReasonCode } from "@perpmill/engine";
import { fixedText, numberText } from "../../format/numbers";

/** A message and what stands in it. */
export interface Sentence {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface FillWriting {
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  readonly time: (ms: number) => string;
  /** a word of the fills' own words */
  readonly word: (name: string) => string;
}

const MONEY_DECIMALS = 2;

const WHY: Readonly<Record<FillReasonCode, string>> = {
  touched: "whyTouched",
  crossed: "whyCrossed",
  gapOpen: "whyGapOpen",
  leftOver: "whyLeftOver",
  positionStop: "whyPositionStop",
  maxDrawdown: "whyMaxDrawdown",
  minEquity: "whyMinEquity",
  maxDailyLoss: "whyMaxDailyLoss",
  extremeFlatten: "whyExtremeFlatten",
  emergencyClose: "whyEmergencyClose",
  liquidation: "whyLiquidation",
};

const MONEY: ReadonlySet<string> = new Set(["equity", "base", "maintenance"]);

/** A number of the reason by what it is: money, a share, or a price. */
function valueText(
  told: FillExplanation,
  name: string,
  value: number,
  writing: FillWriting,
): string {
  const isMoney = MONEY.has(name) || (name === "limit" && told.why.code === "minEquity");
  if (isMoney) return fixedText(value, MONEY_DECIMALS);
  if (name === "share" || name === "limit") return numberText(value, "ratio");
  return fixedText(value, writing.priceDecimals);
}

function quoted(told: FillExplanation, writing: FillWriting): Sentence {
  const { order, fill } = told;
  const { word, time } = writing;
  const price = (value: number) => fixedText(value, writing.priceDecimals);
  const values = { side: word(order.side), reference: price(order.referencePrice) };
  if (order.trigger === null) {
    const slipped = order.referencePrice !== fill.price;
    const key = slipped ? "trades.atMarket" : "trades.atPrice";
    return { key, values: { ...values, price: price(fill.price) } };
  }
  const distance = Math.abs(order.price / order.referencePrice - 1);
  return {
    key: order.role === "take-profit" ? "trades.quotedTakeProfit" : "trades.quotedOpen",
    values: {
      ...values,
      price: price(order.price),
      time: time(order.referenceTimeMs),
      distance: numberText(distance, "ratio"),
    },
  };
}

function moved(told: FillExplanation, { quantityDecimals }: FillWriting): Sentence {
  const { accountBefore: before, accountAfter: after, fill } = told;
  const quantity = (value: number) => fixedText(value, quantityDecimals);
  const net = fill.positionSide === "net";
  return {
    key: net ? "trades.moved" : "trades.movedHedge",
    values: {
      longBefore: quantity(net ? before.long - before.short : before.long),
      longAfter: quantity(net ? after.long - after.short : after.long),
      shortBefore: quantity(before.short),
      shortAfter: quantity(after.short),
      equityBefore: fixedText(before.equity, MONEY_DECIMALS),
      equityAfter: fixedText(after.equity, MONEY_DECIMALS),
    },
  };
}

/** The order, why it filled there, and what came of it. */
export function sentencesOf(told: FillExplanation, writing: FillWriting): Sentence[] {
  const { order, fill, why } = told;
  const price = (value: number | undefined) => fixedText(value, writing.priceDecimals);
  const quantity = (value: number) => fixedText(value, writing.quantityDecimals);
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(why.values))
    own[name] = valueText(told, name, value, writing);
  own.price = price(fill.price);
  own.trigger = price(order.trigger ?? fill.price);
  return [
    quoted(told, writing),
    { key: `trades.${WHY[why.code]}`, values: own },
    ...(why.capped
      ? [
          {
            key: "trades.whyCapped",
            values: { quantity: quantity(fill.quantity), wanted: quantity(order.quantity) },
          },
        ]
      : []),
    moved(told, writing),
    {
      key: "trades.among",
      values: {
        number: told.fillIndex + 1,
        count: told.barFills.length,
        reached: writing.time(told.reachedAtMs),
        booked: writing.time(fill.timeMs),
      },
    },
  ];
}
