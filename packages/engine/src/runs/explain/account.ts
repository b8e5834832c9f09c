/** The account between the fills of a bar. Semantics 5 and 6. */
import type { MarginTier } from "../../config/types.js";
import type { SavedRun } from "../../internal/saved-run.js";
import type { CalendarEvents } from "../calendar-events.js";
import type { PreparedRun } from "../prepare.js";
import type { TradeColumns } from "../result.js";

/** Positions in lots, entries in price units, the balance in quote. */
export interface Account {
  readonly balance: number;
  readonly long: number;
  readonly short: number;
  readonly entryLong: number;
  readonly entryShort: number;
}

function opened(held: number, entry: number, lots: number, price: number): number {
  return held === 0 ? price : (held * entry + lots * price) / (held + lots);
}

/** The account after row `row`, of which the row itself gives positions and balance. */
function afterFill(before: Account, trades: TradeColumns, row: number): Account {
  const long = trades.longAfterLots[row];
  const short = trades.shortAfterLots[row];
  const price = trades.priceUnits[row];
  const addedLong = long - before.long;
  const addedShort = short - before.short;
  return {
    balance: trades.balanceAfter[row],
    long,
    short,
    entryLong:
      addedLong > 0 ? opened(before.long, before.entryLong, addedLong, price) : before.entryLong,
    entryShort:
      addedShort > 0
        ? opened(before.short, before.entryShort, addedShort, price)
        : before.entryShort,
  };
}

function hasEvent(events: CalendarEvents, afterMs: number, untilMs: number): boolean {
  return events.timeMs.some((timeMs) => timeMs > afterMs && timeMs <= untilMs);
}

/**
 * The account before and after a fill.
 * @param saved before the bar
 * @param trades of the bar
 * @param beforeMs time of the last step before the bar: what was due by then is booked
 */
export function accountsAround(
  saved: SavedRun,
  trades: TradeColumns,
  row: number,
  events: CalendarEvents,
  beforeMs: number,
): { readonly before: Account; readonly after: Account } {
  let account: Account = {
    balance: saved.balance,
    long: saved.longLots,
    short: saved.shortLots,
    entryLong: saved.entryLong,
    entryShort: saved.entryShort,
  };
  for (let i = 0; i < row; i++) account = afterFill(account, trades, i);
  const sinceMs = row === 0 ? beforeMs : trades.timeMs[row - 1];
  if (hasEvent(events, sinceMs, trades.timeMs[row])) {
    // Funding or a payout came between: the fill itself says what it found.
    const balance = trades.balanceAfter[row] + trades.fee[row] - trades.realizedPnl[row];
    account = { ...account, balance };
  }
  return { before: account, after: afterFill(account, trades, row) };
}

/** Balance and unrealised profit at a price or mark in units, quote. */
export function equityAt(account: Account, units: number, lotValue: number): number {
  const { balance, long, short, entryLong, entryShort } = account;
  const gain =
    (long === 0 ? 0 : long * (units - entryLong)) +
    (short === 0 ? 0 : short * (entryShort - units));
  return balance + gain * lotValue;
}

function bracket(tiers: readonly MarginTier[], notional: number): number {
  const tier = tiers.find(({ notionalCap }) => notionalCap === null || notional <= notionalCap);
  if (tier === undefined) return 0;
  return Math.max(0, notional * tier.maintenanceRate - tier.maintenanceAmount);
}

/** Maintenance margin at a price or mark in units, quote. */
export function maintenanceAt(prepared: PreparedRun, account: Account, units: number): number {
  const { config, units: sizes } = prepared;
  const { tiers } = config.instrument;
  const notional = (lots: number) => lots * units * sizes.lotValue;
  if (config.account.marginBasis === "net") {
    return bracket(tiers, notional(Math.abs(account.long - account.short)));
  }
  return bracket(tiers, notional(account.long)) + bracket(tiers, notional(account.short));
}
