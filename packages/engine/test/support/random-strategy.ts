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

/** A number per share of the price: one over a distance in typical moves. */
function perPrice(moves: number | null, drawn: Choices): number | null {
  return orNull(moves, (value) => 1 / (value * drawn.moveRatio));
}

function avellanedaStoikovOf(drawn: Choices): Record<string, unknown> {
  const barsPerDay = 86_400_000 / drawn.intervalMs;
  const isRolling = drawn.horizon === "rolling";
  return {
    riskAversion: Math.min(1e6, drawn.riskAversion / (drawn.moveRatio * barsPerDay)),
    horizon: drawn.horizon,
    ...(isRolling ? { horizonDays: drawn.horizonDays } : {}),
    volatility: drawn.volatility,
    volatilityWindow: drawn.volatilityWindow,
    kappa: perPrice(drawn.fillDistance, drawn),
    ...(drawn.fillDistance === null ? { kappaWindow: drawn.kappaWindow } : {}),
    minSpread: distance(drawn.minSpread, drawn),
    sizeShape: drawn.sizeShape,
    maxInventoryRatio: drawn.maxInventoryRatio,
  };
}

function glftOf(drawn: Choices): Record<string, unknown> {
  return {
    riskAversion: drawn.orderRiskAversion,
    fillRiskAversion: drawn.fillRiskAversion,
    intensity: drawn.intensity,
    intensityDecay: perPrice(drawn.fillDistance, drawn),
    fitWindow: drawn.fitWindow,
    fitInterval: drawn.fitInterval,
    volatility: drawn.volatility,
    volatilityWindow: drawn.volatilityWindow,
    minSpread: distance(drawn.minSpread, drawn),
    levels: drawn.levels,
    levelSpacing: orNull(drawn.ownSpacing, (moves) => Math.min(0.02, distance(moves, drawn))),
    maxInventory: drawn.maxInventory,
  };
}

function atrMakerOf(drawn: Choices): Record<string, unknown> {
  return {
    atrPeriod: drawn.atrPeriodBars,
    bidSpread: drawn.spreadMultiple,
    askSpread: drawn.askSpread < 0 ? 0.5 : drawn.askSpread,
    levels: drawn.levels,
    levelSpacing: drawn.spacingMultiple,
    minSpread: distance(drawn.minSpread, drawn),
    maxInventoryRatio: drawn.maxInventoryRatio,
    inventorySkew: drawn.skewMultiple,
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
    case "avellaneda-stoikov":
      return avellanedaStoikovOf(drawn);
    case "glft":
      return glftOf(drawn);
    case "atr-maker":
      return atrMakerOf(drawn);
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
              atrPeriod: drawn.atrPeriodBars,
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
