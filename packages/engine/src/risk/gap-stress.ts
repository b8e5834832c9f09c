/** Gaps at the close of each day: what the positions of that moment would have lost. */
import type { BarStates } from "./bar-states.js";
import { type DayStates, holdingAt } from "./day-states.js";
import { equityAt, isLiquidatedAt, type MarginRules } from "./margin.js";
import { finite } from "./quantiles.js";

/** Shares of the price by which it jumps. */
export const GAPS = [-0.4, -0.2, -0.1, 0.1, 0.2, 0.4] as const;

export interface GapStress {
  /** share of the price, less than 0: down */
  readonly gap: number;
  /** days at whose close the jump liquidates */
  readonly liquidations: number;
  readonly days: number;
  /** UTC ms of the first of them; null: none */
  readonly firstMs: number | null;
  /**
   * change of equity, share of one: in the worst day, and in the middle one. Below -1 the account would owe; a
   * liquidation costs its fees besides
   */
  readonly worst: number | null;
  readonly median: number | null;
}

/** What each gap does at the close of each day. */
export function gapStress(
  states: BarStates,
  { days, dayMs, lastBar }: DayStates,
  rules: MarginRules,
): readonly GapStress[] {
  return GAPS.map((gap): GapStress => {
    const changes: number[] = [];
    let liquidations = 0;
    let firstMs: number | null = null;
    for (let day = 0; day < days; day++) {
      const holding = holdingAt(states, lastBar[day]);
      const units = holding.at * (1 + gap);
      if (holding.equity <= 0) continue;
      changes.push(equityAt(rules, holding, units) / holding.equity - 1);
      if (!isLiquidatedAt(rules, holding, units)) continue;
      liquidations++;
      firstMs ??= dayMs[day];
    }
    const sorted = Float64Array.from(changes).sort();
    return {
      gap,
      liquidations,
      days: sorted.length,
      firstMs,
      worst: finite(sorted[0] ?? Number.NaN),
      median: finite(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN),
    };
  });
}
