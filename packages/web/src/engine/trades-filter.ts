/** Rows that pass a filter. */
import type { TradeColumns } from "@perpmill/engine";
import { TRADE_ROLES, type TradesFilter } from "./trades-protocol";
import { LIQUIDITY_INDEX } from "./trades-roles";

/** Position of the first number that is at least `value` in an ascending column. */
export function firstAtLeast(column: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param trades in order of filling
 * @param roles of them
 * @returns u32, ascending; null: all rows pass
 */
export function rowsThatPass(
  trades: TradeColumns,
  roles: Uint8Array,
  filter: TradesFilter,
): Uint32Array | null {
  if (Object.values(filter).every((one) => one === null)) return null;
  const first = filter.fromMs === null ? 0 : firstAtLeast(trades.timeMs, filter.fromMs);
  const end = filter.toMs === null ? trades.length : firstAtLeast(trades.timeMs, filter.toMs);
  const side = filter.side === null ? null : filter.side === "buy" ? 1 : -1;
  const role = filter.role === null ? null : TRADE_ROLES.indexOf(filter.role);
  const liquidity = filter.liquidity === null ? null : LIQUIDITY_INDEX[filter.liquidity];
  const pnl = filter.pnl === null ? null : filter.pnl === "gain" ? 1 : -1;
  // Half a lot of room: contracts times a step are no exact decimals.
  const least = filter.quantityMin === null ? 0 : filter.quantityMin / trades.stepSize - 0.5;
  const most = filter.quantityMax === null ? Infinity : filter.quantityMax / trades.stepSize + 0.5;
  const rows = new Uint32Array(Math.max(0, end - first));
  let count = 0;
  for (let row = first; row < end; row++) {
    if (side !== null && trades.side[row] !== side) continue;
    if (role !== null && roles[row] !== role) continue;
    if (liquidity !== null && trades.liquidity[row] !== liquidity) continue;
    if (pnl !== null && trades.realizedPnl[row]! * pnl <= 0) continue;
    const lots = trades.lots[row]!;
    if (lots < least || lots > most) continue;
    rows[count++] = row;
  }
  return rows.slice(0, count);
}
