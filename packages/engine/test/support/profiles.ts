/** The worst cases: corners of the space in which most of the code that goes wrong is at work. */
import type { Profile } from "./choices.js";

const LIVELY = {
  bars: [60, 200, 300],
  maxDrawdown: [null],
  minEquity: [null],
  refreshBars: [0, 0.3, 1, 7],
  levelSpacing: [0, 0.3, -1],
  bidSpread: [0, 0.5, 1, -1],
  askSpread: [0, 0.5, 1, -1],
} satisfies Profile;

/** By the name of what is bad about them. */
export const WORST_CASES: Readonly<Record<string, Profile>> = {
  "inventory at the cap with the price beyond the quote": {
    ...LIVELY,
    balanceLots: [15, 200],
    leverage: [3, 10, 50],
    size: [{ equityRatio: 0.3 }, { lots: 7.5 }, { lots: 60 }],
    maxInventoryRatio: [0.01, 0.5, 1],
    maxPositionRatio: [0.2, 1],
    moveRatio: [0.001, 0.004],
    maxParticipation: [0.01, 0.1, 1],
    volumeLots: [20, 200],
    refreshBars: [0.5, 7, 40, 1e6],
  },
  "32 levels": {
    ...LIVELY,
    strategy: ["pure-maker"],
    levels: [32],
    balanceLots: [2_000, 40_000],
    size: [{ lots: 1 }, { lots: 7.5 }, { lots: 60 }],
    leverage: [3, 10, 50],
    maxInventoryRatio: [1, 50],
  },
  "one-tick spreads": {
    ...LIVELY,
    bidSpread: [-1, 0],
    askSpread: [-1, 0],
    closeSpread: [null, 0, -1],
    size: [{ lots: 1 }, { equityRatio: 0.02 }],
    throughTicks: [0, 1],
  },
  "prices finer than ticks of 10 units": { ...LIVELY, tickUnits: [10, 25], offTick: [true] },
  "tiny balances": {
    ...LIVELY,
    balanceLots: [2, 15],
    leverage: [10, 50, 125],
    tiers: ["none", "one", "small"],
    size: [{ equityRatio: 0.3 }, { equityRatio: 20 }, { lots: 1 }, { lots: 1e9 }],
  },
  "liquidation on jumps": {
    ...LIVELY,
    jumpChance: [0.03, 0.2],
    jumpMoves: [60, 150],
    leverage: [10, 50, 125],
    tiers: ["one", "three", "small", "uneven"],
    size: [{ equityRatio: 0.3 }, { equityRatio: 20 }],
    maxPositionRatio: [1, 5],
    maxInventoryRatio: [1, 50],
    liquidationFee: [0, 0.005, 0.05],
  },
  "stops and regimes in wild markets": {
    ...LIVELY,
    moveRatio: [0.004, 0.02],
    positionStopLoss: [0.002, 0.01, 0.05],
    atrPeriod: [1, 5],
    high: [0, 0.5, 1.5],
    extreme: [null, 1, 2.5],
    emergency: [null, 1.5, 4],
    leverage: [3, 10, 50],
  },
  "days of limits, funding and payouts": {
    ...LIVELY,
    intervalMs: [3_600_000, 14_400_000, 86_400_000],
    maxDailyLoss: [0.005, 0.05],
    funding: ["constant", "series"],
    rebateRate: [0.3, 1],
    makerFee: [0.0002, -0.0001, 0.002],
    leverage: [3, 10, 50],
  },
};
