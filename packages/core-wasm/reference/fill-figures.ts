/** Figures made from the trade rows alone. Semantics 9. Every sum runs in order of filling. */
import type { ReferenceMarkout, ReferenceTrade } from "./result.js";

/** a gain or loss counts as one over this share of the notional closed */
const GAIN_GUARD = 1e-9;
const BPS = 1e4;

export interface FillFigures {
  readonly fills: number;
  readonly makerFills: number;
  readonly takerFills: number;
  /** quote, all fills */
  readonly notional: number;
  readonly fees: number;
  /** quote, Σ gains of closed parts before fees */
  readonly realised: number;
  readonly closedFills: number;
  readonly closedLots: number;
  readonly winRate: number | null;
  readonly profitFactor: number | null;
  readonly ambiguousFillShare: number | null;
  readonly spreadPnl: number;
}

function signOf(trade: ReferenceTrade): 1 | -1 {
  return trade.side === "buy" ? 1 : -1;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Counts, sums and shares over all fills. */
export function fillFigures(trades: readonly ReferenceTrade[], lotValue: number): FillFigures {
  let makerFills = 0;
  let notional = 0;
  let fees = 0;
  let realised = 0;
  let closedFills = 0;
  let closedLots = 0;
  let wins = 0;
  let gains = 0;
  let losses = 0;
  let spreadPnl = 0;
  for (const trade of trades) {
    if (trade.liquidity === "maker") makerFills++;
    notional += trade.lots * trade.priceUnits * lotValue;
    fees += trade.fee;
    spreadPnl += signOf(trade) * (trade.referenceUnits - trade.priceUnits) * trade.lots * lotValue;
    if (trade.closedLots === 0) continue;
    closedFills++;
    closedLots += trade.closedLots;
    realised += trade.realizedPnl;
    const least = GAIN_GUARD * (trade.closedLots * trade.priceUnits * lotValue);
    if (trade.realizedPnl > least) {
      wins++;
      gains += trade.realizedPnl;
    } else if (-trade.realizedPnl > least) {
      losses += -trade.realizedPnl;
    }
  }
  return {
    fills: trades.length,
    makerFills,
    takerFills: trades.length - makerFills,
    notional,
    fees,
    realised,
    closedFills,
    closedLots,
    winRate: ratio(wins, closedFills),
    profitFactor: ratio(gains, losses),
    ambiguousFillShare: ratio(ambiguousFills(trades), makerFills),
    spreadPnl,
  };
}

/** Maker fills in bars in which makers both bought and sold. */
function ambiguousFills(trades: readonly ReferenceTrade[]): number {
  const bought = new Map<number, number>();
  const sold = new Map<number, number>();
  for (const trade of trades) {
    if (trade.liquidity !== "maker") continue;
    const counts = trade.side === "buy" ? bought : sold;
    counts.set(trade.barIndex, (counts.get(trade.barIndex) ?? 0) + 1);
  }
  let fills = 0;
  for (const [bar, count] of bought) {
    const other = sold.get(bar);
    if (other !== undefined) fills += count + other;
  }
  return fills;
}

/**
 * Σ ±(reference - price)·q / Σ q·price in bps over maker fills, with another price as reference.
 * @param referenceUnits of a fill, null: the fill has none and is left out
 * @returns null without a fill
 */
function edgeBps(
  trades: readonly ReferenceTrade[],
  referenceUnits: (trade: ReferenceTrade) => number | null,
): number | null {
  let edge = 0;
  let traded = 0;
  for (const trade of trades) {
    if (trade.liquidity !== "maker") continue;
    const reference = referenceUnits(trade);
    if (reference === null) continue;
    edge += signOf(trade) * (reference - trade.priceUnits) * trade.lots;
    traded += trade.lots * trade.priceUnits;
  }
  return traded === 0 ? null : (edge / traded) * BPS;
}

/** Distance of maker fills from the price at which they were quoted. */
export function quotedEdgeBps(trades: readonly ReferenceTrade[]): number | null {
  return edgeBps(trades, (trade) => trade.referenceUnits);
}

/**
 * Distance of maker fills from the close some bars later.
 * @param closes close of every bar that was run, price units
 */
export function markoutBps(
  trades: readonly ReferenceTrade[],
  closes: readonly number[],
): ReferenceMarkout {
  const after = (bars: number): number | null =>
    edgeBps(trades, (trade) => closes[trade.barIndex + bars] ?? null);
  return { b1: after(1), b5: after(5), b15: after(15), b60: after(60) };
}
