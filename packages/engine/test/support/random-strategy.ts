/** The strategy section of a random configuration, by the name that was drawn. */
import type { StrategyInput } from "../../src/config/input.js";
import type { Choices } from "./choices.js";

const YEAR_MS = 31_536_000_000;

/** A distance in typical moves of a bar, or in ticks when negative, as a share of the price. */
function distance(value: number, drawn: Choices): number {
  const share = value < 0 ? -value / drawn.startTicks : value * drawn.moveRatio;
  return Math.min(0.9, share);
}

function orNull<T, R>(value: T | null, map: (value: T) => R): R | null {
  return value === null ? null : map(value);
}

function gridOf(drawn: Choices, firstUnits: number): Record<string, unknown> {
  const { moveRatio } = drawn;
  const first = firstUnits * 10 ** -drawn.priceDecimals;
  const move = (moves: number) => Math.min(0.9, moves * moveRatio);
  const lowerPrice = first * (1 - move(drawn.gridBelow));
  const upperPrice = Math.max(first * (1 + move(drawn.gridAbove)), lowerPrice * 1.0001);
  const isFixed = drawn.gridRange === "fixed";
  return {
    range: drawn.gridRange,
    ...(isFixed
      ? { lowerPrice, upperPrice, trailUp: drawn.trailUp, trailDown: drawn.trailDown }
      : {
          width: Math.max(0.0001, move(drawn.gridWidth)),
          recentreDistance: orNull(drawn.recentreDistance, move),
          recentreFlat: drawn.recentreFlat,
        }),
    spacing: drawn.gridSpacing,
    lines: drawn.lines,
    direction: drawn.gridDirection,
    ...(drawn.gridDirection === "neutral" ? {} : { initialPosition: drawn.initialPosition }),
  };
}

/** Parameters of the strategy drawn, beside those that all have. */
function ownParameters(drawn: Choices, firstUnits: number): Record<string, unknown> {
  const spread = (value: number) => distance(value, drawn);
  const sides = { bidSpread: spread(drawn.bidSpread), askSpread: spread(drawn.askSpread) };
  switch (drawn.strategy) {
    case "dual-maker":
      return {
        ...sides,
        closeSpread: orNull(drawn.closeSpread, spread),
        maxPositionRatio: drawn.maxPositionRatio,
      };
    case "pure-maker":
      return {
        ...sides,
        levels: drawn.levels,
        levelSpacing: Math.min(0.02, spread(drawn.levelSpacing)),
        maxInventoryRatio: drawn.maxInventoryRatio,
        inventorySkew: spread(drawn.inventorySkew),
      };
    case "grid":
      return gridOf(drawn, firstUnits);
    case "hedge-grid":
      return {
        entryDistance: spread(drawn.entryDistance),
        spread: spread(drawn.takeProfit),
        maxOrders: drawn.maxOrders,
        maxPositionRatio: drawn.maxPositionRatio,
        ...(drawn.balanceThreshold === null
          ? {}
          : {
              balanceThreshold: drawn.balanceThreshold * drawn.moveRatio,
              atrPeriod: drawn.gridAtrPeriod,
            }),
      };
    case "dca-grid":
      return {
        direction: drawn.dcaDirection,
        entryDistance: spread(drawn.entryDistance),
        takeProfit: spread(drawn.takeProfit),
        safetyOrders: drawn.safetyOrders,
        spacing: Math.max(0.000001, spread(drawn.ladderSpacing)),
        spacingGrowth: drawn.spacingGrowth,
        sizeMultiplier: drawn.sizeMultiplier,
        exposureLimit: drawn.exposureLimit,
        cooldownMs: Math.min(YEAR_MS, Math.round(drawn.cooldownBars * drawn.intervalMs)),
      };
  }
}

/**
 * The strategy section, as a user would write it.
 * @param firstUnits the first open, price units
 */
export function randomStrategy(drawn: Choices, firstUnits: number): StrategyInput {
  const { size, stepSize } = drawn;
  return {
    name: drawn.strategy,
    ...ownParameters(drawn, firstUnits),
    size: "lots" in size ? { quantity: size.lots * Number(stepSize) } : size,
    orderRefreshMs: Math.min(YEAR_MS, Math.round(drawn.refreshBars * drawn.intervalMs)),
  } as StrategyInput;
}
