/** What happened in a run, to know that random runs go everywhere. */
import { TRADE_REASONS } from "../../src/runs/result.js";
import type { Choices } from "./choices.js";
import type { Outcome } from "./outcome.js";

type Happened = (outcome: Outcome, drawn: Choices) => boolean;

function reason(name: (typeof TRADE_REASONS)[number]): Happened {
  const index = TRADE_REASONS.indexOf(name);
  return ({ trades }) => trades.reason.includes(index);
}

function liquidatedAtOpen({ metrics, trades }: Outcome, drawn: Choices): boolean {
  const time = trades.timeMs[trades.length - 1];
  return metrics.liquidated && time % drawn.intervalMs === 0;
}

function flips({ trades }: Outcome): boolean {
  const { positionSide, realizedPnl, longAfterLots, shortAfterLots, lots, side } = trades;
  return positionSide.some((position, row) => {
    const after = side[row] > 0 ? longAfterLots[row] : shortAfterLots[row];
    return position === 0 && realizedPnl[row] !== 0 && after > 0 && after < lots[row];
  });
}

const HAPPENED: Readonly<Record<string, Happened>> = {
  "a maker fill": reason("quote"),
  "a stop": reason("stop"),
  "a limit": reason("limit"),
  "a regime's order": reason("regime"),
  "a liquidation": reason("liquidation"),
  "a liquidation on a jump": liquidatedAtOpen,
  "a liquidation inside a move": (outcome, drawn) =>
    outcome.metrics.liquidated && !liquidatedAtOpen(outcome, drawn),
  "a liquidation by the mark": ({ metrics }, drawn) =>
    metrics.liquidated && drawn.markNoise !== null,
  "a liquidation on the net basis": ({ metrics }, drawn) =>
    metrics.liquidated && drawn.marginBasis === "net",
  "a deficit": ({ metrics }) => metrics.deficit > 0,
  maxDrawdown: ({ metrics }) => metrics.stopped === "maxDrawdown",
  minEquity: ({ metrics }) => metrics.stopped === "minEquity",
  maxDailyLoss: ({ metrics }) => metrics.stopped === "maxDailyLoss",
  funding: ({ metrics }) => metrics.funding !== 0,
  "a rebate": ({ metrics }) => metrics.rebates !== 0,
  "a negative rebate": ({ metrics }) => metrics.rebates < 0,
  "an order too small": ({ metrics }) => (metrics.rejected?.tooSmall ?? 0) > 0,
  "an order over the leverage cap": ({ metrics }) => (metrics.rejected?.leverage ?? 0) > 0,
  "an order without margin": ({ metrics }) => (metrics.rejected?.margin ?? 0) > 0,
  "a flip of the position": flips,
  "fills under a participation cap": ({ metrics }, drawn) =>
    metrics.makerFills > 0 && drawn.maxParticipation !== null,
  "daily ratios": ({ metrics }) => metrics.sharpe !== null,
  "an ambiguous bar": ({ metrics }) => (metrics.ambiguousFillShare ?? 0) > 0,
};

/** Names of everything that is counted. */
export const EVENTS = Object.keys(HAPPENED);

/** Adds one to every event that the run has met. */
export function countEvents(seen: Map<string, number>, outcome: Outcome, drawn: Choices): void {
  for (const [name, happened] of Object.entries(HAPPENED)) {
    if (happened(outcome, drawn)) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
}
