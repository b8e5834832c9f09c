/** Why a fill happened where it did: a code, its numbers, and a sentence. */
import type { SavedRun } from "../../internal/saved-run.js";
import type { Decimals } from "../decimals.js";
import type { PreparedRun } from "../prepare.js";
import { TRADE_REASONS, type TradeColumns } from "../result.js";
import { type Account, equityAt, maintenanceAt } from "./account.js";
import type { ExplainedOrder, FillReason, FillReasonCode } from "./fill-explanation.js";

/** All that a reason is told from. Prices in units. */
export interface ReasonInputs {
  readonly prepared: PreparedRun;
  readonly saved: SavedRun;
  readonly trades: TradeColumns;
  readonly row: number;
  readonly step: number;
  /** the points before and after the move */
  readonly from: number;
  readonly to: number;
  /** mark at the end of the move */
  readonly mark: number;
  /** recorded equity before the UTC day of the bar */
  readonly dayBase: number;
  /** which limit was met; null: none */
  readonly stopped: "maxDrawdown" | "minEquity" | "maxDailyLoss" | null;
  /** before the fill; of a limit, before the first fill that it made */
  readonly account: Account;
  readonly order: ExplainedOrder;
  readonly decimals: Decimals;
  /** the participation cap let less fill than rested */
  readonly capped: boolean;
}

type Reason = Omit<FillReason, "capped">;

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}

function money(value: number): string {
  return value.toFixed(2);
}

/** Whether the order was reached at the point before the move already. */
export function wasReached(side: 1 | -1, trigger: number, from: number): boolean {
  return side > 0 ? from <= trigger : from >= trigger;
}

function makerReason(inputs: ReasonInputs): Reason {
  const { prepared, step, order, decimals } = inputs;
  const { fills } = prepared.config;
  const from = decimals.price(inputs.from);
  const to = decimals.price(inputs.to);
  const trigger = order.trigger ?? order.price;
  const ticks = fills.rule === "touch" ? 0 : fills.throughTicks;
  const values = { from, to, price: order.price, trigger, ticks };
  const name = `the ${order.side === "buy" ? "bid" : "ask"} at ${order.price}`;
  const verb = to < from ? "fell" : "rose";
  if (wasReached(order.side === "buy" ? 1 : -1, trigger, from)) {
    return {
      code: "leftOver",
      values,
      text: `The price had reached ${name} before; what was left of it filled now, at its limit price.`,
    };
  }
  if (step === 1) {
    return {
      code: "gapOpen",
      values,
      text: `The bar opened at ${to}, a jump from ${from} past ${name}; it filled at its limit price all the same.`,
    };
  }
  if (ticks === 0) {
    return {
      code: "touched",
      values,
      text: `The price ${verb} from ${from} to ${to} and touched ${name}, which fills it at its limit price.`,
    };
  }
  return {
    code: "crossed",
    values,
    text: `The price ${verb} from ${from} to ${to} and went ${ticks} ${ticks === 1 ? "tick" : "ticks"} beyond ${name}, as the rule “through” asks; it filled at its limit price.`,
  };
}

function stopReason({ prepared, account, trades, row, order }: ReasonInputs): Reason {
  const share = prepared.config.risk.positionStopLoss ?? 0;
  const long = trades.side[row] < 0;
  const entryUnits = long ? account.entryLong : account.entryShort;
  const entry = entryUnits / 10 ** prepared.units.priceDecimals;
  return {
    code: "positionStop",
    values: { entry, share, price: order.price },
    text: `The ${long ? "long" : "short"} side, entered at ${Number(entry.toPrecision(10))} on average, had lost ${percent(share)} at ${order.price}: the position stop closed it at market.`,
  };
}

function limitReason(inputs: ReasonInputs): Reason {
  const { prepared, saved, account, mark, stopped } = inputs;
  const { risk } = prepared.config;
  const equity = equityAt(account, mark, prepared.units.lotValue);
  if (stopped === "minEquity") {
    const limit = risk.minEquity ?? 0;
    return {
      code: "minEquity",
      values: { equity, limit },
      text: `Equity had come to ${money(equity)}, at or under risk.minEquity ${limit}: everything was closed at market.`,
    };
  }
  const daily = stopped === "maxDailyLoss";
  const code: FillReasonCode = daily ? "maxDailyLoss" : "maxDrawdown";
  const base = daily ? inputs.dayBase : saved.peak;
  const limit = (daily ? risk.maxDailyLoss : risk.maxDrawdown) ?? 0;
  const share = (base - equity) / base;
  return {
    code,
    values: { equity, base, share, limit },
    text: `Equity had fallen by ${percent(share)} from ${money(base)} ${daily ? "at the start of the day" : "at its peak"}, which is risk.${code} ${percent(limit)}: everything was closed at market.`,
  };
}

function regimeReason({ prepared, saved, order }: ReasonInputs): Reason {
  const closes = saved.emergency && prepared.config.volatility.emergencyClose;
  const values = { price: order.price };
  return closes
    ? {
        code: "emergencyClose",
        values,
        text: "The volatility regime was “emergency”: at the time to quote everything was closed at market.",
      }
    : {
        code: "extremeFlatten",
        values,
        text: "The volatility regime was “extreme”: at the time to quote the larger side was cut to the smaller at market.",
      };
}

function liquidationReason({ prepared, account, trades, row, mark, order }: ReasonInputs): Reason {
  const at = prepared.mark === null ? trades.priceUnits[row] : mark;
  const equity = equityAt(account, at, prepared.units.lotValue);
  const maintenance = maintenanceAt(prepared, account, at);
  return {
    code: "liquidation",
    values: { price: order.price, equity, maintenance },
    text: `Equity had fallen to ${money(equity)}, the maintenance margin being ${money(maintenance)}: the account was liquidated at ${order.price}.`,
  };
}

function reasonOf(inputs: ReasonInputs): Reason {
  switch (TRADE_REASONS[inputs.trades.reason[inputs.row]]) {
    case "quote":
      return makerReason(inputs);
    case "stop":
      return stopReason(inputs);
    case "limit":
      return limitReason(inputs);
    case "regime":
      return regimeReason(inputs);
    case "liquidation":
      return liquidationReason(inputs);
  }
}

/** Says why. */
export function fillReason(inputs: ReasonInputs): FillReason {
  const { code, values, text } = reasonOf(inputs);
  const { capped, prepared } = inputs;
  const cap = prepared.config.fills.maxParticipation;
  if (!capped || cap === null) return { code, capped: false, values, text };
  const more = `The cap of ${percent(cap)} of the bar's volume let only a part of it fill.`;
  return { code, capped, values: { ...values, cap }, text: `${text} ${more}` };
}
