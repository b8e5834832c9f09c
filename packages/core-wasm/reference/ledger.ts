/** The account: balance, two sides with average entries, opening and closing. Semantics 5. */

export type Side = "long" | "short";

/** In one-way mode at most one side holds lots. Lots are whole, entries in price units. */
export interface Account {
  balance: number;
  long: number;
  short: number;
  entryLong: number;
  entryShort: number;
  /** long - short */
  net: number;
  /** long * entryLong - short * entryShort */
  cost: number;
}

/** What a fill did to the position. */
export interface Booked {
  /** quote, of the closed part, before fees */
  readonly gain: number;
  readonly closedLots: number;
}

/** A flat account. */
export function openAccount(initialBalance: number): Account {
  return {
    balance: initialBalance,
    long: 0,
    short: 0,
    entryLong: 0,
    entryShort: 0,
    net: 0,
    cost: 0,
  };
}

/** Unrealised profit at a price in units, quote. */
export function unrealisedAt(account: Account, units: number, lotValue: number): number {
  return (account.net * units - account.cost) * lotValue;
}

/** Balance and unrealised profit at a price in units, quote. */
export function equityAt(account: Account, units: number, lotValue: number): number {
  return account.balance + unrealisedAt(account, units, lotValue);
}

function refresh(account: Account): void {
  account.net = account.long - account.short;
  account.cost = account.long * account.entryLong - account.short * account.entryShort;
}

function open(account: Account, side: Side, lots: number, units: number): void {
  if (side === "long") {
    const held = account.long;
    account.entryLong = (held * account.entryLong + lots * units) / (held + lots);
    account.long = held + lots;
  } else {
    const held = account.short;
    account.entryShort = (held * account.entryShort + lots * units) / (held + lots);
    account.short = held + lots;
  }
}

function close(
  account: Account,
  side: Side,
  lots: number,
  units: number,
  lotValue: number,
): number {
  let gain: number;
  if (side === "long") {
    gain = lots * (units - account.entryLong) * lotValue;
    account.long -= lots;
    if (account.long === 0) account.entryLong = 0;
  } else {
    gain = lots * (account.entryShort - units) * lotValue;
    account.short -= lots;
    if (account.short === 0) account.entryShort = 0;
  }
  account.balance += gain;
  return gain;
}

/**
 * Books a fill on the position, without its fee: hedge mode opens or closes the named side, one-way
 * mode (`net`) first closes what stands against it and opens the rest.
 * @param lots whole, > 0; a closing fill never exceeds what its side holds
 */
export function bookFill(
  account: Account,
  isBuy: boolean,
  positionSide: "net" | Side,
  lots: number,
  units: number,
  lotValue: number,
): Booked {
  const opens: Side = isBuy ? "long" : "short";
  const against: Side = isBuy ? "short" : "long";
  let closedLots = 0;
  if (positionSide === "net") closedLots = Math.min(lots, account[against]);
  else if (positionSide === against) closedLots = lots;
  let gain = 0;
  if (closedLots > 0) gain = close(account, against, closedLots, units, lotValue);
  if (lots > closedLots) open(account, opens, lots - closedLots, units);
  refresh(account);
  return { gain, closedLots };
}
