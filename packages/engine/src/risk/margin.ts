/** Margin of positions at a price: what is used, what must be left, and how far liquidation is. Semantics 5, 6. */
import type { MarginTier, NormalisedConfig } from "../config/types.js";
import { instrumentUnits } from "../units.js";

/** Of which account. */
export interface MarginRules {
  readonly tiers: readonly MarginTier[];
  readonly basis: "sides" | "net";
  readonly leverage: number;
  /** quote of one lot at a price of one unit */
  readonly lotValue: number;
}

/** What is held, lots, and what the account is worth at a price. */
export interface Holding {
  readonly long: number;
  readonly short: number;
  /** quote */
  readonly equity: number;
  /** price or mark at which `equity` was taken, units */
  readonly at: number;
}

/** The rules that a configuration names for bars with so many decimals. */
export function marginRules(config: NormalisedConfig, priceDecimals: number): MarginRules {
  const { tiers } = config.instrument;
  const { marginBasis: basis, leverage } = config.account;
  return {
    tiers,
    basis,
    leverage,
    lotValue: instrumentUnits(config.instrument, priceDecimals).lotValue,
  };
}

interface Bracket {
  readonly rate: number;
  readonly amount: number;
}

const NO_BRACKET: Bracket = { rate: 0, amount: 0 };

/** The tier of a notional; a bracket of 0 or less asks for nothing. */
function bracketOf(tiers: readonly MarginTier[], notional: number): Bracket {
  const tier = tiers.find(({ notionalCap }) => notionalCap === null || notional <= notionalCap);
  if (tier === undefined) return NO_BRACKET;
  const { maintenanceRate: rate, maintenanceAmount: amount } = tier;
  return notional * rate > amount ? { rate, amount } : NO_BRACKET;
}

/** Lots of which margin is asked, side by side or as one. */
function sidesOf({ basis }: MarginRules, { long, short }: Holding): readonly number[] {
  return basis === "net" ? [Math.abs(long - short)] : [long, short];
}

/** Value of both positions at the price of the holding, quote. */
export function grossNotional({ lotValue }: MarginRules, { long, short, at }: Holding): number {
  return (long + short) * at * lotValue;
}

/** Initial margin that the positions take up, quote: their notional over the leverage. */
export function initialMargin(rules: MarginRules, holding: Holding): number {
  let lots = 0;
  for (const side of sidesOf(rules, holding)) lots += side;
  return (lots * holding.at * rules.lotValue) / rules.leverage;
}

/** Maintenance margin at a price in units, quote. */
export function maintenanceMargin(
  rules: MarginRules,
  holding: Holding,
  units = holding.at,
): number {
  let margin = 0;
  for (const lots of sidesOf(rules, holding)) {
    const notional = lots * units * rules.lotValue;
    const { rate, amount } = bracketOf(rules.tiers, notional);
    margin += notional * rate - amount;
  }
  return margin;
}

/** Equity at another price, quote. */
export function equityAt({ lotValue }: MarginRules, holding: Holding, units: number): number {
  return holding.equity + (holding.long - holding.short) * (units - holding.at) * lotValue;
}

/** Whether the account is liquidated when the price jumps there. */
export function isLiquidatedAt(rules: MarginRules, holding: Holding, units: number): boolean {
  if (holding.long === 0 && holding.short === 0) return false;
  return equityAt(rules, holding, units) <= maintenanceMargin(rules, holding, units);
}

/** Steps in which the tiers of a price are found; each lands on the line of other tiers. */
const STEPS_MAX = 64;

/**
 * The price at which equity falls to the maintenance margin, by Newton's steps from tier to tier: their
 * difference is made of straight lines.
 * @returns units; NaN: no price that way does
 */
function liquidationUnits(rules: MarginRules, holding: Holding, up: boolean): number {
  let units = holding.at;
  for (let step = 0; step < STEPS_MAX; step++) {
    let slope = holding.long - holding.short;
    for (const lots of sidesOf(rules, holding)) {
      slope -= lots * bracketOf(rules.tiers, lots * units * rules.lotValue).rate;
    }
    const gap = equityAt(rules, holding, units) - maintenanceMargin(rules, holding, units);
    if (slope === 0) return Number.NaN;
    const next = units - gap / (slope * rules.lotValue);
    if (up ? !(next > holding.at) : !(next < holding.at)) return Number.NaN;
    if (Math.abs(next - units) <= 1e-9 * holding.at) return next;
    units = next;
  }
  return units;
}

/**
 * How far the price is from liquidation.
 * @returns share of the price, the nearer way; 1 at most, as prices end at 0; Infinity: nothing is held, or no
 * price liquidates; 0: due already
 */
export function liquidationDistance(rules: MarginRules, holding: Holding): number {
  if (holding.long === 0 && holding.short === 0) return Number.POSITIVE_INFINITY;
  if (isLiquidatedAt(rules, holding, holding.at)) return 0;
  const down = liquidationUnits(rules, holding, false);
  const up = liquidationUnits(rules, holding, true);
  const below = down > 0 ? (holding.at - down) / holding.at : Number.POSITIVE_INFINITY;
  const above = up > 0 ? (up - holding.at) / holding.at : Number.POSITIVE_INFINITY;
  return Math.min(below, above);
}
