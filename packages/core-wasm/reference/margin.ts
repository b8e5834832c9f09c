/** Tiers, leverage cap, maintenance margin, and which opening orders a quote may place. Semantics 5, 6. */
import type { ReferenceTier } from "./input.js";
import { notionalOf } from "./instrument.js";
import { atLeast, atMost } from "./math/guard.js";

/** The first row whose cap a notional does not exceed; the last row is open-ended. */
export function tierOf(tiers: readonly ReferenceTier[], notional: number): ReferenceTier | null {
  for (let i = 0; i < tiers.length - 1; i++) {
    const cap = tiers[i].notionalCap;
    if (cap === null || atMost(notional, cap)) return tiers[i];
  }
  return tiers.length === 0 ? null : tiers[tiers.length - 1];
}

/**
 * Largest notional a side may have at a leverage: the cap of the last row that allows it.
 * @returns quote, Infinity without rows or for an open-ended row. Throws when no row allows it.
 */
export function leverageCap(tiers: readonly ReferenceTier[], leverage: number): number {
  if (tiers.length === 0) return Number.POSITIVE_INFINITY;
  for (let i = tiers.length - 1; i >= 0; i--) {
    if (atLeast(tiers[i].maxLeverage, leverage)) {
      return tiers[i].notionalCap ?? Number.POSITIVE_INFINITY;
    }
  }
  throw new RangeError(`no tier allows leverage ${leverage}`);
}

/** Maintenance margin at a price, and how many lots' worth of it moves with the price. */
export interface Maintenance {
  /** quote */
  readonly margin: number;
  /** Σ lots·mmr over the brackets above 0 */
  readonly slopeLots: number;
}

function bracket(
  tiers: readonly ReferenceTier[],
  lots: number,
  units: number,
  lotValue: number,
): Maintenance {
  const notional = notionalOf(lots, units, lotValue);
  const tier = tierOf(tiers, notional);
  if (tier === null) return { margin: 0, slopeLots: 0 };
  const margin = notional * tier.maintenanceRate - tier.maintenanceAmount;
  if (margin <= 0) return { margin: 0, slopeLots: 0 };
  return { margin, slopeLots: lots * tier.maintenanceRate };
}

/**
 * Maintenance at a price in units.
 * @param basis `"sides"`: long and short each; `"net"`: the net position alone
 */
export function maintenanceAt(
  tiers: readonly ReferenceTier[],
  basis: "sides" | "net",
  long: number,
  short: number,
  units: number,
  lotValue: number,
): Maintenance {
  if (basis === "net") return bracket(tiers, Math.abs(long - short), units, lotValue);
  const ofLong = bracket(tiers, long, units, lotValue);
  const ofShort = bracket(tiers, short, units, lotValue);
  return {
    margin: ofLong.margin + ofShort.margin,
    slopeLots: ofLong.slopeLots + ofShort.slopeLots,
  };
}

/** Sums over the opening orders accepted so far in one quote, and what its orders may still reduce. */
export interface QuoteSums {
  longNotional: number;
  shortNotional: number;
  /** Σ own notional / leverage */
  margin: number;
  /** one-way mode: lots of the position that buys (sells) of this quote may still close */
  reducibleByBuys: number;
  reducibleBySells: number;
}

/** The account as the checks of opening orders see it. */
export interface QuoteAccount {
  readonly long: number;
  readonly short: number;
  /** at the mark, quote */
  readonly equity: number;
  /** P, price units */
  readonly at: number;
}

/** Sums at the start of a quote. */
export function openQuote(account: QuoteAccount, oneWay: boolean): QuoteSums {
  return {
    longNotional: 0,
    shortNotional: 0,
    margin: 0,
    reducibleByBuys: oneWay ? account.short : 0,
    reducibleBySells: oneWay ? account.long : 0,
  };
}

/** True when the side stays within the leverage cap with an order of this notional. */
export function isWithinCap(
  account: QuoteAccount,
  sums: QuoteSums,
  isLong: boolean,
  notional: number,
  cap: number,
  lotValue: number,
): boolean {
  const held = notionalOf(isLong ? account.long : account.short, account.at, lotValue);
  const accepted = isLong ? sums.longNotional : sums.shortNotional;
  return atMost(held + accepted + notional, cap);
}

/** True when the available equity covers the margin of an order of this notional. */
export function isWithinMargin(
  account: QuoteAccount,
  sums: QuoteSums,
  notional: number,
  leverage: number,
  marginBuffer: number,
  lotValue: number,
): boolean {
  const held = notionalOf(account.long + account.short, account.at, lotValue);
  const available = account.equity - held / leverage - sums.margin;
  return atMost((notional / leverage) * marginBuffer, available);
}
