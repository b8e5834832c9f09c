/** What each fill of a run did, from the columns alone. */
import { LIQUIDITIES, POSITION_SIDES, TRADE_REASONS, type TradeColumns } from "@perpmill/engine";
import { TRADE_ROLES, type TradeRole } from "./trades-protocol";

const NET = POSITION_SIDES.indexOf("net");
const LONG = POSITION_SIDES.indexOf("long");
const QUOTE = TRADE_REASONS.indexOf("quote");

const [OPEN, CLOSE, TAKE_PROFIT] = (["open", "close", "takeProfit"] as const).map((role) =>
  TRADE_ROLES.indexOf(role),
) as [number, number, number];

/** Roles of the fills that no quote made, by reason. */
const BY_REASON = TRADE_REASONS.map((reason) =>
  reason === "quote" ? OPEN : TRADE_ROLES.indexOf(reason),
);

/** u8[length], indexes into TRADE_ROLES. */
export function rolesOf(trades: TradeColumns): Uint8Array {
  const roles = new Uint8Array(trades.length);
  let netBefore = 0;
  for (let row = 0; row < trades.length; row++) {
    const buys = trades.side[row]! > 0;
    if (trades.reason[row] !== QUOTE) roles[row] = BY_REASON[trades.reason[row]!]!;
    else {
      const isNet = trades.positionSide[row] === NET;
      const side = buys ? 1 : -1;
      const closes = isNet ? netBefore * side < 0 : buys !== (trades.positionSide[row] === LONG);
      roles[row] = closes ? (trades.realizedPnl[row]! > 0 ? TAKE_PROFIT : CLOSE) : OPEN;
    }
    netBefore = trades.longAfterLots[row]! - trades.shortAfterLots[row]!;
  }
  return roles;
}

export function roleAt(roles: Uint8Array, row: number): TradeRole {
  return TRADE_ROLES[roles[row]!]!;
}

export const LIQUIDITY_INDEX: Readonly<Record<(typeof LIQUIDITIES)[number], number>> = {
  maker: LIQUIDITIES.indexOf("maker"),
  taker: LIQUIDITIES.indexOf("taker"),
};
