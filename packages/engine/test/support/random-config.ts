/** A configuration file of semantics 10 from the values drawn, with money in proportion to the market. */
import type { ConfigInput } from "../../src/config/input.js";
import { type Bars, openTimeMs } from "../../src/market-data/bars.js";
import type { Choices } from "./choices.js";
import { randomStrategy } from "./random-strategy.js";

interface TierRow {
  readonly notionalCap: number | null;
  readonly maxLeverage: number;
  readonly maintenanceRate: number;
  readonly maintenanceAmount: number;
}

function tier(
  notionalCap: number | null,
  maxLeverage: number,
  maintenanceRate: number,
  maintenanceAmount: number,
): TierRow {
  return { notionalCap, maxLeverage, maintenanceRate, maintenanceAmount };
}

/** Tiers in units of the balance: of each kind the brackets and the leverage cap bind somewhere. */
function tiersOf(kind: Choices["tiers"], balance: number): TierRow[] {
  const b = balance;
  switch (kind) {
    case "none":
      return [];
    case "one":
      return [tier(null, 125, 0.01, 0)];
    case "three":
      return [
        tier(2 * b, 125, 0.004, 0),
        tier(10 * b, 75, 0.01, 0.012 * b),
        tier(null, 20, 0.025, 0.162 * b),
      ];
    case "small":
      return [
        tier(0.1 * b, 125, 0.004, 0),
        tier(0.3 * b, 100, 0.02, 0.0016 * b),
        tier(0.7 * b, 50, 0.05, 0.0106 * b),
        tier(1.5 * b, 10, 0.1, 0.0456 * b),
        tier(null, 3, 0.3, 0.3456 * b),
      ];
    case "uneven":
      // Not continuous, and brackets that a large amount keeps at nothing.
      return [
        tier(20 * b, 125, 0.03, b),
        tier(40 * b, 125, 0.01, 0),
        tier(null, 60, 0.15, 0.5 * b),
      ];
  }
}

function orNull<T, R>(value: T | null, map: (value: T) => R): R | null {
  return value === null ? null : map(value);
}

/** The section of modifiers; hanging orders only with strategies whose orders do not stay anyway. */
function quotingOf(drawn: Choices): NonNullable<ConfigInput["quoting"]> | null {
  if (!drawn.modifies) return null;
  const { moveRatio, intervalMs } = drawn;
  const basisPoints = (moves: number) => moves * moveRatio * 10_000;
  const time = (bars: number) => Math.round(bars * intervalMs);
  return {
    inventorySkew: drawn.quotingSkew * moveRatio,
    skewInventoryRatio: drawn.skewInventoryRatio,
    minProfitBps: orNull(drawn.minProfitMoves, basisPoints),
    refreshToleranceBps: orNull(drawn.toleranceMoves, basisPoints),
    hangingOrders: drawn.hangingOrders && !drawn.strategy.endsWith("grid"),
    hangingCancelDistance: Math.min(1, drawn.hangingMoves * moveRatio),
    filledOrderDelayMs: time(drawn.delayBars),
    tradingHours: drawn.tradingHours,
    fundingAvoidBeforeMs: time(drawn.avoidBeforeBars),
    fundingAvoidAfterMs: time(drawn.avoidAfterBars),
  };
}

/** The configuration, as a user would write it. */
export function randomConfig(drawn: Choices, bars: Bars): ConfigInput {
  const step = Number(drawn.stepSize);
  const quote = 10 ** -drawn.priceDecimals;
  const lotQuote = bars.open[0] * quote * step * Number(drawn.contractSize);
  const initialBalance = Number((drawn.balanceLots * lotQuote).toPrecision(6));
  const tiers = tiersOf(drawn.tiers, initialBalance);
  const leverageMax = Math.max(...tiers.map(({ maxLeverage }) => maxLeverage), 0) || 125;
  const spreads = drawn.moveRatio;
  return {
    instrument: {
      tickSize: (drawn.tickUnits * quote).toFixed(drawn.priceDecimals),
      stepSize: drawn.stepSize,
      minQty: drawn.minLots * step,
      minNotional: drawn.minNotionalLots * lotQuote,
      maxOrderQty: orNull(drawn.maxOrderLots, (lots) => lots * step),
      contractSize: drawn.contractSize,
      makerFee: drawn.makerFee,
      takerFee: drawn.takerFee,
      liquidationFee: drawn.liquidationFee,
      tiers,
    },
    data: { start: openTimeMs(bars, Math.floor(drawn.cutFrom * bars.count)) },
    account: {
      initialBalance,
      leverage: Math.min(drawn.leverage, leverageMax),
      marginBasis: drawn.marginBasis,
      marginBuffer: drawn.marginBuffer,
    },
    path: { model: drawn.model, seed: drawn.pathSeed },
    fills: {
      rule: drawn.rule,
      throughTicks: drawn.throughTicks,
      maxParticipation: drawn.maxParticipation,
      slippageTicks: drawn.slippageTicks,
    },
    funding:
      drawn.funding === "constant"
        ? { mode: "constant", rate: drawn.fundingRate, intervalHours: drawn.fundingHours }
        : { mode: drawn.funding },
    rebate: { rate: drawn.rebateRate, payoutDay: drawn.payoutDay },
    risk: {
      maxDrawdown: drawn.maxDrawdown,
      minEquity: orNull(drawn.minEquity, (share) => share * initialBalance),
      maxDailyLoss: drawn.maxDailyLoss,
      positionStopLoss: drawn.positionStopLoss,
    },
    volatility: {
      atrPeriod: drawn.atrPeriod,
      high: orNull(drawn.high, (moves) => moves * spreads),
      extreme: orNull(drawn.extreme, (moves) => moves * spreads),
      emergency: orNull(drawn.emergency, (moves) => moves * spreads),
      highSpreadMultiplier: drawn.highMultiplier,
      extremeSpreadMultiplier: drawn.extremeMultiplier,
      balance: drawn.balance,
      extremeFlatten: drawn.extremeFlatten,
      emergencyClose: drawn.emergencyClose,
    },
    quoting: quotingOf(drawn),
    output: { rejections: drawn.rejections },
    strategy: randomStrategy(drawn, bars.open[0]),
  };
}
