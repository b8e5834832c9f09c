/** The same configuration on other markets. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { normaliseConfig } from "../../config/normalise.js";
import type { NormalisedConfig } from "../../config/types.js";
import { PerpmillError } from "../../errors.js";
import { type Bars, openTimeMs } from "../../market-data/bars.js";
import type { TrustFinding, TrustGrade } from "../findings.js";
import { isProfitable, rowsRun, shareOf, type TrustRow } from "../headlines.js";
import type { OtherMarket, TransferRow } from "../trust-options.js";
import { holdsUp, leastRow, notExamined } from "./part.js";

function firstClose(bars: Bars): number {
  return bars.close[0] / 10 ** bars.priceDecimals;
}

/** Quantities become those of the same notional at the first close, in whole steps, one at least. */
function movedSizes(
  strategy: NormalisedConfig["strategy"],
  factor: number,
  { stepSize }: NormalisedConfig["instrument"],
): NormalisedConfig["strategy"] {
  const entries = Object.entries(strategy).map(([name, value]) => {
    if (typeof value !== "object" || value === null || !("quantity" in value)) return [name, value];
    const steps = Math.max(1, Math.round((value.quantity * factor) / stepSize));
    return [name, { quantity: Number((steps * stepSize).toPrecision(12)) }];
  });
  return { ...Object.fromEntries(entries), name: strategy.name };
}

/** What of another market decides whether a configuration can be run there. */
export interface MarketFacts extends Pick<OtherMarket, "name" | "instrument"> {
  /** of its bars; undefined: not known before they are read */
  readonly intervalMs: number | undefined;
  readonly hasFunding: boolean;
}

/**
 * The configuration with the instrument of another market, on all of its time.
 * @throws CONFIG_INVALID: no such preset, a wrong instrument
 */
export function configThere(
  config: NormalisedConfig,
  { name, instrument = name, intervalMs, hasFunding }: MarketFacts,
  strategies: readonly StrategyDescriptor[],
): { readonly config: NormalisedConfig; readonly withoutFunding: boolean } {
  const withoutFunding = config.funding.mode === "series" && !hasFunding;
  const funding = withoutFunding ? { ...config.funding, mode: "none" } : config.funding;
  const context = { hasFundingFile: hasFunding, strategies };
  const read = normaliseConfig(
    { ...config, instrument, data: {}, funding },
    intervalMs === undefined ? context : { ...context, intervalMs },
  );
  const { makerFee, takerFee } = config.instrument;
  // A preset knows the standard fees, not those of the account.
  const fees = typeof instrument === "string" ? { makerFee, takerFee } : {};
  return { config: { ...read, instrument: { ...read.instrument, ...fees } }, withoutFunding };
}

/**
 * The configuration for another market: its instrument, all of its time, everything else as it is.
 * Spreads are shares of the price and sizes shares of equity, so that they mean the same there.
 * @param bars of the own market
 * @throws CONFIG_INVALID: no such preset
 */
export function transferConfig(
  config: NormalisedConfig,
  bars: Bars,
  other: OtherMarket,
  strategies: readonly StrategyDescriptor[],
): { readonly config: NormalisedConfig; readonly withoutFunding: boolean } {
  const facts = {
    ...{ name: other.name, instrument: other.instrument },
    intervalMs: other.bars.intervalMs,
    hasFunding: other.funding != null,
  };
  const { config: there, withoutFunding } = configThere(config, facts, strategies);
  const factor = firstClose(bars) / firstClose(other.bars);
  const strategy = movedSizes(there.strategy, factor, there.instrument);
  return { config: { ...there, strategy }, withoutFunding };
}

/** @throws TRUST_INVALID: a market without a name, without bars, or twice */
export function checkOthers(others: readonly OtherMarket[]): void {
  const names = new Set<string>();
  for (const { name, bars } of others) {
    if (names.has(name) || name === "" || bars.count === 0) {
      throw new PerpmillError("TRUST_INVALID", {
        message: `another market needs a name of its own and bars, got ${JSON.stringify(name)} with ${bars.count} bars`,
        where: { field: "others" },
        hint: "Name each market once.",
      });
    }
    names.add(name);
  }
}

/** The row of a market. */
export function transferRow(
  { name, bars }: OtherMarket,
  symbol: string | null,
  withoutFunding: boolean,
  row: TrustRow,
): TransferRow {
  return {
    ...row,
    ...{ name, symbol, bars: bars.count, withoutFunding },
    first: openTimeMs(bars, 0),
    last: openTimeMs(bars, bars.count - 1),
  };
}

/** Other markets differ: that it earns nothing there is a reason to doubt, and no proof. */
function gradeOf(profitable: number, holding: number): TrustGrade {
  if (profitable === 1 && holding >= 0.5) return "strong";
  return profitable >= 0.5 ? "fair" : "weak";
}

export function transferFinding(rows: readonly TransferRow[], own: TrustRow): TrustFinding {
  const ran = rowsRun(rows);
  if (ran.length === 0) {
    return notExamined("transfer", rows.length === 0 ? "notGiven" : "refused");
  }
  const profitable = shareOf(ran, isProfitable);
  const holding = shareOf(ran, (row) => holdsUp(row, own));
  const least = leastRow(ran, ({ metrics }) => metrics.totalReturn);
  return {
    part: "transfer",
    grade: gradeOf(profitable, holding),
    matters: true,
    reason: profitable === 1 ? "allProfitable" : "someLose",
    value: profitable,
    facts: {
      runs: ran.length,
      profitable: ran.filter(isProfitable).length,
      holding,
      worst: least?.row.name ?? null,
      worstReturn: least?.value ?? null,
    },
  };
}
