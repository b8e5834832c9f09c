/** What ccxt tells of a market: which one a symbol names, and how many rows one request may ask for. */
import { PerpmillError } from "../errors.js";
import type { Market } from "./archive-layout.js";
import type { CcxtExchange, CcxtMarket } from "./ccxt-node.js";

/** The method of ccxt for each kind. */
export const METHODS = {
  klines: "fetchOHLCV",
  mark: "fetchMarkOHLCV",
  index: "fetchIndexOHLCV",
  premium: "fetchPremiumIndexOHLCV",
  funding: "fetchFundingRateHistory",
} as const;

/** What is downloaded of other exchanges. */
export type VenueKind = keyof typeof METHODS;

/** Every exchange gives that many rows at once. */
const PAGE_ROWS = 100;

/**
 * The market that a symbol names: ccxt's own symbol, the exchange's, or base and quote together.
 * @throws USAGE with what there is
 */
export function marketOf(
  markets: Readonly<Record<string, CcxtMarket>>,
  { exchange, symbol, market }: { exchange: string; symbol: string; market: Market },
): CcxtMarket {
  const wanted: Record<Market, (one: CcxtMarket) => unknown> = {
    um: ({ swap, linear }) => swap && linear,
    cm: ({ swap, inverse }) => swap && inverse,
    spot: ({ spot }) => spot,
  };
  const fitting = Object.values(markets).filter(wanted[market]);
  const named = fitting.find(
    ({ symbol: unified, id, base, quote }) =>
      unified === symbol || id === symbol || base + quote === symbol,
  );
  if (named !== undefined) return named;
  throw new PerpmillError("USAGE", {
    message: `${exchange} has no ${symbol} in the market ${market}`,
    hint: `It has ${fitting.length} there, such as ${fitting
      .slice(0, 5)
      .map(({ symbol: unified }) => unified)
      .join(", ")}.`,
  });
}

/** Rows of one page as ccxt describes the exchange; where it does not, as many as all of them give. */
export function pageRowsOf(
  { features }: Pick<CcxtExchange, "features">,
  { spot, linear }: CcxtMarket,
  kind: VenueKind,
): number {
  // of premium prices and funding nothing reliable is written down
  if (kind === "premium" || kind === "funding") return PAGE_ROWS;
  const path = spot === true ? ["spot"] : ["swap", linear === true ? "linear" : "inverse"];
  let at: unknown = features;
  for (const key of [...path, "fetchOHLCV", kind === "klines" ? "limit" : kind]) {
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }
  return typeof at === "number" && Number.isInteger(at) && at > 0 ? at : PAGE_ROWS;
}

/** `[startMs, endMs)` cut into stretches of `windowMs`, the last one shorter. */
export function windowsOf(
  startMs: number,
  endMs: number,
  windowMs: number,
): (readonly [number, number])[] {
  const count = Math.max(0, Math.ceil((endMs - startMs) / windowMs));
  return Array.from({ length: count }, (_, at) => {
    const fromMs = startMs + at * windowMs;
    return [fromMs, Math.min(endMs, fromMs + windowMs)] as const;
  });
}
